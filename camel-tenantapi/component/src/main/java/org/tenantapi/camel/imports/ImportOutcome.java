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

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.status.Outcome;

/**
 * The outcome of one record of a batch.
 *
 * @param index      its place in the batch, from 0
 * @param status     whether it is in the Tenant now
 * @param remoteId   the Connection's id of the record, if it has one that could be read
 * @param localId    the platform's id of the record, if it is known
 * @param httpStatus the status of the server's answer; 0 if there was none
 * @param message    why it is not in, or not known to be, and what to do: what the server said, or what kept the record
 *                   from being sent; none if it is in
 */
public record ImportOutcome(long index, Status status, @Nullable String remoteId, @Nullable String localId, int httpStatus,
        @Nullable String message) {

    /** Whether a record is in the Tenant. */
    public enum Status {
        /** It is in, and was not there before. */
        CREATED(Outcome.CREATED),
        /**
         * It is in; it was there before, or only the server knows whether it was: an upsert with the strategy
         * {@code updateOnRemoteId} is answered alike in both cases.
         */
        UPDATED(Outcome.UPDATED),
        /** It was there before just as it was to be sent, so nothing was sent. */
        UNCHANGED(Outcome.UNCHANGED),
        /** It is not in: the server refused it, or it was not sent at all. The message tells which. */
        REJECTED(Outcome.REJECTED),
        /** Not known: it was sent, the answer was lost, and a look-up did not show which. It may be in. */
        UNKNOWN(Outcome.UNKNOWN);

        private final Outcome outcome;

        Status(Outcome outcome) {
            this.outcome = outcome;
        }

        /** What the record counts as. */
        public Outcome outcome() {
            return outcome;
        }

        /** Of a record whose import failed in this way. */
        public static Status of(Throwable failure) {
            return failure instanceof TenantApiException || failure instanceof IllegalArgumentException ? REJECTED : UNKNOWN;
        }
    }

    /** Whether the record is not known to be in. */
    public boolean isFailed() {
        return status == Status.REJECTED || status == Status.UNKNOWN;
    }

    /** For a record that is not in. */
    public static ImportOutcome rejected(
            long index, @Nullable String remoteId, @Nullable String localId, int httpStatus, @Nullable String message) {
        return new ImportOutcome(index, Status.REJECTED, remoteId, localId, httpStatus, message);
    }
}
