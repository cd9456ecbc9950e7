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

/**
 * What an export tells of itself. The polling thread writes it; any thread reads it, and waits no longer than it takes
 * to write a number.
 */
final class Progress {

    private final OwnedPosition owned;
    private final Clock clock;
    private ExportState state = ExportState.IDLE;
    private Position position;
    private Tally tally;
    /** while no poll is in progress: of an earlier one that was interrupted */
    private int underWay;
    private Transfer lastTransfer;
    private Transfer lastSuccessfulTransfer;
    private Transfer ended;
    private Instant answered;
    private Instant serverTime;
    private Throwable error;
    private volatile long signOfLife;

    Progress(OwnedPosition owned, Clock clock) {
        this.owned = owned;
        this.clock = clock;
        this.position = owned.position();
        this.ended = Transfer.none(clock.instant());
        gotOn();
    }

    synchronized ExportStatus status() {
        Transfer transfer = tally == null ? null : tally.transfer(clock.instant(), List.of());
        return new ExportStatus(
                state, null, transfer, lastTransfer, lastSuccessfulTransfer,
                transfer == null ? ended : ended.plus(transfer), position.startFrom(), position.mark(), position.horizon(),
                position.keepFrom(), tally == null ? underWay : tally.underWay(), position.failed(), answered, serverTime,
                error);
    }

    /** When something last succeeded, be it that a record was read. */
    Instant signOfLife() {
        return Instant.ofEpochMilli(signOfLife);
    }

    synchronized Tally begin() {
        tally = new Tally(clock.instant(), underWay);
        state = ExportState.FETCHING;
        return tally;
    }

    synchronized void enter(ExportState next) {
        state = next;
    }

    synchronized void answered(Fetch fetch) {
        answered = fetch.localTime();
        serverTime = fetch.serverTime();
        error = null;
        gotOn();
    }

    synchronized boolean isAnswered() {
        return answered != null;
    }

    /** Something has succeeded. */
    void gotOn() {
        signOfLife = clock.millis();
    }

    /** Shows the position as it is now: its owner does not let other threads look at it. */
    synchronized void committed() {
        position = owned.position();
    }

    /**
     * @param cause what ended the poll before its time; null for nothing
     */
    synchronized void end(Throwable cause) {
        position = owned.position();
        underWay = tally.underWay();
        lastTransfer = tally.transfer(clock.instant(), cause == null ? List.of() : List.of(String.valueOf(cause)));
        ended = ended.plus(lastTransfer);
        if (cause == null) {
            lastSuccessfulTransfer = lastTransfer;
            gotOn();
        }
        error = cause;
        state = cause instanceof PositionFencedException ? ExportState.FENCED : ExportState.IDLE;
        tally = null;
    }
}
