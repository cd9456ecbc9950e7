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
package org.tenantapi.camel.testkit.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a route got, in the order in which it got it. A route writes it itself, as its last step:
 *
 * <pre>{@code
 * DeliveryLog log = new DeliveryLog(simulator.clock()::now);
 * from("tenantapi:webshop/order").to("bean:erp").process(e -> log.processed(e.getMessage().getBody(String.class)));
 * }</pre>
 *
 * Safe for use by several threads.
 */
public final class DeliveryLog {

    private final Supplier<Instant> clock;
    private final List<Entry> entries = new ArrayList<>();

    /** What happened, and when. */
    sealed interface Entry permits Processed, SetAside, Listed, Crashed {
    }

    record Processed(String json, Instant at) implements Entry {
    }

    record SetAside(String json, Instant at) implements Entry {
    }

    record Listed(List<String> records, Instant at) implements Entry {
    }

    record Crashed(List<String> inDoubt) implements Entry {
    }

    /** @param clock the tenant's clock, the one that dates the versions of its history */
    public DeliveryLog(Supplier<Instant> clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * A version has been processed with success.
     *
     * @param json the record
     */
    public void processed(String json) {
        add(new Processed(json, clock.get()));
    }

    /**
     * A version has been given up, and that is on record: skipped, discarded, or left in quarantine. It may be missing.
     *
     * @param json the record
     */
    public void setAside(String json) {
        add(new SetAside(json, clock.get()));
    }

    /**
     * An answer has been read completely. Optional: it lets the checker find what was read and then dropped.
     *
     * @param records that it held
     */
    public void listed(Collection<String> records) {
        add(new Listed(List.copyOf(records), clock.get()));
    }

    /**
     * The process that ran the route has crashed.
     *
     * @param inDoubt the versions that it had processed, but whose commit had not landed: each may come again, once
     */
    public void crashed(Collection<String> inDoubt) {
        add(new Crashed(List.copyOf(inDoubt)));
    }

    /** How many versions have been processed by now, repetitions included. */
    public synchronized int processedCount() {
        return (int) entries.stream().filter(Processed.class::isInstance).count();
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
    }
}
