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

import org.jspecify.annotations.Nullable;

/**
 * The transfers of a Plug.
 *
 * @param inProgress     what the transfer in progress has done so far, while there is one
 * @param last           the latest one that has ended, if one has
 * @param lastSuccessful the latest one that ran to its end, if one has
 * @param ended          the counts of all that have ended
 */
public record Transfers(@Nullable Transfer inProgress, @Nullable Transfer last, @Nullable Transfer lastSuccessful,
        Transfer ended) {

    /** Before the first one. */
    public static Transfers none(Instant since) {
        return new Transfers(null, null, null, Transfer.none(since));
    }

    /** The counts of all of them, the one in progress included. */
    public Transfer total() {
        return inProgress == null ? ended : ended.plus(inProgress);
    }

    /**
     * The same with another transfer in progress, or none.
     */
    public Transfers during(@Nullable Transfer soFar) {
        return new Transfers(soFar, last, lastSuccessful, ended);
    }

    /** After this one has ended as well. */
    public Transfers after(Transfer transfer) {
        return new Transfers(null, transfer, transfer.isSuccessful() ? transfer : lastSuccessful, ended.plus(transfer));
    }

    /** Those before, and then these. */
    public Transfers after(Transfers before) {
        return new Transfers(
                inProgress, last == null ? before.last : last, lastSuccessful == null ? before.lastSuccessful : lastSuccessful,
                before.ended.plus(ended));
    }
}
