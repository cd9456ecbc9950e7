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
package org.tenantapi.camel.position;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A record whose delivery failed: to be tried again, or set aside in quarantine until an operator has it replayed or
 * discarded.
 *
 * @param localId     the platform's id, by which it is read again
 * @param version     the version that failed
 * @param attempts    how many deliveries of it have failed, at least 1
 * @param nextAttempt not before this time on the local clock; there is none in quarantine
 * @param lastError   why the last attempt failed
 * @param linkTo      the remoteId that it is still to be linked to, when it was delivered and only that failed
 */
public record FailedRecord(String localId, FinishedVersion version, int attempts, @Nullable Instant nextAttempt,
        String lastError,
        @Nullable String linkTo) {

    private static final int MAX_ERROR_LENGTH = 1000;
    /** In place of the content of a version: another one than was attempted. */
    private static final Fingerprint NOT_ATTEMPTED = new Fingerprint(0, 1);

    public FailedRecord {
        if (attempts < 1) {
            throw new IllegalArgumentException("A failed record has been attempted at least once, not " + attempts + " times");
        }
        // an exception may quote a whole record; the position must stay small
        if (lastError.length() > MAX_ERROR_LENGTH) {
            lastError = lastError.substring(0, MAX_ERROR_LENGTH);
        }
        // PostgreSQL refuses this one character, and with it every commit that has to do with the record
        lastError = lastError.replace('\0', '\uFFFD');
    }

    /** Of a record that could not be delivered. */
    public FailedRecord(String localId, FinishedVersion version, int attempts, @Nullable Instant nextAttempt,
                        String lastError) {
        this(localId, version, attempts, nextAttempt, lastError, null);
    }

    /** The same record with another time for its next attempt. */
    public FailedRecord next(@Nullable Instant attempt) {
        return new FailedRecord(localId, version, attempts, attempt, lastError, linkTo);
    }

    /** The same record, after it has changed once more and its lastModified has not become a later one. */
    public FailedRecord changed() {
        FinishedVersion changed = new FinishedVersion(version.record(), version.lastModified(), NOT_ATTEMPTED);
        return new FailedRecord(localId, changed, attempts, nextAttempt, lastError, linkTo);
    }

    /**
     * Whether the server has listed another content since its last attempt, with the lastModified of its version or an
     * older one. To give it up would be to lose that content without an attempt.
     */
    public boolean hasChanged() {
        return version.content().equals(NOT_ATTEMPTED);
    }

    public boolean isQuarantined() {
        return nextAttempt == null;
    }

    /**
     * Whether it may be tried at this time.
     *
     * @param maxDelay between two attempts: when the next one is further away, the clock was ahead when the record
     *                 failed, and has been corrected since
     */
    public boolean isDue(Instant now, Duration maxDelay) {
        return nextAttempt != null && (!nextAttempt.isAfter(now) || nextAttempt.isAfter(now.plus(maxDelay)));
    }
}
