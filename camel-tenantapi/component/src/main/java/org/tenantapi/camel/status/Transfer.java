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

/**
 * What one transfer did, or several of them: a poll of an export, a message of an import.
 * {@code considered = delivered + failed + ignored}, always: a record without an outcome is not counted yet.
 *
 * @param startTime     when it began, on the local clock
 * @param endTime       when it ended; for one in progress the time of these counts
 * @param messages      exchanges: those that an export sent to its route, those that an import took from its route
 * @param considered    records looked at, counted when they were taken up
 * @param counts        the same records by their outcomes
 * @param late          of the delivered: versions that became visible only after a poll that could have shown them
 * @param sessionErrors what ended it before its time and is not the fault of a single record, such as rejected
 *                      credentials; usually empty
 */
public record Transfer(Instant startTime, Instant endTime, long messages, long considered, Counts counts,
        long late, List<String> sessionErrors) {

    public Transfer {
        sessionErrors = List.copyOf(sessionErrors);
    }

    /** Of nothing yet. */
    static Transfer none(Instant since) {
        return new Transfer(since, since, 0, 0, Counts.NONE, 0, List.of());
    }

    /** Records that arrived. */
    public long delivered() {
        return counts.delivered();
    }

    /** Records that did not arrive, or are not known to have. */
    public long failed() {
        return counts.failed();
    }

    /** Records that there was a good reason not to deliver. */
    public long ignored() {
        return counts.ignored();
    }

    /**
     * Whether it delivered anything, or tried to.
     */
    public boolean movedSomething() {
        return delivered() + failed() > 0;
    }

    /**
     * Whether it ran to its end. Single records may have failed all the same, as they may for a transfer of the
     * platform's own Connectors.
     */
    public boolean isSuccessful() {
        return sessionErrors.isEmpty();
    }

    /** The counts of both, from the beginning of this one to the end of the other; without their errors. */
    public Transfer plus(Transfer other) {
        return new Transfer(
                startTime, other.endTime, messages + other.messages, considered + other.considered,
                counts.plus(other.counts), late + other.late, List.of());
    }
}
