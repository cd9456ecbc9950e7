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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A position in a map, for the owner whose epoch its head has.
 */
final class OwnedPositionInMap implements OwnedPosition {

    private static final long MAX_LAG_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

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

    OwnedPositionInMap(String key, PositionMap entries, PositionHead head) {
        this.key = key;
        this.entries = entries;
        this.head = head;
        this.position = entries.content(head);
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
            exchangeOrRefuse(attempt.head());
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
        exchangeOrRefuse(next);
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
     * Finds out what became of the last attempt. Exchanging the head makes sure that it cannot arrive later; where that
     * fails, it has arrived.
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

    private void exchangeOrRefuse(PositionHead next) {
        if (!exchange(next).equals(next)) {
            throw changedByOthers();
        }
    }

    /**
     * Exchanges the head for the next, unless another owner has exchanged it, and returns the head as it is then. A map
     * that reads from a copy of its own may show the head unchanged for a while although the exchange was refused.
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
