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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.tenantapi.camel.position.FailedRecord;

/**
 * What an export is doing and has done, as it was at one moment. All who show it take it from here, so that they cannot
 * contradict each other.
 *
 * @param state                  what it is doing
 * @param throttledUntil         when it goes on; null unless it is throttled
 * @param transfer               what the poll in progress has done so far; null between polls
 * @param lastTransfer           the latest poll that has ended; null before the first
 * @param lastSuccessfulTransfer the latest poll that ran to its end; null before the first
 * @param total                  the counts of all transfers since the consumer was made, the one in progress included
 * @param startFrom              records older than this are not exported; {@link Instant#MIN} for all, null before the
 *                               first poll
 * @param mark                   lastModified up to which everything is finished; null before the first record
 * @param horizon                the later of the mark and the server's time at the last complete poll; null before
 *                               either
 * @param keepFrom               what was finished before this is not known one by one any more; null while all is
 * @param inFlight               records in the route at the moment
 * @param failedRecords          the records that wait for their next attempt, and those in quarantine
 * @param answered               when a poll last began to get a complete answer, by the local clock; null before the
 *                               first
 * @param serverTime             the time that the server gave then; null when it gave none
 * @param error                  what ended the latest poll; null when it ran to its end, or the next one got on
 */
public record ExportStatus(ExportState state, Instant throttledUntil, Transfer transfer, Transfer lastTransfer,
        Transfer lastSuccessfulTransfer, Transfer total, Instant startFrom, Instant mark, Instant horizon, Instant keepFrom,
        int inFlight, List<FailedRecord> failedRecords, Instant answered, Instant serverTime, Throwable error) {

    /**
     * Of an export that has not been opened.
     *
     * @param since when its consumer was made
     */
    public static ExportStatus none(Instant since) {
        return new ExportStatus(
                ExportState.STOPPED, null, null, null, null, Transfer.none(since), null, null, null, null, 0, List.of(), null,
                null, null);
    }

    /**
     * How many records wait for their next attempt, those in quarantine not counted.
     */
    public int failed() {
        return failedRecords.size() - quarantined();
    }

    /**
     * How many records are in quarantine.
     */
    public int quarantined() {
        return (int) failedRecords.stream().filter(FailedRecord::isQuarantined).count();
    }

    /**
     * How far the server's clock was ahead of ours when it last answered; null when nobody knows.
     */
    public Duration serverClockAhead() {
        return serverTime == null ? null : Duration.between(answered, serverTime);
    }

    /**
     * How long ago, at this local time, the horizon was the present. When all is well that is little more than the time
     * between two polls, however long ago the last record changed. Null before the first poll, and never negative.
     */
    public Duration lag(Instant now) {
        if (horizon == null) {
            return null;
        }
        Instant serverNow = serverTime == null ? now : now.plus(serverClockAhead());
        // the horizon is the earlier one of both clocks
        Duration lag = Duration.between(horizon, serverNow.isBefore(now) ? serverNow : now);
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /**
     * The same in another state.
     *
     * @param until when it goes on; null when nobody knows
     */
    public ExportStatus in(ExportState other, Instant until) {
        return new ExportStatus(
                other, until, transfer, lastTransfer, lastSuccessfulTransfer, total, startFrom, mark, horizon, keepFrom,
                inFlight, failedRecords, answered, serverTime, error);
    }

    /**
     * The same after an attempt to go on that failed for this reason.
     */
    public ExportStatus failed(Throwable reason) {
        return new ExportStatus(
                state, throttledUntil, transfer, lastTransfer, lastSuccessfulTransfer, total, startFrom, mark, horizon,
                keepFrom,
                inFlight, failedRecords, answered, serverTime, reason);
    }

    /**
     * The same of an export that goes on where another one ended, which its route was restarted for: its transfers come
     * before these.
     */
    public ExportStatus after(ExportStatus before) {
        return new ExportStatus(
                state, throttledUntil, transfer, lastTransfer == null ? before.lastTransfer : lastTransfer,
                lastSuccessfulTransfer == null ? before.lastSuccessfulTransfer : lastSuccessfulTransfer,
                before.total.plus(total), startFrom, mark, horizon, keepFrom, inFlight, failedRecords, answered, serverTime,
                error);
    }
}
