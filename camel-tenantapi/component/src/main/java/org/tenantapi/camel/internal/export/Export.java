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
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.status.Transfer;

/**
 * One export: polls a source, delivers each version of each record once, and keeps its position. Not safe for several
 * threads, save that a delivery may complete on any.
 */
public final class Export implements AutoCloseable {

    private final OwnedPosition owned;
    private final Fetching fetching;
    private final Selection selection;
    private final Deliveries deliveries;
    private final Commits commits;
    private final Failures failures;
    private final Retries retries;
    private final Progress progress;
    private final ExportView view;
    private final OperatorActions operatorActions;
    private @Nullable PositionFencedException fenced;

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
        owned = new Provenance(settings, source.server()).open(store);
        try {
            delivery.begin(owned);
        } catch (Throwable e) {
            owned.close();
            throw e;
        }
        fetching = new Fetching(settings, source, owned, clock);
        commits = new Commits(owned, settings.window().memory());
        failures = new Failures(settings, commits, reporter, clock);
        progress = new Progress(owned, clock, settings.failures().onFailure() == FailurePolicy.stop);
        History history = new History();
        deliveries = new Deliveries(settings, delivery, commits, failures, progress, history, clock);
        OtherForms otherForms = new OtherForms(source, commits);
        selection = new Selection(settings, commits, failures, deliveries, otherForms, ownWrites);
        retries = new Retries(
                settings, source, deliveries, failures, commits, new Retry(failures, otherForms, selection));
        view = new ExportView(settings, source.digest(), owned, progress, history);
        operatorActions = new OperatorActions(settings.positionKey(), deliveries, commits, clock);
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
        deliveries.beginPoll();
        Throwable cause = null;
        try {
            advance(running);
        } catch (Throwable e) {
            fenced = e instanceof PositionFencedException newerOwner ? newerOwner : null;
            // an interrupted poll was cut short, as by a stop
            cause = e instanceof InterruptedException ? null : e;
            fetchAgainWhatWasTaken();
            throw e;
        } finally {
            deliveries.endPoll(cause);
        }
        return Objects.requireNonNull(progress.status().lastTransfer());
    }

    /** Versions may have been taken out of the snapshot that were not delivered. */
    private void fetchAgainWhatWasTaken() {
        deliveries.drop();
    }

    private void advance(BooleanSupplier running) throws IOException, InterruptedException {
        long before = commits.count();
        deliveries.settleAll();
        fetching.begin();
        try {
            retries.run(running);
            failures.refuseTooMany();
            if (!failures.holdUpTheRest()) {
                fetch(running);
                deliver(running);
            }
            if (commits.count() == before) {
                // with nothing to write down it would look as if it stood still, and another owner would take the position
                commits.refuseIfFenced();
            }
        } finally {
            failures.report();
        }
    }

    private void fetch(BooleanSupplier running) throws IOException {
        if (!deliveries.cursor().hasNext() && running.getAsBoolean()) {
            fetching.fetch(running, progress).ifPresent(this::begin);
        }
    }

    private void begin(Snapshot snapshot) {
        deliveries.begin(new SnapshotCursor(snapshot, owned.position().horizon()));
        selection.begin(snapshot);
        progress.refuse(snapshot.malformed());
        failures.malformed(snapshot.toSetAside());
        // not later: they leave a trace even if this poll ends with an error
        deliveries.commit();
    }

    private void deliver(BooleanSupplier running) throws IOException, InterruptedException {
        SnapshotCursor cursor = deliveries.cursor();
        if (cursor.hasNext()) {
            commits.refuseIfFenced();
        }
        BooleanSupplier mayStart = () -> running.getAsBoolean() && !cursor.isAborted() && !failures.areTooMany()
                && !failures.holdUpTheRest();
        while (cursor.hasNext() && !deliveries.reachesMessageLimit() && deliverNext(cursor, mayStart)) {
            // and so on
        }
        deliveries.settleAll();
        if (cursor.isFinished()) {
            commits.commit(cursor.mark(), cursor.horizon());
            deliveries.drop();
        } else if (cursor.isAborted()) {
            deliveries.drop();
        }
    }

    /** Whether to go on with those behind it. */
    private boolean deliverNext(SnapshotCursor cursor, BooleanSupplier mayStart) throws IOException, InterruptedException {
        deliveries.awaitRoom();
        if (!mayStart.getAsBoolean()) {
            return false;
        }
        Delivery next = selection.next(cursor);
        if (next.isOfNothing() || deliveries.start(next, mayStart)) {
            return true;
        }
        cursor.takeBack(next.places());
        return false;
    }

    /** Whether another owner has taken the position: then no poll of this export does anything any more. */
    public boolean isFenced() {
        return fenced != null;
    }

    /** What it is doing and has done. */
    public ExportView view() {
        return view;
    }

    /** What an operator may have done to it. */
    public OperatorActions operatorActions() {
        return operatorActions;
    }

    /**
     * Commits what has completed, and gives the position up. What completes later is delivered again.
     */
    @Override
    public void close() {
        try {
            deliveries.close();
        } finally {
            owned.close();
        }
    }
}
