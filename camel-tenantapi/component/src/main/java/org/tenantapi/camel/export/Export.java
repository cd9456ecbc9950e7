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
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.status.Transfer;

/**
 * One export: polls a source, delivers each version of each record once, and keeps its position. Not safe for several
 * threads, save that a delivery may complete on any.
 */
public final class Export implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Export.class);

    private final ExportSettings settings;
    private final Predicate<RecordVersion> ownWrites;
    private final OwnedPosition owned;
    private final Commits commits;
    private final Failures failures;
    private final Fetching fetching;
    private final OtherForms otherForms;
    private final ChangingFields changingFields;
    private final Progress progress;
    private final Deliveries deliveries;
    private final Retries retries;
    private final ExportView view;
    private final OperatorActions operatorActions;
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
        this.ownWrites = ownWrites;
        this.owned = store.open(settings.positionKey());
        this.commits = new Commits(owned, settings.memory());
        this.failures = new Failures(settings, commits, reporter, clock);
        this.otherForms = new OtherForms(source, commits);
        this.changingFields = new ChangingFields(settings.positionKey());
        this.fetching = new Fetching(settings, source, owned, clock);
        try {
            new Provenance(settings, source.server()).check(owned);
        } catch (Throwable e) {
            owned.close();
            throw e;
        }
        this.progress = new Progress(owned, clock, settings.onFailure() == FailurePolicy.stop);
        History history = new History();
        this.deliveries = new Deliveries(settings, delivery, commits, failures, progress, history, clock);
        this.retries = new Retries(settings, source, deliveries, failures, commits, otherForms);
        this.view = new ExportView(settings, source.digest(), owned, progress, history);
        this.operatorActions = new OperatorActions(deliveries, failures);
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
        return progress.status().lastTransfer();
    }

    /** Versions may have been taken out of the passage that were not delivered. */
    private void fetchAgainWhatWasTaken() {
        deliveries.drop();
    }

    private void advance(BooleanSupplier running) throws IOException, InterruptedException {
        deliveries.settleAll();
        fetching.begin();
        try {
            retries.run(running);
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
     * What it is doing and has done.
     */
    public ExportView view() {
        return view;
    }

    /**
     * What an operator may have done to it.
     */
    public OperatorActions operatorActions() {
        return operatorActions;
    }

    /**
     * Commits what has completed, and gives the position up. What completes later is delivered again.
     */
    @Override
    public void close() {
        boolean isUnsettled = !deliveries.isSettled();
        if (isUnsettled) {
            deliveries.beginPoll();
        }
        try {
            deliveries.settleNow();
        } catch (Throwable e) {
            LOG.warn("The last commit of {} failed; what it would have finished is exported again: {}", settings.positionKey(),
                    e.getMessage());
        } finally {
            if (isUnsettled) {
                deliveries.endPoll(null);
            }
            deliveries.drop();
            owned.close();
        }
    }

    private void fetch(BooleanSupplier running) throws IOException {
        if (deliveries.passage().hasNext() || !running.getAsBoolean()) {
            return;
        }
        Instant from;
        Snapshot snapshot;
        progress.fetching();
        do {
            from = fetching.from();
            snapshot = fetching.fetch(from, running, progress);
        } while (snapshot == null && running.getAsBoolean());
        if (snapshot != null) {
            deliveries.begin(new Passage(snapshot, owned.position(), from, ownWrites));
            deliveries.refuse(snapshot.malformed());
            failures.malformed(snapshot.toSetAside());
            // not later: whatever ends this poll, they leave a trace
            deliveries.commit();
        }
    }

    private void deliver(BooleanSupplier running) throws IOException, InterruptedException {
        Passage passage = deliveries.passage();
        if (passage.hasNext()) {
            // commits nothing; but if another owner has taken the position by now, nothing is delivered
            owned.commit(PositionChange.builder().build());
        }
        BooleanSupplier mayStart = () -> running.getAsBoolean() && !passage.isAborted() && !failures.areTooMany()
                && !failures.holdUpTheRest();
        while (passage.hasNext() && !deliveries.reachesMessageLimit() && deliverNext(passage, mayStart)) {
            // and so on
        }
        deliveries.settleAll();
        if (passage.isFinished()) {
            commits.commit(passage.mark(), passage.horizon());
            deliveries.drop();
        } else if (passage.isAborted()) {
            deliveries.drop();
        }
    }

    private Passage.Verdict judge(Passage passage, RecordVersion version) {
        Passage.Verdict verdict = passage.judge(version);
        if (verdict != Passage.Verdict.OTHER_CONTENT) {
            return verdict;
        }
        if (otherForms.holdsNothingNew(version)) {
            return Passage.Verdict.DUPLICATE;
        }
        changingFields.met(version);
        return Passage.Verdict.DELIVER;
    }

    private int attempt(List<RecordVersion> versions) {
        return versions.size() > 1 ? 1 : failures.attempt(versions.get(0));
    }

    /** Whether to go on with those behind it. */
    private boolean deliverNext(Passage passage, BooleanSupplier mayStart) throws IOException, InterruptedException {
        deliveries.awaitRoom();
        if (!mayStart.getAsBoolean()) {
            return false;
        }
        List<RecordVersion> versions = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        while (passage.hasNext() && versions.size() < settings.batchSize()) {
            int place = passage.nextPlace();
            RecordVersion version = passage.next();
            Passage.Verdict verdict = judge(passage, version);
            if (verdict == Passage.Verdict.DELIVER) {
                versions.add(version);
                places.add(place);
            } else {
                deliveries.ignore(version, place, verdict);
            }
        }
        if (versions.isEmpty() || deliveries.start(new Delivery(versions, places, attempt(versions), passage), mayStart)) {
            return true;
        }
        passage.takeBack(places);
        return false;
    }
}
