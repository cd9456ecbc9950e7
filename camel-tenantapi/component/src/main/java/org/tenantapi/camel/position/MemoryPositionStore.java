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
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps positions on the heap: they live as long as this object. For tests, and for exports that may begin anew after
 * each start of the process.
 */
public final class MemoryPositionStore implements PositionStore {

    private final Map<String, Entry> entries = new HashMap<>();

    @Override
    public synchronized OwnedPosition open(String key) {
        Entry entry = entries.computeIfAbsent(key, k -> new Entry());
        entry.epoch++;
        return new Ownership(key, entry, entry.epoch);
    }

    @Override
    public synchronized PositionOwner owner(String key) {
        Entry entry = entries.getOrDefault(key, new Entry());
        return new PositionOwner(entry.epoch, entry.commits, entry.epoch > 0 && entry.released == entry.epoch);
    }

    @Override
    public synchronized Position read(String key) {
        Position copy = new Position();
        if (entries.containsKey(key)) {
            copy.apply(entries.get(key).position.asChange());
        }
        return copy;
    }

    private static final class Entry {
        private final Position position = new Position();
        private long epoch;
        private long commits;
        /** the last epoch whose owner has closed */
        private long released;
    }

    private final class Ownership implements OwnedPosition {

        private final String key;
        private final Entry entry;
        private final long epoch;
        private final Position position = new Position();

        private Ownership(String key, Entry entry, long epoch) {
            this.key = key;
            this.entry = entry;
            this.epoch = epoch;
            position.apply(entry.position.asChange());
        }

        @Override
        public Position position() {
            return position;
        }

        @Override
        public long epoch() {
            return epoch;
        }

        @Override
        public void commit(PositionChange change) {
            synchronized (MemoryPositionStore.this) {
                refuseWhenFenced();
                entry.commits++;
                entry.position.apply(change);
                position.apply(change);
            }
        }

        @Override
        public void reset(Instant mark) {
            synchronized (MemoryPositionStore.this) {
                refuseWhenFenced();
                entry.position.reset(mark);
                position.reset(mark);
                entry.commits++;
            }
        }

        private void refuseWhenFenced() {
            if (entry.epoch != epoch) {
                throw new PositionFencedException(key, epoch, entry.epoch);
            }
        }

        @Override
        public void close() {
            synchronized (MemoryPositionStore.this) {
                entry.released = Math.max(entry.released, epoch);
            }
        }
    }
}
