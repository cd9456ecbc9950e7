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

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.internal.export.SeenRecord.State;
import org.tenantapi.camel.status.Outcome;

/**
 * Starts deliveries and settles them: what has become of a delivery is counted, remembered and committed. Used by the
 * polling thread alone.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final long COMMIT_WHILE_WAITING_MILLIS = 100;

    private final ExportSettings settings;
    private final ExportDelivery target;
    private final Commits commits;
    private final Failures failures;
    private final Progress progress;
    private final History history;
    private final Clock clock;
    private final InFlight inFlight = new InFlight();
    /** of the snapshot that is being delivered */
    private SnapshotCursor cursor = SnapshotCursor.none();

    Deliveries(ExportSettings settings, ExportDelivery target, Commits commits, Failures failures, Progress progress,
               History history, Clock clock) {
        this.settings = settings;
        this.target = target;
        this.commits = commits;
        this.failures = failures;
        this.progress = progress;
        this.history = history;
        this.clock = clock;
    }

    void beginPoll() {
        progress.begin(inFlight.versions());
    }

    /**
     * @param cause what ended the poll before its time, if anything did
     */
    void endPoll(@Nullable Throwable cause) {
        progress.end(cause, inFlight.versions());
    }

    /** Of the snapshot that is being delivered. */
    SnapshotCursor cursor() {
        return cursor;
    }

    void begin(SnapshotCursor next) {
        cursor = next;
    }

    /** Ends the snapshot, whether all of it was delivered or not: what is not finished is fetched again. */
    void drop() {
        try {
            cursor.close();
        } catch (Throwable e) {
            LOG.warn("Cannot remove a temporary file of {}: {}", settings.positionKey(), e.getMessage());
        } finally {
            cursor = SnapshotCursor.none();
        }
    }

    long messages() {
        return progress.messages();
    }

    boolean reachesMessageLimit() {
        return settings.pace().maxMessagesPerPoll() > 0 && messages() >= settings.pace().maxMessagesPerPoll();
    }

    /** Counts records that cannot be delivered. */
    void refuse(int records) {
        progress.refuse(records);
    }

    /** Settles a version of the snapshot that is not to be delivered. */
    void ignore(RecordVersion version, int place, Outcome outcome) {
        progress.ignore(outcome);
        if (outcome == Outcome.OWN_WRITE
                || outcome == Outcome.DUPLICATE && failures.isCorrectedBy(version)) {
            commits.finished(version);
        }
        note(List.of(version), State.of(outcome), 0, null);
        cursor.settle(List.of(place));
    }

    /** Waits until one more delivery may be in flight. */
    void awaitRoom() throws InterruptedException {
        while (inFlight.count() >= settings.pace().maxInFlight()) {
            settleOne();
        }
    }

    /**
     * Starts the delivery as soon as there is room for it.
     *
     * @param  mayStart asked after the wait, in which a stop may have begun or a failure may have changed things
     * @return          whether it was started
     */
    boolean start(Delivery delivery, BooleanSupplier mayStart) throws InterruptedException {
        while (!inFlight.hasRoomFor(delivery.versions(), settings.pace().maxInFlight())) {
            settleOne();
        }
        if (!mayStart.getAsBoolean()) {
            return false;
        }
        note(delivery.versions(), State.IN_FLIGHT, delivery.attempt(), null);
        progress.start(delivery.versions().size());
        inFlight.start(target, delivery);
        // a delivery that has completed already is settled, and perhaps committed, before the next one starts
        InFlight.Completed done = inFlight.settleNow();
        if (done != null) {
            settle(done);
        }
        return true;
    }

    void settleAll() throws InterruptedException {
        while (inFlight.count() > 0) {
            settleOne();
        }
        commit();
    }

    /** Settles and commits what has completed; what completes later is delivered again. */
    void close() {
        boolean isPollOfItsOwn = inFlight.count() > 0;
        if (isPollOfItsOwn) {
            beginPoll();
        }
        try {
            for (InFlight.Completed done = inFlight.settleNow(); done != null; done = inFlight.settleNow()) {
                settle(done);
            }
            commit();
        } catch (Throwable e) {
            LOG.warn("The last commit of {} failed; what it would have finished is exported again: {}", settings.positionKey(),
                    e.getMessage());
        } finally {
            if (isPollOfItsOwn) {
                endPoll(null);
            }
            drop();
        }
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
        Delivery delivery = done.delivery();
        if (done.isAborted()) {
            abort(delivery, done.result());
            return;
        }
        if (done.isSuccess()) {
            succeed(delivery, done.outcome());
            if (done.result() instanceof DeliveryResult.Linked linked) {
                commits.linked(linked.localId());
            }
        } else {
            fail(delivery, done.result());
        }
        // not earlier: what has thrown before this is not accounted for, and the mark stays before it
        delivery.source().settle(delivery.places());
        if (commits.isDue()) {
            commit();
        } else if (commits.holdsMuchContent()) {
            commits.releaseContent(cursor.mark());
        }
        progress.succeeded();
    }

    /** Its places stay unsettled, so that the mark does not pass them. */
    private void abort(Delivery delivery, DeliveryResult result) {
        progress.abort(delivery.versions().size());
        note(delivery.versions(), State.ABORTED, delivery.attempt(), null);
        for (RecordVersion version : delivery.versions()) {
            LOG.info("Record {} of {} was not processed and comes again: {}", Printable.of(version.localId()),
                    settings.positionKey(), Printable.of(result.error()));
        }
        delivery.source().abort();
    }

    private void succeed(Delivery delivery, Outcome outcome) {
        int late = outcome == Outcome.DELIVERED ? delivery.source().late(delivery.versions()) : 0;
        progress.succeed(outcome, delivery.versions().size(), late);
        note(delivery.versions(), State.of(outcome), delivery.attempt(), null);
        for (RecordVersion version : delivery.versions()) {
            delivery.source().delivered(version);
            commits.finished(version);
        }
    }

    private void fail(Delivery delivery, DeliveryResult result) {
        progress.fail(delivery.versions().size(), result.error());
        boolean skipped = settings.failures().onFailure() == FailurePolicy.skip && delivery.isOfOne();
        note(delivery.versions(), skipped ? State.SKIPPED : State.FAILED, delivery.attempt(), result.error());
        for (RecordVersion version : delivery.versions()) {
            failures.failed(version, delivery, result);
        }
    }

    private void note(List<RecordVersion> versions, State state, int attempt, @Nullable String error) {
        SeenRecord.Event event = new SeenRecord.Event(state, clock.instant(), attempt, error);
        Instant begun = progress.begun();
        Instant poll = begun == null ? event.time() : begun;
        versions.forEach(version -> history.note(version, poll, event));
    }

    void commit() {
        target.made().forEach(commits::made);
        commits.commit(cursor.mark(), null);
        progress.committed();
    }
}
