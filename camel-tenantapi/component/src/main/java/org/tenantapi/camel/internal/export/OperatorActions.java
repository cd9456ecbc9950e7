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

import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.position.FailedRecord;

/**
 * What an operator may have done to the failed records of a running export. To be called between two polls.
 */
public final class OperatorActions {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorActions.class);

    private final String positionKey;
    private final Deliveries deliveries;
    private final Commits commits;
    private final Clock clock;

    OperatorActions(String positionKey, Deliveries deliveries, Commits commits, Clock clock) {
        this.positionKey = positionKey;
        this.deliveries = deliveries;
        this.commits = commits;
        this.clock = clock;
    }

    /**
     * Has a failed record tried again at the next poll, in quarantine or not.
     *
     * @throws IllegalArgumentException if no such record has failed, or it has no localId by which it could be read
     */
    public void replay(String localId) {
        change(localId, this::replay);
    }

    /**
     * Gives a failed record up: this version of it is not delivered any more; a newer one is. A record that has changed
     * since its last attempt, and whose lastModified is the same or an older one, is tried again first: nothing is
     * given up without an attempt.
     *
     * @throws IllegalArgumentException if no such record has failed
     */
    public void discard(String localId) {
        change(localId, this::discard);
    }

    private void change(String localId, Consumer<FailedRecord> change) {
        // a delivery may have succeeded whose commit failed: such a record has not failed any more
        deliveries.commit();
        FailedRecord failed = commits.position().failedRecord(localId);
        if (failed == null) {
            throw new IllegalArgumentException("No record " + Printable.of(localId) + " of " + positionKey + " has failed");
        }
        change.accept(failed);
        deliveries.commit();
    }

    private void replay(FailedRecord failed) {
        if (MalformedRecord.isWithoutLocalId(failed)) {
            throw new IllegalArgumentException(
                    "Record " + Printable.of(failed.localId()) + " of " + positionKey
                                               + " cannot be replayed: it came without a localId, by"
                                               + " which it could be read again. Have it corrected at the server, then discard"
                                               + " this entry.");
        }
        commits.failed(failed.next(clock.instant()));
        LOG.info("Record {} of {} is replayed at the next poll", Printable.of(failed.localId()), positionKey);
    }

    private void discard(FailedRecord failed) {
        if (failed.hasChanged()) {
            commits.failed(failed.next(clock.instant()));
            LOG.warn(
                    "Record {} of {} is not discarded yet: it has changed since attempt {}, and is tried again at the next poll."
                     + " Discard it once more if that fails, too",
                    Printable.of(failed.localId()), positionKey, failed.attempts());
            return;
        }
        Instant horizon = commits.position().horizon();
        commits.settled(MalformedRecord.isIn(failed)
                ? MalformedRecord.discarded(failed, horizon == null ? clock.instant() : horizon) : failed);
        LOG.warn("Record {} of {} is discarded after {} attempts: {}", Printable.of(failed.localId()), positionKey,
                failed.attempts(), failed.lastError());
    }
}
