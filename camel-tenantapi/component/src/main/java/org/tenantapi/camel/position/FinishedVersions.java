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
package org.tenantapi.camel.position;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The set of finished versions that are remembered, at less than 64 bytes of heap each: the fixed-width entries lie in
 * blocks, and an open-addressing index points at them. Objects in a {@link java.util.HashSet} would take three times as
 * much.
 */
public final class FinishedVersions {

    private static final int LONGS_PER_ENTRY = 6;
    private static final int ENTRIES_PER_BLOCK = 1 << 8;
    private static final int SMALLEST_INDEX = 1 << 5;
    private static final int SMALLEST_DROP = 1 << 8;

    private final List<long[]> blocks = new ArrayList<>();
    /** entry number + 1 by hash of record and time; 0 is a free slot. Never more than two thirds full. */
    private int[] index = new int[SMALLEST_INDEX];
    private int size;
    private Instant newest = Instant.MIN;
    private int dropFrom = SMALLEST_DROP;

    /**
     * Whether it was not there yet.
     */
    public boolean add(FinishedVersion version) {
        if (contains(version)) {
            return false;
        }
        if ((size + 1) * 3L > index.length * 2L) {
            index = new int[index.length * 2];
            for (int entry = 0; entry < size; entry++) {
                link(entry);
            }
        }
        if (size == blocks.size() * ENTRIES_PER_BLOCK) {
            blocks.add(new long[ENTRIES_PER_BLOCK * LONGS_PER_ENTRY]);
        }
        write(size, version);
        link(size);
        size++;
        if (version.lastModified().isAfter(newest)) {
            newest = version.lastModified();
        }
        return true;
    }

    public boolean contains(FinishedVersion version) {
        for (int slot = slot(version.record(), version.lastModified()); index[slot] != 0; slot = next(slot)) {
            if (read(index[slot] - 1).equals(version)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether any content of this record with this lastModified is here. It spares the digest of a content whose record
     * or time is new anyway.
     */
    public boolean containsAnyContentOf(Fingerprint record, Instant lastModified) {
        for (int slot = slot(record, lastModified); index[slot] != 0; slot = next(slot)) {
            FinishedVersion candidate = read(index[slot] - 1);
            if (candidate.record().equals(record) && candidate.lastModified().equals(lastModified)) {
                return true;
            }
        }
        return false;
    }

    /**
     * All of one record, the oldest first. It looks at each version there is.
     */
    public List<FinishedVersion> of(Fingerprint record) {
        List<FinishedVersion> versions = new ArrayList<>();
        forEach(version -> {
            if (version.record().equals(record)) {
                versions.add(version);
            }
        });
        versions.sort(Comparator.comparing(FinishedVersion::lastModified));
        return versions;
    }

    /**
     * Forgets versions older than this. It may keep some of them for a while: they are only swept out when the set has
     * doubled since the last time, or when all are too old, so that an export pays for each version once.
     */
    public void dropBefore(Instant keepFrom) {
        if (newest.isBefore(keepFrom) || size >= dropFrom) {
            removeBefore(keepFrom);
        }
    }

    /** All of them, and at once. */
    void removeBefore(Instant keepFrom) {
        FinishedVersions kept = new FinishedVersions();
        if (!newest.isBefore(keepFrom)) {
            forEach(version -> {
                if (!version.lastModified().isBefore(keepFrom)) {
                    kept.add(version);
                }
            });
        }
        take(kept);
    }

    void clear() {
        take(new FinishedVersions());
    }

    public int size() {
        return size;
    }

    public void forEach(Consumer<FinishedVersion> action) {
        for (int entry = 0; entry < size; entry++) {
            action.accept(read(entry));
        }
    }

    /**
     * What the arrays take on the heap, in bytes.
     */
    long heapBytes() {
        return (long) blocks.size() * ENTRIES_PER_BLOCK * LONGS_PER_ENTRY * Long.BYTES + (long) index.length * Integer.BYTES;
    }

    private void take(FinishedVersions other) {
        blocks.clear();
        blocks.addAll(other.blocks);
        index = other.index;
        size = other.size;
        newest = other.newest;
        dropFrom = Math.max(SMALLEST_DROP, 2 * size);
    }

    private void link(int entry) {
        long[] block = block(entry);
        int at = offset(entry);
        int slot = slot(block[at], block[at + 1], block[at + 2], block[at + 3]);
        while (index[slot] != 0) {
            slot = next(slot);
        }
        index[slot] = entry + 1;
    }

    private void write(int entry, FinishedVersion version) {
        long[] block = block(entry);
        int at = offset(entry);
        block[at] = version.record().high();
        block[at + 1] = version.record().low();
        block[at + 2] = version.lastModified().getEpochSecond();
        block[at + 3] = version.lastModified().getNano();
        block[at + 4] = version.content().high();
        block[at + 5] = version.content().low();
    }

    private FinishedVersion read(int entry) {
        long[] block = block(entry);
        int at = offset(entry);
        return new FinishedVersion(
                new Fingerprint(block[at], block[at + 1]),
                Instant.ofEpochSecond(block[at + 2], block[at + 3]),
                new Fingerprint(block[at + 4], block[at + 5]));
    }

    private long[] block(int entry) {
        return blocks.get(entry / ENTRIES_PER_BLOCK);
    }

    private static int offset(int entry) {
        return entry % ENTRIES_PER_BLOCK * LONGS_PER_ENTRY;
    }

    private int slot(Fingerprint record, Instant lastModified) {
        return slot(record.high(), record.low(), lastModified.getEpochSecond(), lastModified.getNano());
    }

    private int slot(long... key) {
        // the multiplier of Fibonacci hashing: spreads ids that differ only in their last digits
        return (int) (Arrays.hashCode(key) * 0x9E3779B97F4A7C15L >>> 32) & index.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & index.length - 1;
    }
}
