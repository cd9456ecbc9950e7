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
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.status.Counts;
import org.tenantapi.camel.status.Errors;
import org.tenantapi.camel.status.ExportProgress;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;
import org.tenantapi.camel.status.Transfers;

/**
 * What an export tells of itself. The polling thread writes it; any thread reads it, and waits no longer than it takes
 * to write a number.
 */
final class Progress {

    private final OwnedPosition owned;
    private final Clock clock;
    private final boolean failedRecordsHoldUp;
    private PlugState state = PlugState.IDLE;
    private Position position;
    private @Nullable Instant heldUpSince;
    /** when the poll in progress began, while there is one */
    private @Nullable Instant begun;
    /** what that poll has done so far */
    private final long[] outcomes = new long[Outcome.values().length];
    private long considered;
    private long messages;
    private long late;
    /**
     * of the considered, those whose delivery has not completed; between two polls those that an interrupted one left
     */
    private int underWay;
    private Transfers transfers;
    private @Nullable Instant answered;
    private @Nullable Instant serverTime;
    private Errors errors = Errors.NONE;
    private volatile long lastSuccess;

    /**
     * @param failedRecordsHoldUp whether nothing else is delivered before a record that has failed
     */
    Progress(OwnedPosition owned, Clock clock, boolean failedRecordsHoldUp) {
        this.owned = owned;
        this.clock = clock;
        this.failedRecordsHoldUp = failedRecordsHoldUp;
        this.transfers = Transfers.none(clock.instant());
        committed();
        succeeded();
    }

    synchronized PlugStatus status() {
        Transfer soFar = begun == null ? null : transfer(clock.instant(), List.of());
        return new PlugStatus(
                state, null, transfers.during(soFar), underWay, errors,
                new ExportProgress(
                        position.startFrom(), position.mark(), position.horizon(), position.keepFrom(), position.failed(),
                        heldUpSince, answered, serverTime));
    }

    /** When something last succeeded, be it that a record was read. */
    Instant lastSuccess() {
        return Instant.ofEpochMilli(lastSuccess);
    }

    /**
     * A poll begins.
     *
     * @param recordsUnderWay of deliveries that an earlier poll has started and did not see the end of
     */
    synchronized void begin(int recordsUnderWay) {
        begun = clock.instant();
        Arrays.fill(outcomes, 0);
        underWay = recordsUnderWay;
        considered = recordsUnderWay;
        messages = 0;
        late = 0;
        state = PlugState.FETCHING;
    }

    /** When the poll in progress began, while there is one. */
    synchronized @Nullable Instant begun() {
        return begun;
    }

    /** How many deliveries the poll in progress has started. */
    synchronized long messages() {
        return messages;
    }

    /** Takes records up that cannot be delivered. */
    synchronized void refuse(int records) {
        considered += records;
        count(Outcome.FAILED, records);
    }

    /** Takes a version up that is not to be delivered. */
    synchronized void ignore(Outcome outcome) {
        considered++;
        count(outcome, 1);
    }

    /** Takes records up whose delivery starts. */
    synchronized void start(int records) {
        state = PlugState.DELIVERING;
        considered += records;
        underWay += records;
        messages++;
    }

    /**
     * The delivery of these has succeeded, or was found not to be needed.
     *
     * @param lateOnes of them: those that became visible only after a poll that could have shown them
     */
    synchronized void succeed(Outcome outcome, int records, int lateOnes) {
        underWay -= records;
        late += lateOnes;
        count(outcome, records);
    }

    /** The delivery of these has failed, for this reason. */
    synchronized void fail(int records, @Nullable String reason) {
        underWay -= records;
        count(Outcome.FAILED, records);
        errors = errors.with(reason, clock.instant());
    }

    /** The delivery of these was aborted: they count when they come again. */
    synchronized void abort(int records) {
        underWay -= records;
        considered -= records;
    }

    private void count(Outcome outcome, int records) {
        outcomes[outcome.ordinal()] += records;
    }

    private Transfer transfer(Instant endTime, List<String> sessionErrors) {
        return new Transfer(
                begun == null ? endTime : begun, endTime, messages, considered - underWay,
                Counts.of(outcome -> outcomes[outcome.ordinal()]), late,
                sessionErrors);
    }

    /** Records are being fetched. */
    synchronized void fetching() {
        state = PlugState.FETCHING;
    }

    synchronized void answered(Fetch fetch) {
        answered = fetch.localTime();
        serverTime = fetch.serverTime();
        errors = errors.recovered();
        succeeded();
    }

    synchronized boolean isAnswered() {
        return answered != null;
    }

    /** Something has succeeded. */
    void succeeded() {
        lastSuccess = clock.millis();
    }

    /** Shows the position as it is now: its owner does not let other threads look at it. */
    synchronized void committed() {
        position = owned.position();
        if (!failedRecordsHoldUp || position.failed().stream().allMatch(MalformedRecord::isIn)) {
            heldUpSince = null;
        } else if (heldUpSince == null) {
            heldUpSince = clock.instant();
        }
    }

    /**
     * @param cause           what ended the poll before its time, if anything did
     * @param recordsUnderWay of deliveries that have not completed
     */
    synchronized void end(@Nullable Throwable cause, int recordsUnderWay) {
        committed();
        Instant now = clock.instant();
        transfers = transfers.after(transfer(now, cause == null ? List.of() : List.of(String.valueOf(cause))));
        if (cause == null) {
            errors = errors.recovered();
            succeeded();
        } else {
            // to be fenced is a failure of its own, not the one before that goes on
            boolean begins = errors.failure() == null || cause instanceof PositionFencedException;
            errors = errors.with(String.valueOf(cause), now).failing(cause, begins ? now : errors.since(), now);
        }
        state = cause instanceof PositionFencedException ? PlugState.FENCED : PlugState.IDLE;
        underWay = recordsUnderWay;
        begun = null;
    }
}
