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

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;

/**
 * Asks the source for what the position says is next.
 */
final class Fetching {

    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    private final ExportSettings settings;
    private final ExportSource source;
    private final OwnedPosition owned;
    private final Clock clock;
    private final ServerClock serverClock;
    private boolean warnedOfOverlap;

    Fetching(ExportSettings settings, ExportSource source, OwnedPosition owned, Clock clock) {
        this.settings = settings;
        this.source = source;
        this.owned = owned;
        this.clock = clock;
        this.serverClock = new ServerClock(settings.window().overlap());
    }

    /** Notes in a new position where it begins. */
    void begin() throws IOException {
        if (!owned.position().isNew()) {
            return;
        }
        Instant start = settings.startFrom().instant();
        if (start == null) {
            start = now();
        }
        ExportSource.Server server = source.server();
        owned.commit(PositionChange.builder().startFrom(start).filter(settings.filter())
                .server(server == null ? null : server.baseUrl()).build());
        LOG.info("Export of {} begins, as it has no position yet: startFrom {}{}", settings.positionKey(), settings.startFrom(),
                settings.startFrom().equals(StartFrom.NOW) ? ", which is " + start : "");
    }

    /**
     * What changes from now on is dated no earlier than the earlier of both clocks, and may be seen late by the
     * overlap.
     */
    private Instant now() throws IOException {
        Instant localTime = clock.instant();
        Instant serverTime = source.serverTime().orElseThrow(() -> new IOException(
                "The export of " + settings
                        .positionKey() + " cannot begin: startFrom=now needs the server's time, and the server sends no Date header. Set startFrom to an instant."));
        return beforeBothClocks(serverTime, localTime).truncatedTo(ChronoUnit.SECONDS);
    }

    private Instant beforeBothClocks(Instant serverTime, Instant localTime) {
        return earlier(serverTime, localTime).minus(settings.window().overlap());
    }

    /**
     * The oldest lastModified that is of interest, if not all records are.
     */
    private @Nullable Instant from() {
        Instant start = start(owned.position());
        return later(start.equals(Instant.MIN) ? null : start, readAgainFrom());
    }

    /** From where on each poll reads what changed, after the first complete one. */
    private @Nullable Instant readAgainFrom() {
        Position position = owned.position();
        Instant horizon = position.horizon();
        // what finished before keepFrom has been forgotten: a larger overlap than before must not deliver it again
        return later(horizon == null ? null : beforeOverlap(horizon).truncatedTo(ChronoUnit.SECONDS), position.keepFrom());
    }

    private static Instant start(Position position) {
        return Objects.requireNonNull(position.startFrom(), "the export has begun");
    }

    /** What the server shows late is found when its time is asked for again. */
    private Instant beforeOverlap(Instant horizon) {
        return horizon.minus(settings.window().overlap());
    }

    /**
     * Empty if running became false before the end of the answer.
     *
     * @throws IOException if the answer is not complete: then nothing has moved
     */
    Optional<Snapshot> fetch(BooleanSupplier running, Progress progress) throws IOException {
        progress.fetching();
        Snapshot snapshot;
        do {
            snapshot = fetch(from(), running, progress);
        } while (snapshot == null && running.getAsBoolean());
        return Optional.ofNullable(snapshot);
    }

    /**
     * Nothing if running became false before the end of the answer, or if the answer shows that the server's clock was
     * set back: then {@link #from()} says something else than before, and is to be asked for.
     */
    private @Nullable Snapshot fetch(@Nullable Instant from, BooleanSupplier running, Progress progress) throws IOException {
        try (Fetch fetch = source.fetch(from)) {
            boolean setBack = followsServerClock(fetch);
            refuseMarkInTheFuture(fetch);
            if (setBack) {
                return null;
            }
            Snapshot snapshot
                    = Snapshot.take(fetch, from, source.digest(), settings.spoolThreshold(), settings.failures().maxFailed(),
                            () -> {
                                progress.succeeded();
                                return running.getAsBoolean();
                            });
            if (snapshot != null) {
                // not earlier: an answer that begins well may break off, and until its end the error before it is still the latest
                progress.answered(fetch);
            }
            return snapshot;
        }
    }

    /** Whether it was set back. Remembered in the position, or a restart would go on where it was before. */
    private boolean followsServerClock(Fetch fetch) {
        Position position = owned.position();
        Instant back = serverClock.setBackTo(fetch, position.horizon(), readAgainFrom());
        if (back == null) {
            serverClock.follow(fetch);
            warnOfSmallOverlap(fetch);
            return false;
        }
        LOG.warn("The server's clock was set back: it is {} there, and the last complete poll of {} was at {}. All that"
                 + " changed since {} is read again; of what was delivered before {}, some may come again.",
                fetch.serverTime(), settings.positionKey(), position.horizon(), back, position.keepFrom());
        owned.commit(PositionChange.builder().setBack(back).startFrom(earlier(start(position), back)).build());
        serverClock.follow(fetch);
        return true;
    }

    private void warnOfSmallOverlap(Fetch fetch) {
        if (serverClock.isTooSmall(fetch) && !warnedOfOverlap) {
            warnedOfOverlap = true;
            LOG.warn(
                    "The overlap of {}, {}, is so small for a server that takes {} to answer that a server's clock set back by a"
                     + " little more may go unnoticed, and records with it. Set overlap to more than {}.",
                    settings.positionKey(), settings.window().overlap(), fetch.took(), serverClock.minOverlap(fetch));
        }
    }

    private void refuseMarkInTheFuture(Fetch fetch) {
        Instant mark = owned.position().mark();
        if (mark != null && fetch.serverTime() != null && mark.isAfter(fetch.serverTime().plus(settings.window().overlap()))) {
            throw new PositionException(
                    "The mark of " + settings.positionKey() + ", " + mark + ", lies in the server's future: it is "
                                        + fetch.serverTime()
                                        + " there. Either the server's clock was set back, or the position belongs to another server."
                                        + " Nothing is exported until the clock is right, or another positionKey is set. What changes"
                                        + " meanwhile is exported then, from " + owned.position().horizon() + ".");
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }
}
