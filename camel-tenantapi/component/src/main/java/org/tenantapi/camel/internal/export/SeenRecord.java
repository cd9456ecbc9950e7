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
package org.tenantapi.camel.internal.export;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.status.Outcome;

/**
 * What an export remembers of one record: its latest version that a poll has met, and what happened to that.
 *
 * @param localId      the platform's id
 * @param remoteId     the Connection's id, if the record has one
 * @param lastModified of that version
 * @param poll         when the latest poll began that met it
 * @param polls        how many polls have met it
 * @param event        what happened to it last
 */
record SeenRecord(String localId, @Nullable String remoteId, Instant lastModified, Instant poll, int polls, Event event) {

    /** The states of a version that a poll has met. */
    enum State {
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
        WAITING;

        /** Of a version that is finished. */
        static State of(Outcome outcome) {
            return switch (outcome) {
                case DELIVERED -> DELIVERED;
                case OWN_WRITE -> OWN_WRITE;
                case OLDER -> OLDER;
                case DUPLICATE -> DUPLICATE;
                case WAITING -> WAITING;
                default -> throw new IllegalArgumentException(outcome + " finishes nothing");
            };
        }
    }

    /**
     * A change of state.
     *
     * @param time    when that was
     * @param attempt how often the version has been delivered, this time included; 0 if it was not
     * @param error   why the delivery failed, if it did
     */
    record Event(State state, Instant time, int attempt, @Nullable String error) {

        private static final int MAX_ERROR_LENGTH = 300;

        Event {
            error = error != null && error.length() > MAX_ERROR_LENGTH ? error.substring(0, MAX_ERROR_LENGTH) : error;
        }

        /** Whether this is more than that a poll has met the version again. */
        private boolean isNews() {
            return state != State.DUPLICATE && state != State.WAITING;
        }
    }

    /** What is remembered after the record has been met again. */
    SeenRecord then(SeenRecord next) {
        if (!lastModified.equals(next.lastModified)) {
            return next;
        }
        int allPolls = poll.equals(next.poll) ? polls : polls + 1;
        return next.event.isNews()
                ? new SeenRecord(localId, next.remoteId, lastModified, next.poll, allPolls, next.event)
                : new SeenRecord(localId, remoteId, lastModified, next.poll, allPolls, event);
    }

    boolean isCalled(String id) {
        return id.equals(localId) || id.equals(remoteId);
    }
}
