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
 * The counts of the poll in progress. Records are counted twice, when they are taken up and by what became of them: so
 * that a record which got lost in between would show.
 */
final class Tally {

    private final Instant startTime;
    /** of the considered: whose delivery has not completed */
    private int underWay;
    private long considered;
    long messages;
    long delivered;
    long failed;
    long duplicates;
    long older;
    long waiting;
    long ownWrites;
    long late;

    /**
     * @param underWay records whose delivery an earlier poll has started and did not see the end of
     */
    Tally(Instant startTime, int underWay) {
        this.startTime = startTime;
        this.underWay = underWay;
        this.considered = underWay;
    }

    /** Takes a record up of which is known by now what becomes of it. */
    void consider(int records) {
        considered += records;
    }

    /** Takes records up whose delivery starts. */
    void start(int records) {
        considered += records;
        underWay += records;
        messages++;
    }

    /** The delivery of these has completed. */
    void complete(int records) {
        underWay -= records;
    }

    /** The delivery of these was aborted: they count when they come again. */
    void abort(int records) {
        underWay -= records;
        considered -= records;
    }

    int underWay() {
        return underWay;
    }

    Transfer transfer(Instant endTime, List<String> sessionErrors) {
        long ignored = duplicates + older + waiting + ownWrites;
        return new Transfer(
                startTime, endTime, messages, considered - underWay, delivered, failed, ignored, duplicates, older, waiting,
                ownWrites, late, sessionErrors);
    }
}
