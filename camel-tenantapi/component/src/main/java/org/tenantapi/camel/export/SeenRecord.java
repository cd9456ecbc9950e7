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
 * What an export remembers of one record: its latest version that a poll has met, and what became of that.
 *
 * @param localId      the platform's id
 * @param remoteId     the Connection's id; null if it has none
 * @param lastModified of that version
 * @param poll         when the poll began that met it last
 * @param polls        how many polls have met it
 * @param fate         what became of it
 * @param since        since when that is so
 * @param attempt      how often it has been delivered, this time included; 0 if it was not
 * @param error        why the delivery failed; null if it did not
 */
record SeenRecord(String localId, String remoteId, Instant lastModified, Instant poll, int polls, Fate fate, Instant since,
        int attempt, String error) {

    /** What becomes of a version that a poll meets. */
    enum Fate {
        IN_FLIGHT,
        DELIVERED,
        /** its route was being stopped, so it comes again */
        ABORTED,
        FAILED,
        SKIPPED,
        OWN_WRITE,
        OLDER,
        /** finished before this memory of it began */
        DUPLICATE,
        WAITING
    }

    /** What is remembered after the record has been met again. */
    SeenRecord then(SeenRecord next) {
        if (!lastModified.equals(next.lastModified)) {
            return next;
        }
        int allPolls = poll.equals(next.poll) ? polls : polls + 1;
        boolean isNews = next.fate != Fate.DUPLICATE && next.fate != Fate.WAITING;
        return isNews
                ? new SeenRecord(
                        localId, next.remoteId, lastModified, next.poll, allPolls, next.fate, next.since, next.attempt,
                        next.error)
                : new SeenRecord(localId, remoteId, lastModified, next.poll, allPolls, fate, since, attempt, error);
    }

    boolean isCalled(String id) {
        return id.equals(localId) || id.equals(remoteId);
    }
}
