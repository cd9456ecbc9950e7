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
package org.tenantapi.camel.imports;

import java.time.Instant;

/**
 * What an import Plug is doing and has done, as it was at one moment. All who show it take it from here, so that they
 * cannot contradict each other.
 *
 * @param state                  what it is doing
 * @param throttledUntil         when it goes on; null unless it is throttled
 * @param transfer               what the messages that are being imported have done so far; null while there are none
 * @param lastTransfer           the message that ended last; null before the first
 * @param lastSuccessfulTransfer the latest one without session errors; null before the first
 * @param total                  the counts of all messages since the first, those in progress included
 * @param inFlight               records that are being sent, or wait for that
 * @param lastError              why a record or a message failed last; null if none has
 * @param lastErrorTime          when that was; null if none has
 */
public record ImportStatus(ImportState state, Instant throttledUntil, ImportTransfer transfer, ImportTransfer lastTransfer,
        ImportTransfer lastSuccessfulTransfer, ImportTransfer total, int inFlight, String lastError, Instant lastErrorTime) {

    /** The same of a Plug that the server has asked for a pause. */
    public ImportStatus throttled(Instant until) {
        return new ImportStatus(
                ImportState.THROTTLED, until, transfer, lastTransfer, lastSuccessfulTransfer, total, inFlight, lastError,
                lastErrorTime);
    }
}
