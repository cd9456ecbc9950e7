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

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.position.FailedRecord;

/**
 * What a Plug is doing and has done, as it was at one moment. All outlets take it from here, so that they cannot
 * contradict each other. What is not known is null, never 0.
 *
 * @param state          what it is doing
 * @param throttledUntil when it goes on, if it is throttled
 * @param transfers      what it has done
 * @param inFlight       records in the route of an export; records of an import that are being sent, or wait for that
 * @param errors         what went wrong
 * @param progress       how far an export has come; absent before it was opened, and for an import
 */
public record PlugStatus(PlugState state, @Nullable Instant throttledUntil, Transfers transfers, int inFlight, Errors errors,
        @Nullable ExportProgress progress) {

    /**
     * Of an export that has not been opened.
     *
     * @param since when its consumer was made
     */
    public static PlugStatus none(Instant since) {
        return new PlugStatus(PlugState.STOPPED, null, Transfers.none(since), 0, Errors.NONE, null);
    }

    /** The latest transfer that has ended, if one has. */
    public @Nullable Transfer lastTransfer() {
        return transfers.last();
    }

    /** The latest transfer that ran to its end, if one has. */
    public @Nullable Transfer lastSuccessfulTransfer() {
        return transfers.lastSuccessful();
    }

    /** The counts of all transfers, the one in progress included. */
    public Transfer total() {
        return transfers.total();
    }

    /** The records that wait for their next attempt, and those in quarantine; none for an import. */
    public List<FailedRecord> failedRecords() {
        return progress == null ? List.of() : progress.failedRecords();
    }

    /** Since when another owner has the position, as far as this export has noticed. */
    public @Nullable Instant fencedSince() {
        return state == PlugState.FENCED ? errors.since() : null;
    }

    /**
     * The same in another state.
     *
     * @param until when it goes on, if that is known
     */
    public PlugStatus in(PlugState other, @Nullable Instant until) {
        return new PlugStatus(other, until, transfers, inFlight, errors, progress);
    }

    /** The same with other errors. */
    public PlugStatus with(Errors others) {
        return new PlugStatus(state, throttledUntil, transfers, inFlight, others, progress);
    }

    /**
     * The same of a Plug that goes on where another one ended, which its route was restarted for: its transfers come
     * before these.
     */
    public PlugStatus after(PlugStatus before) {
        return new PlugStatus(
                state, throttledUntil, transfers.after(before.transfers), inFlight, errors.after(before.errors),
                progress == null ? before.progress : progress.after(before.progress));
    }
}
