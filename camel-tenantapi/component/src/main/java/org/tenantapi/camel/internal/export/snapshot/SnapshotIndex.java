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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.tenantapi.camel.position.Fingerprint;

/**
 * Which record lies where in the spool: 40 bytes of heap for each, in blocks, so that a million records need neither
 * objects nor one huge array that has to be copied to grow.
 */
final class SnapshotIndex {

    private static final int LONGS_PER_ENTRY = 5;
    private static final int ENTRIES_PER_BLOCK = 1 << 10;

    private final List<long[]> blocks = new ArrayList<>();
    private int size;

    void add(Fingerprint record, Instant lastModified, long offset, int length) {
        if (size == blocks.size() * ENTRIES_PER_BLOCK) {
            blocks.add(new long[ENTRIES_PER_BLOCK * LONGS_PER_ENTRY]);
        }
        long[] block = block(size);
        int at = at(size);
        block[at] = record.high();
        block[at + 1] = record.low();
        block[at + 2] = lastModified.getEpochSecond();
        block[at + 3] = (long) lastModified.getNano() << Integer.SIZE | length;
        block[at + 4] = offset;
        size++;
    }

    int size() {
        return size;
    }

    Instant lastModified(int entry) {
        return Instant.ofEpochSecond(block(entry)[at(entry) + 2], nano(entry));
    }

    int length(int entry) {
        return (int) block(entry)[at(entry) + 3];
    }

    long offset(int entry) {
        return block(entry)[at(entry) + 4];
    }

    /**
     * By lastModified, then by localId.
     */
    int compare(int one, int other) {
        int bySecond = Long.compare(block(one)[at(one) + 2], block(other)[at(other) + 2]);
        if (bySecond != 0) {
            return bySecond;
        }
        int byNano = Integer.compare(nano(one), nano(other));
        if (byNano != 0) {
            return byNano;
        }
        int byHigh = Long.compareUnsigned(block(one)[at(one)], block(other)[at(other)]);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(block(one)[at(one) + 1], block(other)[at(other) + 1]);
    }

    /**
     * The entries in the order of {@link #compare}. Without objects, of which a million would take more than the index;
     * and in no time where they are in order already, as servers tend to list them.
     */
    int[] sorted() {
        int[] order = new int[size];
        for (int entry = 0; entry < size; entry++) {
            order[entry] = entry;
        }
        mergeSort(order, new int[size], 0, size);
        return order;
    }

    private void mergeSort(int[] order, int[] scratch, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(order, scratch, from, middle);
        mergeSort(order, scratch, middle, to);
        if (compare(order[middle - 1], order[middle]) > 0) {
            System.arraycopy(order, from, scratch, from, to - from);
            merge(scratch, order, from, middle, to);
        }
    }

    private void merge(int[] halves, int[] order, int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            boolean takeLeft = right == to || left < middle && compare(halves[left], halves[right]) <= 0;
            order[at] = takeLeft ? halves[left++] : halves[right++];
        }
    }

    private int nano(int entry) {
        return (int) (block(entry)[at(entry) + 3] >>> Integer.SIZE);
    }

    private long[] block(int entry) {
        return blocks.get(entry / ENTRIES_PER_BLOCK);
    }

    private static int at(int entry) {
        return entry % ENTRIES_PER_BLOCK * LONGS_PER_ENTRY;
    }
}
