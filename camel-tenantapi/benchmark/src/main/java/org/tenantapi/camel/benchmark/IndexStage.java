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
package org.tenantapi.camel.benchmark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tenantapi.camel.internal.client.RecordReader;
import org.tenantapi.camel.internal.client.ServerTime;
import org.tenantapi.camel.internal.export.snapshot.SnapshotStore;

/**
 * From the bytes of an answer to a snapshot: records are cut, indexed, spooled and sorted. Per record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class IndexStage {

    private static final int RECORDS = 400;

    private byte[] answer;

    @Setup
    public void answer() {
        answer = Orders.answer(RECORDS);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int read() throws IOException {
        int length = 0;
        try (RecordReader records = new RecordReader(new ByteArrayInputStream(answer))) {
            while (records.next()) {
                length += records.envelope().localId().length();
            }
        }
        return length;
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int snapshot() throws IOException {
        return takeAndRead(1 << 20, 0);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int snapshotThroughAFile() throws IOException {
        return takeAndRead(0, 0);
    }

    /** With what a delivery takes out of it again. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int snapshotThroughAFileAndBack() throws IOException {
        return takeAndRead(0, RECORDS);
    }

    private int takeAndRead(int spoolThreshold, int places) throws IOException {
        try (RecordReader records = new RecordReader(new ByteArrayInputStream(answer));
             SnapshotStore store = new SnapshotStore(spoolThreshold)) {
            while (records.next()) {
                store.add(records, ServerTime.parse(records.envelope().lastModified()));
            }
            store.sort();
            int length = store.size();
            for (int place = 0; place < places; place++) {
                length += store.record(place).envelope().localId().length();
            }
            return length;
        }
    }
}
