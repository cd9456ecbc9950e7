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
package org.tenantapi.camel.internal.management;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import org.apache.camel.CamelContext;
import org.tenantapi.camel.status.Direction;
import org.tenantapi.camel.status.ExportProgress;
import org.tenantapi.camel.status.PlugStatus;

/**
 * The meters of a Plug in Micrometer. They read the same status as every other outlet, when they are read; what is not
 * known is NaN. This class is loaded where Micrometer is present, and not elsewhere.
 */
final class PlugMeters implements Meters {

    /** the name that camel-micrometer binds its registry to */
    private static final String NAME_IN_CAMEL = "metricsRegistry";

    private final MeterRegistry registry;
    private final Plug plug;
    private final Tags tags;
    private final String prefix;
    private final List<Meter> meters = new ArrayList<>();

    private PlugMeters(MeterRegistry registry, Plug plug) {
        this.registry = registry;
        this.plug = plug;
        Tags common = Tags.of("plug", plug.name(), "tenant", plug.tenant(), "connection", plug.connectionId());
        this.tags = plug.positionKey() == null ? common : common.and("position", plug.positionKey());
        this.prefix = plug.direction() == Direction.EXPORT ? "tenantapi.export." : "tenantapi.import.";
    }

    static Meters register(CamelContext context, Plug plug) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType(NAME_IN_CAMEL, MeterRegistry.class);
        MeterRegistry registry = named != null ? named : context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return () -> {
            };
        }
        PlugMeters meters = new PlugMeters(registry, plug);
        meters.register();
        return meters;
    }

    private void register() {
        plug.direction().outcomes().forEach(outcome -> counter("records", tags.and("outcome", outcome.label()),
                "Records considered, by what became of them", status -> status.total().counts().of(outcome)));
        gauge("in.flight", "Records in the route of an export; records that an import sends", PlugStatus::inFlight);
        gauge("healthy", "1 while the health check of the Plug is UP, else 0",
                status -> plug.problem(status).isEmpty() ? 1 : 0);
        if (plug.direction() == Direction.EXPORT) {
            counter("late", tags, "Delivered versions that became visible only after a poll that could have shown them",
                    status -> status.total().late());
            gauge("failed", "Records that wait for their next attempt", ofProgress(ExportProgress::failed));
            gauge("quarantined", "Records that wait for a replay or a discard", ofProgress(ExportProgress::quarantined));
            meters.add(TimeGauge.builder(prefix + "lag", plug, TimeUnit.SECONDS, PlugMeters::lag).tags(tags)
                    .description("How long ago the horizon was the present").register(registry));
        }
    }

    private void counter(String name, Tags itsTags, String description, ToDoubleFunction<PlugStatus> value) {
        meters.add(FunctionCounter.builder(prefix + name, plug, it -> value.applyAsDouble(it.status())).tags(itsTags)
                .description(description).register(registry));
    }

    private void gauge(String name, String description, ToDoubleFunction<PlugStatus> value) {
        meters.add(Gauge.builder(prefix + name, plug, it -> value.applyAsDouble(it.status())).tags(tags)
                .description(description).register(registry));
    }

    private static ToDoubleFunction<PlugStatus> ofProgress(ToDoubleFunction<ExportProgress> value) {
        return status -> status.progress() == null ? Double.NaN : value.applyAsDouble(status.progress());
    }

    private static double lag(Plug plug) {
        return ofProgress(progress -> {
            Duration lag = progress.lag(Instant.now());
            return lag == null ? Double.NaN : lag.toMillis() / 1000.0;
        }).applyAsDouble(plug.status());
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
