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

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.status.Errors;
import org.tenantapi.camel.status.ExportProgress;
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
    private Instant heldUpSince;
    private Tally tally;
    /** while no poll is in progress: of an earlier one that was interrupted */
    private int underWay;
    private Transfers transfers;
    private Instant answered;
    private Instant serverTime;
    private Errors errors = Errors.NONE;
    private volatile long signOfLife;

    /**
     * @param failedRecordsHoldUp whether nothing else is delivered before a record that has failed
     */
    Progress(OwnedPosition owned, Clock clock, boolean failedRecordsHoldUp) {
        this.owned = owned;
        this.clock = clock;
        this.failedRecordsHoldUp = failedRecordsHoldUp;
        this.transfers = Transfers.none(clock.instant());
        committed();
        gotOn();
    }

    synchronized PlugStatus status() {
        Transfer soFar = tally == null ? null : tally.transfer(clock.instant(), List.of());
        return new PlugStatus(
                state, null, transfers.during(soFar), tally == null ? underWay : tally.underWay(), errors,
                new ExportProgress(
                        position.startFrom(), position.mark(), position.horizon(), position.keepFrom(), position.failed(),
                        heldUpSince, answered, serverTime));
    }

    /** When something last succeeded, be it that a record was read. */
    Instant signOfLife() {
        return Instant.ofEpochMilli(signOfLife);
    }

    /**
     * @param recordsUnderWay of deliveries that an earlier poll has started and did not see the end of
     */
    synchronized Tally begin(int recordsUnderWay) {
        underWay = recordsUnderWay;
        tally = new Tally(clock.instant(), underWay);
        state = PlugState.FETCHING;
        return tally;
    }

    synchronized void enter(PlugState next) {
        state = next;
    }

    synchronized void answered(Fetch fetch) {
        answered = fetch.localTime();
        serverTime = fetch.serverTime();
        errors = errors.recovered();
        gotOn();
    }

    synchronized boolean isAnswered() {
        return answered != null;
    }

    /** Something has succeeded. */
    void gotOn() {
        signOfLife = clock.millis();
    }

    /** A delivery has failed for this reason. */
    synchronized void failed(String reason) {
        errors = errors.with(reason, clock.instant());
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
     * @param cause           what ended the poll before its time; null for nothing
     * @param recordsUnderWay of deliveries that have not completed
     */
    synchronized void end(Throwable cause, int recordsUnderWay) {
        committed();
        Instant now = clock.instant();
        underWay = recordsUnderWay;
        transfers = transfers.after(tally.transfer(now, cause == null ? List.of() : List.of(String.valueOf(cause))));
        if (cause == null) {
            errors = errors.recovered();
            gotOn();
        } else {
            // to be fenced is another trouble than what there was before
            boolean begins = errors.failure() == null || cause instanceof PositionFencedException;
            errors = errors.with(String.valueOf(cause), now).failing(cause, begins ? now : errors.since(), now);
        }
        state = cause instanceof PositionFencedException ? PlugState.FENCED : PlugState.IDLE;
        tally = null;
    }
}
