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
package org.tenantapi.camel.internal.export;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records that the latest polls have met, and what became of each: so many, and no more, in less than a megabyte of
 * heap. The polling thread writes it, any thread reads it.
 */
final class History {

    static final int MAX_RECORDS = 2000;

    /** in the order in which they were met last */
    private final Map<String, SeenRecord> records = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SeenRecord> eldest) {
            return size() > MAX_RECORDS;
        }
    };

    /**
     * @param poll when the poll began that meets the version
     */
    synchronized void note(RecordVersion version, Instant poll, SeenRecord.Event event) {
        SeenRecord seen = new SeenRecord(
                version.localId(), version.envelope().remoteId(), version.lastModified(), poll, 1, event);
        records.merge(version.localId(), seen, SeenRecord::then);
    }

    /**
     * @param id a localId or a remoteId
     */
    synchronized Optional<SeenRecord> find(String id) {
        SeenRecord record = records.get(id);
        return record != null
                ? Optional.of(record) : records.values().stream().filter(seen -> seen.isCalled(id)).findFirst();
    }
}
