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

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.position.FailedRecord;

/**
 * How far an export has come.
 *
 * @param startFrom     records older than this are not exported, {@link Instant#MIN} for all; not known before the
 *                      first poll
 * @param mark          lastModified up to which everything is finished; none before the first record
 * @param horizon       the later of the mark and the server's time at the last complete poll; none before either
 * @param keepFrom      versions finished before this are not remembered one by one any more; absent while all are
 * @param failedRecords the records that wait for their next attempt, and those in quarantine
 * @param heldUpSince   since when failed records hold up all others, as {@code onFailure=stop} has it, as far as this
 *                      process has seen; absent while none do
 * @param answered      when a poll last began to get a complete answer, by the local clock; absent before the first
 * @param serverTime    the time that the server gave then, if it gave one
 */
public record ExportProgress(@Nullable Instant startFrom, @Nullable Instant mark, @Nullable Instant horizon,
        @Nullable Instant keepFrom,
        List<FailedRecord> failedRecords, @Nullable Instant heldUpSince, @Nullable Instant answered,
        @Nullable Instant serverTime) {

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
     * How far the server's clock was ahead of ours when it last answered, while that is known.
     */
    public @Nullable Duration serverClockAhead() {
        return serverTime == null || answered == null ? null : Duration.between(answered, serverTime);
    }

    /**
     * How long ago, at this local time, the horizon was the present. When all is well that is little more than the time
     * between two polls, however long ago the last record changed. Never negative; not known before the first poll.
     */
    public @Nullable Duration lag(Instant now) {
        if (horizon == null) {
            return null;
        }
        Duration ahead = serverClockAhead();
        Instant serverNow = ahead == null ? now : now.plus(ahead);
        // the horizon is the earlier one of both clocks
        Duration lag = Duration.between(horizon, serverNow.isBefore(now) ? serverNow : now);
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** The same of an export that goes on where this other one ended. */
    ExportProgress after(@Nullable ExportProgress before) {
        if (heldUpSince == null || before == null || before.heldUpSince == null) {
            return this;
        }
        return new ExportProgress(
                startFrom, mark, horizon, keepFrom, failedRecords, before.heldUpSince, answered, serverTime);
    }
}
