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

/**
 * What one poll did. {@code considered = delivered + failed + ignored}, always.
 *
 * @param startTime  when the poll began, on the local clock
 * @param endTime    when it ended
 * @param messages   exchanges sent to the route
 * @param considered records looked at
 * @param delivered  records that a route processed
 * @param failed     records whose delivery failed, and records that cannot be delivered because they lack a localId or
 *                   a lastModified
 * @param ignored    records not delivered for a good reason: the four parts that follow
 * @param duplicates of the ignored: versions delivered before, met again within the overlap
 * @param older      of the ignored: records older than asked for
 * @param waiting    of the ignored: versions that have failed and wait for their next attempt, or are in quarantine
 * @param ownWrites  of the ignored: versions that we had written ourselves
 * @param late       of the delivered: versions that became visible only after a poll that could have shown them
 */
public record Transfer(Instant startTime, Instant endTime, int messages, int considered, int delivered, int failed, int ignored,
        int duplicates, int older, int waiting, int ownWrites, int late) {

    /**
     * Whether it delivered anything, or tried to.
     */
    public boolean movedSomething() {
        return delivered + failed > 0;
    }
}
