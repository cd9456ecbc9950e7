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
package org.tenantapi.camel.export;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionStore;

/**
 * One export: polls a source, delivers each version of each record once, and keeps its position. Not safe for several
 * threads, save that a delivery may complete on any.
 */
public final class Export implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Export.class);
    private static final long COMMIT_WHILE_WAITING_MILLIS = 100;

    private final ExportSettings settings;
    private final ExportSource source;
    private final ExportDelivery delivery;
    private final Clock clock;
    private final OwnedPosition owned;
    private final Commits commits;
    private final InFlight inFlight = new InFlight();
    private Passage passage;
    private Tally tally = new Tally();

    /**
     * Takes ownership of the position.
     *
     * @throws PositionException if it cannot be had, or was made with another filter
     */
    public Export(ExportSettings settings, ExportSource source, ExportDelivery delivery, PositionStore store, Clock clock) {
        this.settings = settings;
        this.source = source;
        this.delivery = delivery;
        this.clock = clock;
        this.owned = store.open(settings.positionKey());
        this.commits = new Commits(owned, settings.overlap());
        refuseOtherFilter(owned.position());
        if (!owned.position().isNew()) {
            LOG.info("Export of {} goes on: mark {}, horizon {}, {} finished versions kept, {} failed records",
                    settings.positionKey(), owned.position().mark(), owned.position().horizon(),
                    owned.position().finished().size(), owned.position().failed().size());
        }
    }

    /**
     * Polls once: tries again what has failed and is due, then goes on with the snapshot that an earlier poll left
     * unfinished, or fetches a new one. It returns when all that it delivered has completed.
     *
     * @param  running                asked between records; once it is false the poll ends early, and the next one goes
     *                                on
     * @return                        what was done
     * @throws IOException            if the records cannot be fetched completely: then nothing has moved
     * @throws PositionException      if the position cannot be written, or lies in the server's future
     * @throws TooManyFailedException if more than maxFailed records have failed
     * @throws InterruptedException   if the thread was interrupted while deliveries had not completed; the next poll,
     *                                or {@link #close()}, settles those that have by then
     */
    public Transfer poll(BooleanSupplier running) throws IOException, InterruptedException {
        Instant startTime = clock.instant();
        tally = new Tally();
        settleAll();
        begin();
        retryDue(running);
        refuseWhenTooManyFailed();
        if (passage == null && running.getAsBoolean()) {
            passage = fetch(running);
        }
        if (passage != null) {
            deliver(running);
        }
        return tally.transfer(startTime, clock.instant());
    }

    /**
     * Commits what has completed, and gives the position up. What completes later is delivered again.
     */
    @Override
    public void close() {
        try {
            for (InFlight.Completed done = inFlight.settleNow(); done != null; done = inFlight.settleNow()) {
                settle(done);
            }
            commit();
        } catch (RuntimeException e) {
            LOG.warn("The last commit of {} failed; what it would have finished is exported again: {}", settings.positionKey(),
                    e.getMessage());
        } finally {
            drop();
            owned.close();
        }
    }

    private void refuseOtherFilter(Position position) {
        if (!position.isNew() && !settings.filter().equals(position.filter())) {
            owned.close();
            throw new PositionException(
                    "The position of " + settings.positionKey() + " was made with " + describe(position.filter())
                                        + " and cannot go on with " + describe(settings.filter())
                                        + ": what the old filter kept away would be lost. Set another positionKey to begin anew.");
        }
    }

    private static String describe(String filter) {
        return filter.isEmpty() ? "no filter" : "the filter " + filter;
    }

    private void begin() throws IOException {
        if (!owned.position().isNew()) {
            return;
        }
        Instant start = settings.startFrom().instant();
        if (start == null) {
            start = source.serverTime().orElseThrow(() -> new IOException(
                    "startFrom=now needs the server's time, but the server sends no Date header. Set startFrom to an instant."));
        }
        owned.commit(PositionChange.builder().startFrom(start).filter(settings.filter()).build());
        LOG.info("Export of {} begins, as it has no position yet: startFrom {}{}", settings.positionKey(), settings.startFrom(),
                settings.startFrom().equals(StartFrom.NOW) ? ", which is " + start : "");
    }

    private void retryDue(BooleanSupplier running) throws IOException, InterruptedException {
        Instant now = clock.instant();
        List<FailedRecord> due = owned.position().failed().stream()
                .filter(failed -> !failed.nextAttempt().isAfter(now))
                .toList();
        for (FailedRecord failed : due) {
            if (!running.getAsBoolean() || reachesMessageLimit() || !retry(failed)) {
                break;
            }
        }
        settleAll();
    }

    /** Whether the record could be read again, so that it makes sense to go on with the next one. */
    private boolean retry(FailedRecord failed) throws InterruptedException {
        RecordVersion version;
        try {
            Optional<byte[]> current = source.read(failed.localId());
            if (current.isEmpty()) {
                fail(failed.localId(), failed.version(), failed.attempts() + 1, "the record is not there any more");
                return true;
            }
            version = RecordVersion.of(current.get());
        } catch (IOException | RuntimeException e) {
            LOG.warn("Record {} of {} cannot be read to try it again: {}", failed.localId(), settings.positionKey(),
                    e.getMessage());
            // no attempt to deliver it was made, so none is counted: an outage must use up no attempts
            commits.failed(new FailedRecord(
                    failed.localId(), failed.version(), failed.attempts(), nextAttempt(), failed.lastError()));
            return false;
        }
        // a newer version is a new case
        int attempt = version.identity().equals(failed.version()) ? failed.attempts() + 1 : 1;
        start(List.of(version), null, List.of(), attempt);
        return true;
    }

    private void refuseWhenTooManyFailed() {
        if (tooManyFailed()) {
            throw new TooManyFailedException(
                    owned.position().failed().size() + " records of " + settings.positionKey()
                                             + " have failed, more than maxFailed = "
                                             + settings.maxFailed()
                                             + ". Nothing new is exported until enough of them succeed; each is tried again every "
                                             + settings.retryDelay() + ".");
        }
    }

    private Passage fetch(BooleanSupplier running) throws IOException {
        Position position = owned.position();
        Instant from = fetchFrom(position);
        try (Fetch fetch = source.fetch(from)) {
            refuseMarkInTheFuture(position, fetch);
            Snapshot snapshot = Snapshot.take(fetch, settings.spoolThreshold(), running);
            if (snapshot == null) {
                return null;
            }
            if (snapshot.malformed() > 0) {
                tally.failed += snapshot.malformed();
                LOG.error("{} records of {} have no localId, or no lastModified that is a date-time: they cannot be exported."
                          + " They are counted as failed at each poll that meets them.",
                        snapshot.malformed(), settings.positionKey());
            }
            return new Passage(snapshot, position, from);
        }
    }

    private Instant fetchFrom(Position position) {
        Instant from = position.startFrom().equals(Instant.MIN) ? null : position.startFrom();
        if (position.horizon() != null) {
            from = later(from, position.horizon().minus(settings.overlap()));
        }
        // what finished before that has been forgotten: a larger overlap than before must not deliver it again
        return later(from, position.keepFrom());
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    private void refuseMarkInTheFuture(Position position, Fetch fetch) {
        if (position.mark() != null && fetch.serverTime() != null
                && position.mark().isAfter(fetch.serverTime().plus(settings.overlap()))) {
            throw new PositionException(
                    "The mark of " + settings.positionKey() + ", " + position.mark() + ", lies in the server's future: it is "
                                        + fetch.serverTime()
                                        + " there. Either the server's clock was set back, or the position belongs to another server."
                                        + " Nothing is exported until that is put right, or another positionKey is set.");
        }
    }

    private void deliver(BooleanSupplier running) throws IOException, InterruptedException {
        try {
            while (passage.hasNext() && running.getAsBoolean() && !reachesMessageLimit() && !tooManyFailed()) {
                deliverNext();
            }
        } catch (IOException e) {
            // the spool cannot be read: what is left is fetched again
            drop();
            throw e;
        }
        settleAll();
        if (passage.isFinished()) {
            commits.commit(passage.mark(), passage.horizon());
            drop();
        }
    }

    private void deliverNext() throws IOException, InterruptedException {
        List<RecordVersion> versions = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        while (passage.hasNext() && versions.size() < settings.batchSize()) {
            int place = passage.nextPlace();
            RecordVersion version = passage.next();
            switch (passage.judge(version)) {
                case DELIVER -> {
                    versions.add(version);
                    places.add(place);
                }
                case OLDER -> tally.older++;
                case WAITING -> tally.waiting++;
                case DUPLICATE -> tally.duplicates++;
            }
        }
        if (!versions.isEmpty()) {
            start(versions, passage, places, 1);
        }
    }

    private boolean reachesMessageLimit() {
        return settings.maxMessagesPerPoll() > 0 && tally.messages >= settings.maxMessagesPerPoll();
    }

    private boolean tooManyFailed() {
        return owned.position().failed().size() > settings.maxFailed();
    }

    private void start(List<RecordVersion> versions, Passage from, List<Integer> places, int attempt)
            throws InterruptedException {
        while (inFlight.count() >= settings.maxInFlight()) {
            settleOne();
        }
        if (from != null) {
            from.start(places);
        }
        tally.messages++;
        inFlight.start(delivery, versions, from, places, attempt);
        // a delivery that has completed already is settled, and perhaps committed, before the next one starts
        InFlight.Completed done = inFlight.settleNow();
        if (done != null) {
            settle(done);
        }
    }

    private void settleAll() throws InterruptedException {
        while (inFlight.count() > 0) {
            settleOne();
        }
        commit();
    }

    private void settleOne() throws InterruptedException {
        InFlight.Completed done = inFlight.settle(COMMIT_WHILE_WAITING_MILLIS);
        if (done == null) {
            // a slow delivery does not keep back the commit of those that were quick
            commit();
        } else {
            settle(done);
        }
    }

    private void settle(InFlight.Completed done) {
        for (RecordVersion version : done.versions()) {
            if (done.error() == null) {
                succeed(version, done.passage());
            } else {
                fail(version.localId(), version.identity(), done.attempt(), String.valueOf(done.error()));
            }
        }
        if (done.passage() != null) {
            done.passage().settle(done.places());
        }
        if (commits.isDue()) {
            commit();
        }
    }

    private void succeed(RecordVersion version, Passage from) {
        commits.finished(version);
        tally.delivered++;
        if (from != null && from.isLate(version)) {
            tally.late++;
        }
        if (from == null && passage != null) {
            passage.deliveredAhead(version);
        }
    }

    private void fail(String localId, FinishedVersion version, int attempts, String error) {
        FailedRecord failed = new FailedRecord(localId, version, attempts, nextAttempt(), error);
        commits.failed(failed);
        tally.failed++;
        LOG.warn("Record {} of {} failed at attempt {} and is tried again from {} on: {}", localId, settings.positionKey(),
                attempts, failed.nextAttempt(), failed.lastError());
    }

    private Instant nextAttempt() {
        return clock.instant().plus(settings.retryDelay());
    }

    private void commit() {
        commits.commit(passage == null ? null : passage.mark(), null);
    }

    private void drop() {
        if (passage == null) {
            return;
        }
        try {
            passage.close();
        } catch (IOException e) {
            LOG.warn("Cannot remove a temporary file of {}: {}", settings.positionKey(), e.getMessage());
        } finally {
            passage = null;
        }
    }
}
