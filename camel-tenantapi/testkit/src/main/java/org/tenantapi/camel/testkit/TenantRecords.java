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
package org.tenantapi.camel.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All records of a tenant and their history. Every write sets {@code lastModified} to the clock's second, unless it
 * says otherwise. Safe for use by several threads.
 */
final class TenantRecords {

    /** The types whose resource names are known to be their names; others exist once a record of them was put. */
    private static final Set<String> NAMED_TYPES
            = Set.of("order", "product", "invoice", "connection", "customer", "file", "category", "attribute", "settlement");

    private final SimulatorClock clock;
    private final SplittableRandom localIds;
    private final Map<String, RecordStore> stores = new HashMap<>();
    private final PriorityQueue<LateWrite> late = new PriorityQueue<>(
            Comparator.comparing(LateWrite::visibleAt).thenComparing(LateWrite::number));
    private final List<RecordVersion> history = new ArrayList<>();
    private long lateWrites;

    /** @param number the writes of one moment become visible in the order in which they were made */
    private record LateWrite(Instant visibleAt, long number, String type, ObjectNode record) {
    }

    TenantRecords(SimulatorClock clock, long seed) {
        this.clock = clock;
        this.localIds = new SplittableRandom(seed);
    }

    synchronized boolean knows(String type) {
        return NAMED_TYPES.contains(type) || stores.containsKey(type);
    }

    /** How many records there are of each type, sorted by type. */
    synchronized SortedMap<String, Integer> counts() {
        showLateWrites();
        SortedMap<String, Integer> counts = new TreeMap<>();
        stores.forEach((type, store) -> counts.put(type, store.all().size()));
        return counts;
    }

    synchronized List<RecordVersion> all(String type) {
        return store(type).all();
    }

    synchronized Optional<RecordVersion> byLocalId(String type, String localId) {
        return store(type).byLocalId(localId);
    }

    synchronized Optional<RecordVersion> byRemoteId(String type, String connectionId, String remoteId) {
        return store(type).byRemoteId(connectionId, remoteId);
    }

    synchronized List<RecordVersion> history() {
        showLateWrites();
        return List.copyOf(history);
    }

    synchronized RecordVersion create(String type, ObjectNode content, JsonNode remoteIdMap) {
        ObjectNode record = Json.newObject();
        for (Map.Entry<String, JsonNode> field : content.properties()) {
            // at creation there is nothing to clear
            if (!RecordVersion.ENVELOPE.contains(field.getKey()) && !field.getValue().isNull()) {
                record.set(field.getKey(), field.getValue());
            }
        }
        record.set("remoteIdMap", remoteIdMap);
        return keep(type, record, clock.second().toString(), clock.now());
    }

    /** @throws Refusal (404) when there is no such record, (409) when another record holds the remoteId */
    synchronized RecordVersion update(String type, String localId, ObjectNode patch, JsonNode remoteIdMap) {
        RecordVersion before = store(type).byLocalId(localId)
                .orElseThrow(() -> Refusal.notFound("There is no " + type + " with localId " + localId));
        ObjectNode record = before.merged(patch);
        record.set("remoteIdMap", remoteIdMap);
        return keep(type, record.without("lastModified"), clock.second().toString(), clock.now());
    }

    /**
     * The record as it stands, envelope included; what is missing of the envelope is made. Replaces one of the same
     * localId.
     */
    synchronized RecordVersion replace(String type, ObjectNode record) {
        return keep(type, record.deepCopy(), clock.second().toString(), clock.now());
    }

    /** The write that is dated now or earlier, but is not visible before {@code visibleAt}. Answers the localId. */
    synchronized String writeLate(String type, ObjectNode record, Instant visibleAt) {
        String localId = record.path("localId").asText(newLocalId(type));
        late.add(new LateWrite(visibleAt, lateWrites++, type, record.deepCopy().put("localId", localId)));
        showLateWrites();
        return localId;
    }

    private RecordStore store(String type) {
        showLateWrites();
        // reading does not make a type known
        return stores.getOrDefault(type, new RecordStore());
    }

    private void showLateWrites() {
        Instant now = clock.now();
        while (!late.isEmpty() && !late.peek().visibleAt().isAfter(now)) {
            LateWrite write = late.remove();
            RecordStore store = stores.computeIfAbsent(write.type(), ignored -> new RecordStore());
            String lastModified = write.record().path("lastModified").asText();
            ObjectNode record = store.byLocalId(write.record().path("localId").asText())
                    .map(before -> before.merged(write.record()).put("lastModified", lastModified)
                            .<ObjectNode> set("remoteIdMap", before.linkedBy(write.record())))
                    .orElse(write.record());
            try {
                keep(write.type(), record, lastModified, write.visibleAt());
            } catch (Refusal e) {
                // a client that reads at this moment has done nothing wrong
                throw new IllegalStateException("A late write of the simulator cannot be shown: " + e.getMessage(), e);
            }
        }
    }

    private RecordVersion keep(String type, ObjectNode record, String time, Instant visibleAt) {
        if (!record.hasNonNull("localId")) {
            record.put("localId", newLocalId(type));
        }
        for (String map : List.of("remoteIdMap", "remoteRefMap")) {
            if (!record.path(map).isObject()) {
                record.putObject(map);
            }
        }
        for (String date : List.of("created", "lastModified")) {
            if (!record.hasNonNull(date)) {
                record.put(date, time);
            }
        }
        RecordVersion version = RecordVersion.of(type, record, visibleAt);
        stores.computeIfAbsent(type, ignored -> new RecordStore()).replace(version);
        history.add(version);
        return version;
    }

    /**
     * Not one that is taken: a record that was loaded may have been made by an earlier run, which had the same seed.
     */
    private String newLocalId(String type) {
        String localId;
        do {
            localId = String.format("%016x%016x", localIds.nextLong(), localIds.nextLong());
        } while (stores.containsKey(type) && stores.get(type).byLocalId(localId).isPresent());
        return localId;
    }
}
