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
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.client.Printable;
import org.tenantapi.camel.export.SeenRecord.Fate;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;

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
    private final Predicate<RecordVersion> ownWrites;
    private final Clock clock;
    private final OwnedPosition owned;
    private final Commits commits;
    private final Failures failures;
    private final Fetching fetching;
    private final InFlight inFlight = new InFlight();
    private final History history = new History();
    private final Progress progress;
    private Passage passage;
    private Tally tally;
    /** when the poll in progress began */
    private Instant begun;
    private PositionFencedException fenced;

    /**
     * Takes ownership of the position.
     *
     * @param  ownWrites         asked of each version that would be delivered: whether we have just written it
     *                           ourselves, so that it is not to be delivered
     * @param  reporter          told of versions when their delivery fails for the first time
     * @throws PositionException if the position cannot be had, or was made with another filter or at another server
     */
    public Export(ExportSettings settings, ExportSource source, ExportDelivery delivery, Predicate<RecordVersion> ownWrites,
                  FailureReporter reporter, PositionStore store, Clock clock) {
        this.settings = settings;
        this.source = source;
        this.delivery = delivery;
        this.ownWrites = ownWrites;
        this.clock = clock;
        this.owned = store.open(settings.positionKey());
        this.commits = new Commits(owned, settings.memory());
        this.failures = new Failures(settings, commits, reporter, clock);
        this.fetching = new Fetching(settings, source, owned, clock);
        try {
            new Provenance(settings, source.server()).check(owned);
        } catch (RuntimeException e) {
            owned.close();
            throw e;
        }
        this.progress = new Progress(owned, clock, settings.onFailure() == FailurePolicy.stop);
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
     * @throws PositionException      if the position cannot be written, has a newer owner, or lies in the server's
     *                                future
     * @throws TooManyFailedException if more than maxFailed records have failed
     * @throws InterruptedException   if the thread was interrupted while deliveries had not completed; the next poll,
     *                                or {@link #close()}, settles those that have by then
     */
    public Transfer poll(BooleanSupplier running) throws IOException, InterruptedException {
        if (fenced != null) {
            throw fenced;
        }
        begin();
        Throwable cause = null;
        try {
            advance(running);
        } catch (PositionFencedException e) {
            fenced = e;
            cause = e;
            throw e;
        } catch (InterruptedException e) {
            // cut short, as by a stop
            throw e;
        } catch (Throwable e) {
            cause = e;
            throw e;
        } finally {
            progress.end(cause);
        }
        return progress.status().lastTransfer();
    }

    private void begin() {
        begun = clock.instant();
        tally = progress.begin();
    }

    private void advance(BooleanSupplier running) throws IOException, InterruptedException {
        settleAll();
        fetching.begin();
        try {
            retryDue(running);
            if (failures.areTooMany()) {
                throw failures.tooMany();
            }
            if (!failures.holdUpTheRest()) {
                fetch(running);
                deliver(running);
            }
        } finally {
            failures.report();
        }
    }

    /**
     * Whether another owner has taken the position: then no poll of this export does anything any more.
     */
    public boolean isFenced() {
        return fenced != null;
    }

    /**
     * What it is doing and has done. Any thread may ask, and none waits.
     */
    public PlugStatus status() {
        return progress.status();
    }

    /**
     * When something last succeeded, on the local clock: a poll, or within one a step such as a record. Any thread may
     * ask.
     */
    public Instant signOfLife() {
        return progress.signOfLife();
    }

    /**
     * Whether the server has answered a poll. Any thread may ask.
     */
    public boolean isAnswered() {
        return progress.isAnswered();
    }

    /**
     * What happened to a record, as far as this export remembers it. Any thread may ask, and none waits.
     *
     * @param  id       a localId or a remoteId
     * @param  current  the record as the server has it; null if it has not, or could not be asked
     * @param  finished its {@link #finishedVersions}; null if nobody knows
     * @return          empty if neither the export nor the server knows such a record
     */
    public Optional<Explanation> explain(String id, RecordVersion current, List<FinishedVersion> finished) {
        SeenRecord seen = history.find(current == null ? id : current.localId()).orElse(null);
        String localId = current != null ? current.localId() : seen != null ? seen.localId() : id;
        PlugStatus status = status();
        boolean failed = status.failedRecords().stream().anyMatch(record -> record.localId().equals(localId));
        return seen == null && current == null && !failed && (finished == null || finished.isEmpty())
                ? Optional.empty() : Optional.of(Explanation.of(localId, status, settings, seen, current, finished));
    }

    /**
     * The finished versions of a record that the position remembers, the oldest first. Not to be asked while a poll is
     * in progress.
     */
    public List<FinishedVersion> finishedVersions(String localId) {
        return owned.position().finished().of(Fingerprint.ofLocalId(localId));
    }

    /**
     * The records that wait for their next attempt, and those in quarantine. Any thread may ask, and none waits.
     */
    public List<FailedRecord> failed() {
        return progress.status().failedRecords();
    }

    /**
     * Has a failed record tried again at the next poll, in quarantine or not.
     *
     * @throws IllegalArgumentException if no such record has failed
     */
    public void replay(String localId) {
        // a delivery may have succeeded whose commit failed: such a record has not failed any more
        commit();
        failures.replay(localId);
        commit();
    }

    /**
     * Gives a failed record up: this version of it is not delivered any more; a newer one is.
     *
     * @throws IllegalArgumentException if no such record has failed
     */
    public void discard(String localId) {
        commit();
        failures.discard(localId);
        commit();
    }

    /**
     * Commits what has completed, and gives the position up. What completes later is delivered again.
     */
    @Override
    public void close() {
        boolean unsettled = inFlight.count() > 0;
        if (unsettled) {
            begin();
        }
        try {
            for (InFlight.Completed done = inFlight.settleNow(); done != null; done = inFlight.settleNow()) {
                settle(done);
            }
            commit();
        } catch (RuntimeException e) {
            LOG.warn("The last commit of {} failed; what it would have finished is exported again: {}", settings.positionKey(),
                    e.getMessage());
        } finally {
            if (unsettled) {
                progress.end(null);
            }
            drop();
            owned.close();
        }
    }

    private void retryDue(BooleanSupplier running) throws InterruptedException {
        for (FailedRecord failed : failures.due()) {
            if (!running.getAsBoolean() || reachesMessageLimit()) {
                break;
            }
            if (failed.linkTo() != null) {
                link(failed);
            } else if (!retry(failed)) {
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
                tally.refuse(1);
                failures.gone(failed);
                return true;
            }
            version = RecordVersion.of(current.get());
        } catch (IOException | RuntimeException e) {
            failures.unreadable(failed, e);
            return false;
        }
        // a newer version is a new case
        int attempt = version.identity().equals(failed.version()) ? failed.attempts() + 1 : 1;
        start(List.of(version), null, List.of(), attempt);
        return true;
    }

    private void link(FailedRecord failed) {
        try {
            Optional<RecordVersion> linked = shownLinked(failed);
            if (linked.isEmpty()) {
                linked = source.link(failed.localId(), failed.linkTo());
            }
            linked.filter(version -> LinkedVersion.isOf(failed.version().content(), version))
                    .ifPresent(version -> commits.made(version.identity()));
            commits.settled(failed);
        } catch (IOException | RuntimeException e) {
            failures.notLinked(failed, e);
        }
    }

    /** The record, if it was linked already: the answer to a link may have been lost, or its commit. */
    private Optional<RecordVersion> shownLinked(FailedRecord failed) throws IOException {
        Optional<byte[]> current = source.read(failed.localId());
        return current.isEmpty()
                ? Optional.empty()
                : Optional.of(RecordVersion.of(current.get()))
                        .filter(version -> failed.linkTo().equals(version.envelope().remoteId()));
    }

    private void fetch(BooleanSupplier running) throws IOException {
        if (passage != null || !running.getAsBoolean()) {
            return;
        }
        Instant from;
        Snapshot snapshot;
        progress.enter(PlugState.FETCHING);
        do {
            from = fetching.from();
            snapshot = fetching.fetch(from, running, progress);
        } while (snapshot == null && running.getAsBoolean());
        if (snapshot != null) {
            tally.refuse(snapshot.malformed());
            passage = new Passage(snapshot, owned.position(), from, ownWrites);
        }
    }

    private void deliver(BooleanSupplier running) throws IOException, InterruptedException {
        if (passage == null) {
            return;
        }
        if (passage.hasNext()) {
            // commits nothing; but if another owner has taken the position by now, nothing is delivered
            owned.commit(PositionChange.builder().build());
        }
        try {
            while (passage.hasNext() && !passage.isAborted() && running.getAsBoolean() && !reachesMessageLimit()
                    && !failures.areTooMany() && !failures.holdUpTheRest()) {
                deliverNext();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            // versions were taken out of the passage that were not delivered: what is not finished is fetched again
            drop();
            throw e;
        }
        settleAll();
        if (passage.isFinished()) {
            commits.commit(passage.mark(), passage.horizon());
            drop();
        } else if (passage.isAborted()) {
            drop();
        }
    }

    private void deliverNext() throws IOException, InterruptedException {
        List<RecordVersion> versions = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        while (passage.hasNext() && versions.size() < settings.batchSize()) {
            int place = passage.nextPlace();
            RecordVersion version = passage.next();
            Passage.Verdict verdict = passage.judge(version);
            if (verdict == Passage.Verdict.DELIVER) {
                versions.add(version);
                places.add(place);
            } else {
                ignore(version, verdict);
            }
        }
        if (!versions.isEmpty()) {
            start(versions, passage, places, 1);
        }
    }

    private void ignore(RecordVersion version, Passage.Verdict verdict) {
        tally.ignore(verdict);
        if (verdict == Passage.Verdict.OWN_WRITE) {
            commits.finished(version);
        }
        note(List.of(version), verdict.fate(), 0, null);
    }

    private void note(List<RecordVersion> versions, Fate fate, int attempt, String error) {
        Instant now = clock.instant();
        versions.forEach(version -> history.note(version, begun, fate, now, attempt, error));
    }

    private boolean reachesMessageLimit() {
        return settings.maxMessagesPerPoll() > 0 && tally.messages() >= settings.maxMessagesPerPoll();
    }

    private void start(List<RecordVersion> versions, Passage from, List<Integer> places, int attempt)
            throws InterruptedException {
        if (from != null) {
            from.start(places);
        }
        while (!inFlight.hasRoomFor(versions, settings.maxInFlight())) {
            settleOne();
        }
        tally.start(versions.size());
        note(versions, Fate.IN_FLIGHT, attempt, null);
        progress.enter(PlugState.DELIVERING);
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
        if (done.error() instanceof DeliveryAbortedException) {
            abort(done);
            return;
        }
        if (done.error() == null) {
            succeed(done);
        } else {
            fail(done);
        }
        if (done.passage() != null) {
            done.passage().settle(done.places());
        }
        if (commits.isDue()) {
            commit();
        } else if (commits.isHeavy()) {
            commits.lighten(mark());
        }
        progress.gotOn();
    }

    /** Its places stay unsettled, so that the mark does not pass them. */
    private void abort(InFlight.Completed done) {
        tally.abort(done.versions().size());
        note(done.versions(), Fate.ABORTED, done.attempt(), null);
        for (RecordVersion version : done.versions()) {
            LOG.info("Record {} of {} was not processed and comes again: {}", Printable.of(version.localId()),
                    settings.positionKey(),
                    Printable.of(done.error().getMessage()));
        }
        if (done.passage() != null) {
            done.passage().abort();
        }
    }

    private void succeed(InFlight.Completed done) {
        Passage from = done.passage();
        int late = from == null ? 0 : (int) done.versions().stream().filter(from::isLate).count();
        tally.succeed(done.versions().size(), late);
        note(done.versions(), Fate.DELIVERED, done.attempt(), null);
        for (RecordVersion version : done.versions()) {
            commits.finished(version);
            if (from == null && passage != null) {
                passage.deliveredAhead(version);
            }
        }
    }

    private void fail(InFlight.Completed done) {
        tally.fail(done.versions().size());
        progress.failed(done.error());
        boolean skipped = settings.onFailure() == FailurePolicy.skip && done.versions().size() == 1;
        note(done.versions(), skipped ? Fate.SKIPPED : Fate.FAILED, done.attempt(), String.valueOf(done.error()));
        for (RecordVersion version : done.versions()) {
            failures.failed(version, done);
        }
    }

    private void commit() {
        delivery.made().forEach(commits::made);
        commits.commit(mark(), null);
        progress.committed();
    }

    private Instant mark() {
        return passage == null ? null : passage.mark();
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
