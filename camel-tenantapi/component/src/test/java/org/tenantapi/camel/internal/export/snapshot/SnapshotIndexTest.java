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

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.position.Fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotIndexTest {

    private record Entry(Instant lastModified, Fingerprint record, int number) {
    }

    @Test
    void takes44BytesOfHeapForEachRecordAndFourMoreWhileItSorts() {
        int records = 1_000_000;
        Fingerprint record = Fingerprint.ofLocalId("0c2b17060ef5ab0b94e84ed54d0f280b");
        Instant noon = Instant.parse("2026-11-01T12:00:00Z");
        SnapshotIndex index = new SnapshotIndex();
        long before = allocatedByThisThread();
        for (int n = 0; n < records; n++) {
            index.add(record, noon, n, 1);
        }
        long filled = allocatedByThisThread();
        int[] order = index.sorted();
        long sorted = allocatedByThisThread();

        assertThat((filled - before + 4.0 * order.length) / records).isBetween(43.9, 44.5);
        assertThat((double) (sorted - before) / records).isBetween(47.9, 48.5);
    }

    private static long allocatedByThisThread() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Property(tries = 300)
    @Label("lesson 12: sorts by lastModified, then localId, and leaves equals as they came")
    void sortsByLastModifiedThenLocalId(@ForAll long seed) {
        Random random = new Random(seed);
        SnapshotIndex index = new SnapshotIndex();
        List<Entry> entries = IntStream.range(0, random.nextInt(3000)).mapToObj(n -> {
            Instant lastModified = Instant.ofEpochSecond(random.nextInt(50) - 25, random.nextInt(2));
            Fingerprint record = new Fingerprint(random.nextInt(3) - 1, random.nextInt(3) - 1);
            index.add(record, lastModified, n, n);
            return new Entry(lastModified, record, n);
        }).toList();
        Comparator<Entry> expected = Comparator.comparing(Entry::lastModified)
                .thenComparing(entry -> entry.record().high(), Long::compareUnsigned)
                .thenComparing(entry -> entry.record().low(), Long::compareUnsigned);
        assertThat(index.sorted()).containsExactly(entries.stream().sorted(expected).mapToInt(Entry::number).toArray());
    }
}
