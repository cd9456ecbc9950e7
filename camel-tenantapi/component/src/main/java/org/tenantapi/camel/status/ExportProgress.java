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
package org.tenantapi.camel.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.tenantapi.camel.position.FailedRecord;

/**
 * How far an export has come.
 *
 * @param startFrom     records older than this are not exported; {@link Instant#MIN} for all, null before the first
 *                      poll
 * @param mark          lastModified up to which everything is finished; null before the first record
 * @param horizon       the later of the mark and the server's time at the last complete poll; null before either
 * @param keepFrom      what was finished before this is not known one by one any more; null while all is
 * @param failedRecords the records that wait for their next attempt, and those in quarantine
 * @param heldUpSince   since when failed records hold up all others, as {@code onFailure=stop} has it, as far as this
 *                      process has seen; null while none do
 * @param answered      when a poll last began to get a complete answer, by the local clock; null before the first
 * @param serverTime    the time that the server gave then; null when it gave none
 */
public record ExportProgress(Instant startFrom, Instant mark, Instant horizon, Instant keepFrom,
        List<FailedRecord> failedRecords, Instant heldUpSince, Instant answered, Instant serverTime) {

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
     * How far the server's clock was ahead of ours when it last answered; null while that is not known.
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

    /** The same of an export that goes on where this other one ended. */
    ExportProgress after(ExportProgress before) {
        boolean stillHeldUp = heldUpSince != null && before != null && before.heldUpSince != null;
        return new ExportProgress(
                startFrom, mark, horizon, keepFrom, failedRecords, stillHeldUp ? before.heldUpSince : heldUpSince, answered,
                serverTime);
    }
}
