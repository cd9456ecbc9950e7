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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionFencedException;

/**
 * Collects what has been finished and commits it: as often as possible without spending more than a tenth of the time
 * on it, in a slow store as in a fast one.
 */
final class Commits {

    private static final int PAUSE_FACTOR = 9;
    private static final int MAX_PENDING = 10_000;
    private static final long MAX_PENDING_BYTES = 1 << 20;

    private final OwnedPosition owned;
    private final Duration memory;
    private final List<RecordVersion> finished = new ArrayList<>();
    private final List<FailedRecord> failed = new ArrayList<>();
    private final List<String> recovered = new ArrayList<>();
    private final List<FinishedVersion> settled = new ArrayList<>();
    private int pending;
    private long pendingBytes;
    private long count;
    /** up to which everything is finished, for versions whose content was released, if that is known */
    private @Nullable Instant releasedUpTo;
    private long notBefore = System.nanoTime();
    /** what the commit before the last one took: a disk that was slow but once puts off no commit */
    private long tookBefore = Long.MAX_VALUE;

    /**
     * @param memory how far behind the horizon finished versions are remembered
     */
    Commits(OwnedPosition owned, Duration memory) {
        this.owned = owned;
        this.memory = memory;
    }

    Position position() {
        return owned.position();
    }

    void finished(RecordVersion version) {
        finished.add(version);
        pending++;
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
        pending++;
    }

    /** What was written down of this record in the transaction of its delivery is done. */
    void linked(String localId) {
        recovered.add(localId);
    }

    /** This version was not delivered, but has nothing in it that was not. */
    void made(FinishedVersion version) {
        settled.add(version);
        pending++;
    }

    /** At once after a failure: there should be few, and how many there are decides whether the export goes on. */
    boolean isDue() {
        return !failed.isEmpty() || pending >= MAX_PENDING || System.nanoTime() - notBefore >= 0;
    }

    /** Whether what is pending takes much of the heap, because it still has its content. */
    boolean holdsMuchContent() {
        return pendingBytes >= MAX_PENDING_BYTES;
    }

    /**
     * Releases the content of what is pending, so that a slow disk need not be written more often because records are
     * large: first the versions that no later poll can meet; if these are less than half, the digests of the others are
     * computed, which is expensive, and take the place of their contents.
     *
     * @param mark up to which everything is finished, if that is known yet
     */
    void releaseContent(@Nullable Instant mark) {
        Instant keepFrom = keepFrom(mark, null);
        finished.removeIf(version -> isOlder(version, keepFrom));
        releasedUpTo = isLater(mark, releasedUpTo) ? mark : releasedUpTo;
        pendingBytes = finished.stream().mapToLong(version -> version.bytes().length).sum();
        if (pendingBytes > MAX_PENDING_BYTES / 2) {
            finished.forEach(version -> settled.add(version.identity()));
            finished.clear();
            pendingBytes = 0;
        }
    }

    /**
     * Commits what is pending, if there is anything. When it throws, all of it is still pending.
     *
     * @param upTo    up to which everything is finished, if that is known yet
     * @param horizon the server's time, when a complete poll is finished
     */
    void commit(@Nullable Instant upTo, @Nullable Instant horizon) {
        Instant mark = isLater(releasedUpTo, upTo) ? releasedUpTo : upTo;
        Position position = position();
        boolean moves = isLater(mark, position.mark()) || isLater(horizon, position.horizon());
        if (!moves && finished.isEmpty() && failed.isEmpty() && recovered.isEmpty() && settled.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        owned.commit(change(mark, horizon));
        count++;
        long end = System.nanoTime();
        long took = end - start;
        notBefore = end + PAUSE_FACTOR * Math.min(took, tookBefore);
        tookBefore = took;
        finished.clear();
        failed.clear();
        recovered.clear();
        settled.clear();
        pending = 0;
        pendingBytes = 0;
        releasedUpTo = null;
    }

    /**
     * Commits nothing.
     *
     * @throws PositionFencedException if another owner has taken the position by now
     */
    void refuseIfFenced() {
        owned.commit(PositionChange.builder().build());
        count++;
    }

    /** How many there were. Others see by them that the owner is alive. */
    long count() {
        return count;
    }

    private PositionChange change(@Nullable Instant mark, @Nullable Instant horizon) {
        PositionChange.Builder change = PositionChange.builder().mark(mark).horizon(horizon);
        Instant keepFrom = keepFrom(mark, horizon);
        change.keepFrom(keepFrom);
        identities(keepFrom).forEach(change::finished);
        settled.forEach(change::finished);
        failed.forEach(change::failed);
        recovered.forEach(change::recovered);
        return change.build();
    }

    /** Of what is finished and a later poll can meet: of the rest the digest, which is expensive, is not computed. */
    private List<FinishedVersion> identities(@Nullable Instant keepFrom) {
        return finished.stream()
                .filter(version -> !isOlder(version, keepFrom))
                .map(RecordVersion::identity).toList();
    }

    private static boolean isOlder(RecordVersion version, @Nullable Instant keepFrom) {
        return keepFrom != null && version.lastModified().isBefore(keepFrom);
    }

    private @Nullable Instant keepFrom(@Nullable Instant mark, @Nullable Instant horizon) {
        Instant latest = position().horizon();
        latest = isLater(mark, latest) ? mark : latest;
        latest = isLater(horizon, latest) ? horizon : latest;
        // whole seconds, as they are what a poll asks for: what is listed again must still be known
        return latest == null ? null : latest.minus(memory).truncatedTo(ChronoUnit.SECONDS);
    }

    private static boolean isLater(@Nullable Instant instant, @Nullable Instant than) {
        return instant != null && (than == null || instant.isAfter(than));
    }
}
