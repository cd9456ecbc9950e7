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

import org.tenantapi.camel.status.Counts;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.Transfer;

/**
 * The counts of the poll in progress. Records are counted twice, when they are taken up and by what became of them: so
 * that a record which got lost in between would show. The polling thread writes them, any thread reads them.
 */
final class Tally {

    private final Instant startTime;
    private final long[] outcomes = new long[Outcome.values().length];
    /** of the considered: whose delivery has not completed */
    private int underWay;
    private long considered;
    private long messages;
    private long late;

    /**
     * @param underWay records whose delivery an earlier poll has started and did not see the end of
     */
    Tally(Instant startTime, int underWay) {
        this.startTime = startTime;
        this.underWay = underWay;
        this.considered = underWay;
    }

    /** Takes records up that cannot be delivered. */
    synchronized void refuse(int records) {
        considered += records;
        count(Outcome.FAILED, records);
    }

    /** Takes a version up that is not to be delivered. */
    synchronized void ignore(Passage.Verdict verdict) {
        considered++;
        count(switch (verdict) {
            case OWN_WRITE -> Outcome.OWN_WRITE;
            case OLDER -> Outcome.OLDER;
            case WAITING -> Outcome.WAITING;
            case DUPLICATE -> Outcome.DUPLICATE;
            case DELIVER, OTHER_CONTENT -> throw new IllegalArgumentException("It is to be delivered");
        }, 1);
    }

    /** Takes records up whose delivery starts. */
    synchronized void start(int records) {
        considered += records;
        underWay += records;
        messages++;
    }

    /**
     * The delivery of these has succeeded.
     *
     * @param lateOnes of them: those that became visible only after a poll that could have shown them
     */
    synchronized void succeed(int records, int lateOnes) {
        underWay -= records;
        late += lateOnes;
        count(Outcome.DELIVERED, records);
    }

    /** The delivery of these has failed. */
    synchronized void fail(int records) {
        underWay -= records;
        count(Outcome.FAILED, records);
    }

    /** The delivery of these was aborted: they count when they come again. */
    synchronized void abort(int records) {
        underWay -= records;
        considered -= records;
    }

    private void count(Outcome outcome, int records) {
        outcomes[outcome.ordinal()] += records;
    }

    synchronized int underWay() {
        return underWay;
    }

    synchronized long messages() {
        return messages;
    }

    synchronized Transfer transfer(Instant endTime, List<String> sessionErrors) {
        return new Transfer(
                startTime, endTime, messages, considered - underWay, Counts.of(outcome -> outcomes[outcome.ordinal()]), late,
                sessionErrors);
    }
}
