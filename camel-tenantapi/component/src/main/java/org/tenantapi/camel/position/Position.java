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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The position of an export: how far it has come. There is one way to change it, {@link #apply}, used by the export and
 * by the stores alike: so what a store reads back is what the export had. Not safe for several threads; its owner
 * guards it.
 */
public final class Position {

    private PositionBounds bounds = PositionBounds.NONE;
    private final FinishedVersions finished = new FinishedVersions();
    private final Map<String, FailedRecord> failed = new LinkedHashMap<>();
    private List<FailedRecord> failedNow = List.of();

    /**
     * Mark and horizon only ever move forward, unless the change sets the horizon back.
     */
    public void apply(PositionChange change) {
        PositionBounds before = bounds;
        bounds = before.after(change);
        Instant forgotten = before.keepFrom();
        if (forgotten != null && bounds.goesBackBehind(before)) {
            // by chance some of the forgotten are still there, and in no two stores the same ones
            finished.removeBefore(forgotten);
        }
        change.finished().forEach(finished::add);
        Instant keepFrom = bounds.keepFrom();
        if (keepFrom != null) {
            finished.dropBefore(keepFrom);
        }
        change.recovered().forEach(failed::remove);
        change.failed().forEach(record -> failed.put(record.localId(), record));
        if (!change.failed().isEmpty() || !change.recovered().isEmpty()) {
            failedNow = List.copyOf(failed.values());
        }
    }

    /** The failed records stay as they are. */
    void reset(Instant mark) {
        bounds = bounds.reset(mark);
        finished.clear();
    }

    /**
     * The change that makes this position out of an empty one.
     */
    public PositionChange asChange() {
        PositionChange.Builder change = bounds.asChange();
        finished.forEach(change::finished);
        failed.values().forEach(change::failed);
        return change.build();
    }

    /**
     * Whether nothing has ever been committed to it.
     */
    public boolean isNew() {
        return bounds.startFrom() == null;
    }

    /**
     * Records older than this are not exported; {@link Instant#MIN} for all records, none while {@link #isNew() new}.
     */
    public @Nullable Instant startFrom() {
        return bounds.startFrom();
    }

    /**
     * The extra query parameters that the position was made with, empty for none; not known while {@link #isNew() new}.
     */
    public @Nullable String filter() {
        return bounds.filter();
    }

    /**
     * The base URL of the server that the records come from, if that was ever noted.
     */
    public @Nullable String server() {
        return bounds.server();
    }

    /**
     * lastModified up to which everything is finished; none before the first record.
     */
    public @Nullable Instant mark() {
        return bounds.mark();
    }

    /**
     * The later of the mark and the server's time at the last complete poll; none before either. It is behind the mark
     * while the mark lies in the future of a server whose clock was set back.
     */
    public @Nullable Instant horizon() {
        return bounds.horizon();
    }

    /**
     * Versions finished before this have been forgotten, and must not be asked for again; absent while none are.
     */
    public @Nullable Instant keepFrom() {
        return bounds.keepFrom();
    }

    /**
     * The finished versions that a poll may meet again.
     */
    public FinishedVersions finished() {
        return finished;
    }

    /**
     * The records that wait for their next attempt, and those in quarantine: a list that does not change any more.
     */
    public List<FailedRecord> failed() {
        return failedNow;
    }

    /**
     * The failure of this record, if it has failed.
     */
    public @Nullable FailedRecord failedRecord(String localId) {
        return failed.get(localId);
    }

    /**
     * What the change would add to the finished versions: what is not there yet and is not forgotten by the same
     * change, each version once. So a store that writes this never meets a version that it has already.
     */
    List<FinishedVersion> additions(PositionChange change) {
        PositionBounds after = bounds.after(change);
        return change.finished().stream()
                .filter(version -> !after.forget(version) && (bounds.forget(version) || !finished.contains(version)))
                .distinct().toList();
    }

    /**
     * All of it that is not finished versions or failed records.
     */
    PositionBounds bounds() {
        return bounds;
    }
}
