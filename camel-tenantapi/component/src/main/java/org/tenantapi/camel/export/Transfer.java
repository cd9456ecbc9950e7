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

import java.time.Instant;
import java.util.List;

/**
 * What one poll did, or several of them. {@code considered = delivered + failed + ignored}, always: a record whose
 * delivery has not completed is not counted yet.
 *
 * @param startTime     when the poll began, on the local clock
 * @param endTime       when it ended; for a poll in progress the time of these counts
 * @param messages      exchanges sent to the route
 * @param considered    records looked at
 * @param delivered     records that a route processed
 * @param failed        records whose delivery failed, and records that cannot be delivered because they lack a localId
 *                      or a lastModified
 * @param ignored       records not delivered for a good reason: the four parts that follow
 * @param duplicates    of the ignored: versions delivered before, met again within the overlap
 * @param older         of the ignored: records older than asked for
 * @param waiting       of the ignored: versions that have failed and wait for their next attempt, or are in quarantine
 * @param ownWrites     of the ignored: versions that we had written ourselves
 * @param late          of the delivered: versions that became visible only after a poll that could have shown them
 * @param sessionErrors what ended the poll before its time, which is not the fault of a single record; usually empty
 */
public record Transfer(Instant startTime, Instant endTime, long messages, long considered, long delivered, long failed,
        long ignored, long duplicates, long older, long waiting, long ownWrites, long late, List<String> sessionErrors) {

    public Transfer {
        sessionErrors = List.copyOf(sessionErrors);
    }

    /** Of nothing yet. */
    static Transfer none(Instant since) {
        return new Transfer(since, since, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
    }

    /**
     * Whether it delivered anything, or tried to.
     */
    public boolean movedSomething() {
        return delivered + failed > 0;
    }

    /**
     * Whether it ran to its end. Single records may have failed all the same, as they may for a transfer of the
     * platform's own Connectors.
     */
    public boolean isSuccessful() {
        return sessionErrors.isEmpty();
    }

    /** The counts of both, from the beginning of this one to the end of the other; without their errors. */
    Transfer plus(Transfer other) {
        return new Transfer(
                startTime, other.endTime, messages + other.messages, considered + other.considered,
                delivered + other.delivered, failed + other.failed, ignored + other.ignored, duplicates + other.duplicates,
                older + other.older, waiting + other.waiting, ownWrites + other.ownWrites, late + other.late, List.of());
    }
}
