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

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.RecordReader;
import org.tenantapi.camel.internal.export.snapshot.SnapshotStore;
import org.tenantapi.camel.internal.export.snapshot.SpooledRecord;

/**
 * The records that one poll found, complete, in order of lastModified and localId, with what their list says of all of
 * them.
 */
final class Snapshot implements Closeable {

    /** Without a record, and without a word of the server. */
    static final Snapshot EMPTY
            = new Snapshot(new SnapshotStore(0), ContentDigest.WHOLE, 0, List.of(), false, Instant.MIN, null, null);

    private final SnapshotStore records;
    private final ContentDigest digest;
    private final int malformed;
    private final List<MalformedRecord> toSetAside;
    private final boolean broken;
    private final Instant ceiling;
    private final @Nullable Instant horizon;
    private final @Nullable Instant askedFrom;

    private Snapshot(SnapshotStore records, ContentDigest digest, int malformed, Collection<MalformedRecord> toSetAside,
                     boolean broken, Instant ceiling, @Nullable Instant horizon, @Nullable Instant askedFrom) {
        this.records = records;
        this.digest = digest;
        this.malformed = malformed;
        this.toSetAside = List.copyOf(toSetAside);
        this.broken = broken;
        this.ceiling = ceiling;
        this.horizon = horizon;
        this.askedFrom = askedFrom;
    }

    /**
     * Reads the whole answer. When it throws, nothing of the answer is kept.
     *
     * @param  askedFrom   the time from which on the server was asked, if not for all records
     * @param  digest      of the versions' contents
     * @param  maxFailed   how many malformed records are of interest; one more is kept, which tells that there are more
     * @return             nothing if running became false before the end
     * @throws IOException if the answer is not a complete array of records, or cannot be read or spooled
     */
    static @Nullable Snapshot take(
            Fetch fetch, @Nullable Instant askedFrom, ContentDigest digest, int spoolThreshold, int maxFailed,
            BooleanSupplier running)
            throws IOException {
        SnapshotStore store = new SnapshotStore(spoolThreshold);
        try {
            int malformed = 0;
            boolean broken = false;
            Map<String, MalformedRecord> toSetAside = new LinkedHashMap<>();
            RecordReader records = fetch.records();
            while (records.next()) {
                if (!running.getAsBoolean()) {
                    store.close();
                    return null;
                }
                Optional<Instant> lastModified = RecordVersion.lastModified(records.envelope());
                broken |= records.fault() != null;
                if (lastModified.isPresent()) {
                    store.add(records, lastModified.get());
                } else {
                    malformed++;
                    if (toSetAside.size() <= maxFailed) {
                        MalformedRecord record = MalformedRecord.of(records, store.size() + malformed, digest);
                        toSetAside.put(record.localId(), record);
                    }
                }
            }
            store.sort();
            return new Snapshot(
                    store, digest, malformed, toSetAside.values(), broken, fetch.ceiling(), fetch.horizon(), askedFrom);
        } catch (Throwable e) {
            store.close();
            throw e;
        }
    }

    int size() {
        return records.size();
    }

    /** How many records lacked a localId or a lastModified. */
    int malformed() {
        return malformed;
    }

    /** Those of them that are to be kept on record, each once. */
    List<MalformedRecord> toSetAside() {
        return toSetAside;
    }

    /** Whether a record was not even JSON, so that it cannot be told what else of the list may be lost in it. */
    boolean isBroken() {
        return broken;
    }

    /** Above this no mark may go. */
    Instant ceiling() {
        return ceiling;
    }

    /** How far the horizon may go once all is finished, if it may. */
    @Nullable
    Instant horizon() {
        return horizon;
    }

    /** The time from which on the server was asked, if not for all records. */
    @Nullable
    Instant askedFrom() {
        return askedFrom;
    }

    Instant lastModified(int place) {
        return records.lastModified(place);
    }

    RecordVersion version(int place) throws IOException {
        SpooledRecord record = records.record(place);
        return new RecordVersion(record.bytes(), record.envelope(), records.lastModified(place), digest);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
