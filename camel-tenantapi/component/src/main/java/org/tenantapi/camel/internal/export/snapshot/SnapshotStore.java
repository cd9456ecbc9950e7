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
package org.tenantapi.camel.internal.export.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

import org.tenantapi.camel.internal.client.RecordReader;
import org.tenantapi.camel.position.Fingerprint;

/**
 * The records of one snapshot, sorted by lastModified and localId. Of each record a fixed few bytes lie on the heap;
 * the records themselves lie in the spool. Not safe for several threads.
 */
public final class SnapshotStore implements Closeable {

    private final Spool spool;
    private final SnapshotIndex index = new SnapshotIndex();
    private int[] order = new int[0];

    /**
     * @param spoolThreshold bytes that are held on the heap; beyond it all go to a temporary file
     */
    public SnapshotStore(int spoolThreshold) {
        spool = new Spool(spoolThreshold);
    }

    /**
     * Adds the record that the reader is at.
     */
    public void add(RecordReader records, Instant lastModified) throws IOException {
        String localId = Objects.requireNonNull(records.envelope().localId());
        long offset = spool.length();
        SpooledRecord.write(records, spool);
        index.add(Fingerprint.ofLocalId(localId), lastModified, offset, (int) (spool.length() - offset));
    }

    /**
     * Gives each record its place. To be called once, after the last record was added and before any is read.
     */
    public void sort() {
        order = index.sorted();
    }

    /**
     * How many records there are.
     */
    public int size() {
        return index.size();
    }

    /**
     * When the record at this place changed last.
     */
    public Instant lastModified(int place) {
        return index.lastModified(order[place]);
    }

    /**
     * The record at this place.
     */
    public SpooledRecord record(int place) throws IOException {
        int entry = order[place];
        return SpooledRecord.decode(spool.read(index.offset(entry), index.length(entry)));
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
