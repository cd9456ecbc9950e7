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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Keeps positions in a map of texts, which data grids offer as they are: a {@code Cache} of Infinispan, an {@code IMap}
 * of Hazelcast. Any number of nodes can share the map: the one that opened a position last is its owner.
 *
 * <p>
 * What is committed is as durable as the map: it should have backups or a store, and must neither expire nor evict
 * entries. Its {@code replace} and {@code putIfAbsent} must be atomic across all nodes; where a grid may split into two
 * that both go on, it must be told to refuse writes in the smaller part.
 */
public final class ConcurrentMapPositionStore implements PositionStore {

    private static final int OPEN_ATTEMPTS = 100;
    private static final long MAX_LAG_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ConcurrentMap<String, String> map;

    /**
     * @param map for positions only
     */
    public ConcurrentMapPositionStore(ConcurrentMap<String, String> map) {
        this.map = Objects.requireNonNull(map, "map");
    }

    @Override
    public OwnedPosition open(String key) {
        try {
            PositionMap entries = new PositionMap(map, key);
            return new Ownership(key, entries, takeOver(key, entries));
        } catch (PositionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PositionException("Cannot open the position of " + key + " in its map: " + e, e);
        }
    }

    @Override
    public PositionOwner owner(String key) {
        try {
            PositionHead head = new PositionMap(map, key).head();
            return head == null
                    ? new PositionOwner(0, 0, false) : new PositionOwner(head.epoch(), head.commits(), head.released());
        } catch (PositionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PositionException("Cannot read the owner of the position of " + key + " in its map: " + e, e);
        }
    }

    @Override
    public Position read(String key) {
        PositionMap entries = new PositionMap(map, key);
        while (true) {
            PositionHead head = entries.headOrNothing();
            if (head == null) {
                return new Position();
            }
            try {
                return content(head, entries);
            } catch (PositionException e) {
                if (head.equals(entries.head())) {
                    throw e;
                }
                // the owner has committed meanwhile, and removed what this head names
            }
        }
    }

    private static Position content(PositionHead head, PositionMap entries) {
        Position position = new Position();
        position.apply(head.bounds().asChange().build());
        head.finished().forEach(chunk -> position.apply(entries.read(chunk, head.epoch())));
        head.failed().forEach(chunk -> position.apply(entries.read(chunk, head.epoch())));
        return position;
    }

    private static PositionHead takeOver(String key, PositionMap entries) {
        for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
            PositionHead current = entries.headOrNothing();
            PositionHead next = current == null ? PositionHead.first() : current.ofNextOwner();
            if (entries.replaceHead(current, next)) {
                return next;
            }
        }
        throw new PositionException(
                "Cannot open the position of " + key + " in its map: it has changed at each of " + OPEN_ATTEMPTS
                                    + " attempts. Too many consumers start with this position at once.");
    }

    private static final class Ownership implements OwnedPosition {

        private final String key;
        private final PositionMap entries;
        private final Position position;
        private PositionHead head;
        private boolean closed;
        private long chunks;
        /** The last attempt, while it is not known whether it was successful. */
        private @Nullable Attempt unsettled;

        private record Attempt(PositionChange change, PositionMapCommit commit, PositionHead head) {
        }

        private Ownership(String key, PositionMap entries, PositionHead head) {
            this.key = key;
            this.entries = entries;
            this.head = head;
            this.position = content(head, entries);
            entries.discardOrphans(head);
            entries.removeDiscarded();
        }

        @Override
        public Position position() {
            return position;
        }

        @Override
        public long epoch() {
            return head.epoch();
        }

        @Override
        public void commit(PositionChange change) {
            try {
                settle();
                Attempt attempt = prepare(change);
                unsettled = attempt;
                if (!exchange(attempt.head()).equals(attempt.head())) {
                    throw changedByOthers();
                }
                committed(attempt);
            } catch (PositionException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new PositionException(
                        "Cannot commit the position of " + key + " to its map: " + e
                                            + ". What was delivered since the last commit may be exported again after a restart.",
                        e);
            }
            entries.removeDiscarded();
        }

        @Override
        public void reset(Instant mark) {
            settle();
            PositionHead next = head.next(head.bounds().reset(mark), List.of(), head.failed());
            if (!exchange(next).equals(next)) {
                throw changedByOthers();
            }
            entries.discard(head.finished());
            head = next;
            position.reset(mark);
            entries.removeDiscarded();
        }

        private Attempt prepare(PositionChange change) {
            PositionMapCommit commit = new PositionMapCommit(entries, head, position, () -> ++chunks);
            try {
                return new Attempt(change, commit, commit.write(change));
            } catch (Throwable e) {
                entries.discard(commit.written());
                throw e;
            }
        }

        /**
         * Finds out what became of the last attempt. Exchanging the head makes sure that it cannot arrive later; where
         * that fails, it has arrived.
         */
        private void settle() {
            if (unsettled == null) {
                return;
            }
            PositionHead unchanged = head.next();
            PositionHead found = exchange(unchanged);
            if (found.equals(unsettled.head())) {
                committed(unsettled);
            } else if (found.equals(unchanged)) {
                head = unchanged;
                entries.discard(unsettled.commit().written());
                unsettled = null;
            } else {
                throw changedByOthers();
            }
        }

        /**
         * Exchanges the head for the next, unless another owner has exchanged it, and returns the head as it is then. A
         * map that reads from a copy of its own may show the head unchanged for a while although the exchange was
         * refused.
         */
        private PositionHead exchange(PositionHead next) {
            long end = System.nanoTime() + MAX_LAG_NANOS;
            while (!entries.replaceHead(head, next)) {
                PositionHead found = entries.head(head.epoch());
                if (!found.equals(head)) {
                    return found;
                }
                if (System.nanoTime() - end >= 0) {
                    throw changedByOthers();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return next;
        }

        private void committed(Attempt attempt) {
            head = attempt.head();
            position.apply(attempt.change());
            entries.discard(attempt.commit().replaced());
            unsettled = null;
        }

        private PositionException changedByOthers() {
            return new PositionException(
                    "The position of " + key + " in its map is neither as this consumer left it nor as a new owner would:"
                                         + " another program writes to the map. Nothing is exported until its entries are restored.");
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            ReleaseNotice.write(key, () -> {
                settle();
                entries.replaceHead(head, head.asReleased());
            });
        }
    }
}
