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

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.MalformedRecordsException;
import org.tenantapi.camel.internal.export.ContentDigest;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.internal.imports.ImportResult;
import org.tenantapi.camel.internal.imports.WriteBase;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * The versions that the producers of one Connection have just written, so that its consumers need not export them
 * again: else what goes from a system to the platform would come back to it. Only versions in which all is known to be
 * the producer's own, or delivered before; only the latest are kept, and what is forgotten is exported.
 */
final class OwnWrites {

    static final int MAX_WRITES = 10_000;

    private record Key(String recordType, String positionKey) {
    }

    private final Map<Key, Watch> watches = new ConcurrentHashMap<>();

    /**
     * From now on the writes of this record type are noted for an export; those of other types need not be.
     *
     * @param digest how the export tells versions from each other
     */
    Watch watch(String recordType, String positionKey, ContentDigest digest) {
        Key key = new Key(recordType, positionKey);
        return watches.compute(key, (same, watch) -> watch != null && watch.digest == digest ? watch : new Watch(digest));
    }

    boolean isWatched(String recordType) {
        return watches.keySet().stream().anyMatch(key -> key.recordType().equals(recordType));
    }

    /** Notes what the server answered to a write. */
    void note(String recordType, ImportResult result) {
        WriteBase base = result.base();
        byte[] written = result.body();
        if (base == null || written == null || !isWatched(recordType) || !base.explains(written)) {
            return;
        }
        watches.forEach((key, watch) -> {
            if (key.recordType().equals(recordType)) {
                watch.note(base.version(), written);
            }
        });
    }

    /** For one export. */
    static final class Watch {

        /**
         * What is known of a version that was written.
         *
         * @param before the version that the write started from, unless it created the record
         */
        private record Write(@Nullable FinishedVersion before, boolean taken) {
        }

        private final ContentDigest digest;
        private final Map<FinishedVersion, Write> writes = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<FinishedVersion, Write> eldest) {
                return size() > MAX_WRITES;
            }
        };

        private Watch(ContentDigest digest) {
            this.digest = digest;
        }

        private void note(byte @Nullable [] base, byte[] answer) {
            try {
                FinishedVersion before = base == null ? null : RecordVersion.of(base, digest).identity();
                FinishedVersion written = RecordVersion.of(answer, digest).identity();
                if (!written.equals(before)) {
                    synchronized (this) {
                        // a second write of the same content says no more about it
                        writes.putIfAbsent(written, new Write(before, false));
                    }
                }
            } catch (MalformedRecordsException e) {
                // the server has not answered the record that it wrote: the version cannot be recognised, and is exported
            }
        }

        /**
         * Whether this version was written by a producer, and has nothing in it that was neither delivered nor written
         * by one. It counts once.
         *
         * @param isFinished whether a version needs no delivery any more
         */
        boolean take(RecordVersion version, Predicate<FinishedVersion> isFinished) {
            synchronized (this) {
                if (writes.isEmpty()) {
                    return false;
                }
            }
            FinishedVersion identity = version.identity();
            synchronized (this) {
                Write write = writes.get(identity);
                if (write == null || write.taken() || !isOwn(identity, isFinished)) {
                    return false;
                }
                // kept: a later write may have started from it
                writes.put(identity, new Write(write.before(), true));
                return true;
            }
        }

        /** Back through the writes that no poll has met, to what was delivered or created. */
        private boolean isOwn(FinishedVersion latest, Predicate<FinishedVersion> isFinished) {
            Set<FinishedVersion> met = new HashSet<>();
            for (FinishedVersion version = latest; met.add(version);) {
                Write write = writes.get(version);
                if (write == null) {
                    return false;
                }
                if (write.before() == null || isFinished.test(write.before())) {
                    return true;
                }
                version = write.before();
            }
            return false;
        }
    }
}
