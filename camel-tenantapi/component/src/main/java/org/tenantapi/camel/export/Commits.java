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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;

/**
 * Collects what has been finished and commits it: as often as possible without spending more than a tenth of the time
 * on it, whatever a commit costs in the store at hand.
 */
final class Commits {

    private static final int PAUSE_FACTOR = 9;
    private static final int MOST_PENDING = 1000;
    private static final long MOST_PENDING_BYTES = 1 << 20;

    private final OwnedPosition owned;
    private final Duration overlap;
    private final List<RecordVersion> finished = new ArrayList<>();
    private final List<FailedRecord> failed = new ArrayList<>();
    private final List<String> recovered = new ArrayList<>();
    private final List<FinishedVersion> settled = new ArrayList<>();
    private long pendingBytes;
    private long notBefore = System.nanoTime();

    Commits(OwnedPosition owned, Duration overlap) {
        this.owned = owned;
        this.overlap = overlap;
    }

    Position position() {
        return owned.position();
    }

    void finished(RecordVersion version) {
        finished.add(version);
        pendingBytes += version.bytes().length;
        if (position().failedRecord(version.localId()) != null) {
            recovered.add(version.localId());
        }
    }

    void failed(FailedRecord record) {
        failed.add(record);
    }

    /** The record is failed no more, and this version of it not to be delivered any more. */
    void settled(FailedRecord record) {
        recovered.add(record.localId());
        settled.add(record.version());
    }

    /** At once after a failure: there should be few, and how many there are decides whether the export goes on. */
    boolean isDue() {
        return !failed.isEmpty() || System.nanoTime() - notBefore >= 0 || finished.size() >= MOST_PENDING
                || pendingBytes >= MOST_PENDING_BYTES;
    }

    /**
     * Commits what is pending, if there is anything. When it throws, all of it is still pending.
     *
     * @param mark    up to which everything is finished; null if there is no telling yet
     * @param horizon the server's time, when a complete poll is finished; else null
     */
    void commit(Instant mark, Instant horizon) {
        Position position = position();
        boolean moves = isLater(mark, position.mark()) || isLater(horizon, position.horizon());
        if (!moves && finished.isEmpty() && failed.isEmpty() && recovered.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        owned.commit(change(mark, horizon));
        long end = System.nanoTime();
        notBefore = end + PAUSE_FACTOR * (end - start);
        finished.clear();
        failed.clear();
        recovered.clear();
        settled.clear();
        pendingBytes = 0;
    }

    private PositionChange change(Instant mark, Instant horizon) {
        PositionChange.Builder change = PositionChange.builder().mark(mark).horizon(horizon);
        Instant keepFrom = keepFrom(mark, horizon);
        change.keepFrom(keepFrom);
        for (RecordVersion version : finished) {
            // the digest, which is dear, is taken only of versions that a later poll can meet
            if (keepFrom == null || !version.lastModified().isBefore(keepFrom)) {
                change.finished(version.identity());
            }
        }
        settled.forEach(change::finished);
        failed.forEach(change::failed);
        recovered.forEach(change::recovered);
        return change.build();
    }

    private Instant keepFrom(Instant mark, Instant horizon) {
        Instant latest = position().horizon();
        latest = isLater(mark, latest) ? mark : latest;
        latest = isLater(horizon, latest) ? horizon : latest;
        // whole seconds, as they are what a poll asks for: what is listed again must still be known
        return latest == null ? null : latest.minus(overlap).truncatedTo(ChronoUnit.SECONDS);
    }

    private static boolean isLater(Instant instant, Instant than) {
        return instant != null && (than == null || instant.isAfter(than));
    }
}
