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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import org.apache.camel.CamelContext;
import org.tenantapi.camel.export.ExportStatus;
import org.tenantapi.camel.export.Transfer;

/**
 * The meters of an export Plug in Micrometer. They read the same status as every other outlet, when they are read. This
 * class is loaded where Micrometer is present, and not elsewhere.
 */
final class ExportMeters implements Meters {

    /** the name that camel-micrometer binds its registry to */
    private static final String NAME_IN_CAMEL = "metricsRegistry";

    private final MeterRegistry registry;
    private final TenantApiConsumer consumer;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    private ExportMeters(MeterRegistry registry, TenantApiConsumer consumer) {
        this.registry = registry;
        this.consumer = consumer;
        Map<String, String> service = consumer.getEndpoint().getServiceMetadata();
        this.tags = Tags.of("plug", consumer.getPlug(), "tenant", service.get("tenant"), "connection",
                service.get("connectionId"), "position", consumer.getPositionKey());
    }

    /**
     * Registers the meters with the MeterRegistry that Camel's registry has.
     *
     * @return null if it has none
     */
    static Meters register(TenantApiConsumer consumer) {
        MeterRegistry registry = registry(consumer.getEndpoint().getCamelContext());
        if (registry == null) {
            return null;
        }
        ExportMeters meters = new ExportMeters(registry, consumer);
        meters.register();
        return meters;
    }

    /** Camel's; null if it has none. */
    static MeterRegistry registry(CamelContext context) {
        MeterRegistry registry = context.getRegistry().lookupByNameAndType(NAME_IN_CAMEL, MeterRegistry.class);
        return registry != null ? registry : context.getRegistry().findSingleByType(MeterRegistry.class);
    }

    private void register() {
        records("delivered", Transfer::delivered);
        records("failed", Transfer::failed);
        records("duplicate", Transfer::duplicates);
        records("own-write", Transfer::ownWrites);
        records("waiting", Transfer::waiting);
        records("older", Transfer::older);
        meters.add(FunctionCounter.builder("tenantapi.export.late", consumer, export -> export.status().total().late())
                .tags(tags).description("Delivered versions that became visible only after a poll that could have shown them")
                .register(registry));
        gauge("tenantapi.export.in.flight", "Records in the route at the moment", ExportStatus::inFlight);
        gauge("tenantapi.export.failed", "Records that wait for their next attempt", ExportStatus::failed);
        gauge("tenantapi.export.quarantined", "Records that wait for a replay or a discard", ExportStatus::quarantined);
        meters.add(Gauge.builder("tenantapi.export.healthy", consumer, export -> export.trouble().isEmpty() ? 1 : 0)
                .tags(tags).description("1 while the health check of the export is UP, else 0").register(registry));
        meters.add(TimeGauge.builder("tenantapi.export.lag", consumer, TimeUnit.SECONDS, ExportMeters::lag)
                .tags(tags).description("How long ago the horizon was the present").register(registry));
    }

    private void records(String outcome, ToDoubleFunction<Transfer> count) {
        meters.add(FunctionCounter
                .builder("tenantapi.export.records", consumer, export -> count.applyAsDouble(export.status().total()))
                .tags(tags).tag("outcome", outcome).description("Records considered, by what became of them")
                .register(registry));
    }

    private void gauge(String name, String description, ToDoubleFunction<ExportStatus> value) {
        meters.add(Gauge.builder(name, consumer, export -> value.applyAsDouble(export.status())).tags(tags)
                .description(description).register(registry));
    }

    private static double lag(TenantApiConsumer export) {
        Duration lag = export.status().lag(Instant.now());
        return lag == null ? Double.NaN : lag.toMillis() / 1000.0;
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
