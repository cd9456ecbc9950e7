/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package org.tenantapi.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.camel.CamelContext;
import org.tenantapi.camel.imports.ImportCounts;

/**
 * The meters of an import Plug in Micrometer. They read the same status as every other outlet, when they are read. This
 * class is loaded where Micrometer is present, and not elsewhere.
 */
final class ImportMeters implements Meters {

    private final MeterRegistry registry;
    private final ImportPlug plug;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    private ImportMeters(MeterRegistry registry, ImportPlug plug) {
        this.registry = registry;
        this.plug = plug;
        this.tags = Tags.of("plug", plug.name(), "tenant", plug.tenant(), "connection", plug.connectionId());
    }

    /**
     * Registers the meters with the MeterRegistry that Camel's registry has.
     *
     * @return null if it has none
     */
    static Meters register(CamelContext context, ImportPlug plug) {
        MeterRegistry registry = ExportMeters.registry(context);
        if (registry == null) {
            return null;
        }
        ImportMeters meters = new ImportMeters(registry, plug);
        meters.register();
        return meters;
    }

    private void register() {
        records("created", ImportCounts::created);
        records("updated", ImportCounts::updated);
        records("unchanged", ImportCounts::unchanged);
        records("rejected", ImportCounts::rejected);
        records("unknown", ImportCounts::unknown);
        meters.add(Gauge.builder("tenantapi.import.in.flight", plug, imports -> imports.status().inFlight()).tags(tags)
                .description("Records that are being sent, or wait for that").register(registry));
        meters.add(
                Gauge.builder("tenantapi.import.healthy", plug, imports -> imports.trouble(imports.status()).isEmpty() ? 1 : 0)
                        .tags(tags).description("1 while the health check of the import is UP, else 0").register(registry));
    }

    private void records(String outcome, ToDoubleFunction<ImportCounts> count) {
        meters.add(FunctionCounter
                .builder("tenantapi.import.records", plug,
                        imports -> count.applyAsDouble(imports.status().total().counts()))
                .tags(tags).tag("outcome", outcome).description("Records considered, by what became of them")
                .register(registry));
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
