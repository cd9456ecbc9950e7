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

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * A cursor over a snapshot. It knows which versions were taken and not settled yet, and so how far the mark may go.
 */
final class SnapshotCursor implements DeliverySource, Closeable {

    private final Snapshot snapshot;
    private final @Nullable Instant horizonBefore;
    private final TreeSet<Integer> unsettled = new TreeSet<>();
    private int next;
    private boolean aborted;

    /**
     * @param horizonBefore of the complete poll before the one that found the snapshot, if there was one
     */
    SnapshotCursor(Snapshot snapshot, @Nullable Instant horizonBefore) {
        this.snapshot = snapshot;
        this.horizonBefore = horizonBefore;
    }

    /** Over nothing: between two snapshots. */
    static SnapshotCursor none() {
        return new SnapshotCursor(Snapshot.EMPTY, null);
    }

    boolean hasNext() {
        return next < snapshot.size();
    }

    int nextPlace() {
        return next;
    }

    /** From here on the mark stays before it, even after an Error, until it is settled. */
    RecordVersion next() throws IOException {
        int place = next;
        holdMarkBefore(place);
        next++;
        return snapshot.version(place);
    }

    private void holdMarkBefore(int place) {
        unsettled.add(place);
    }

    /** These were the last to be taken, and are not to be delivered yet. */
    void takeBack(List<Integer> places) {
        next = places.get(0);
        unsettled.tailSet(next).clear();
    }

    @Override
    public int late(List<RecordVersion> versions) {
        return horizonBefore == null
                ? 0 : (int) versions.stream().filter(version -> version.lastModified().isBefore(horizonBefore)).count();
    }

    @Override
    public void delivered(RecordVersion version) {
        // all there is to know is that its place is settled
    }

    @Override
    public FinishedVersion failedAs(RecordVersion version) {
        return version.identity();
    }

    @Override
    public void settle(List<Integer> places) {
        places.forEach(unsettled::remove);
    }

    /** One of its deliveries was aborted. It never finishes then: its mark stays before what was not delivered. */
    @Override
    public void abort() {
        aborted = true;
    }

    boolean isAborted() {
        return aborted;
    }

    /**
     * lastModified up to which everything is finished or set aside, never above the ceiling, if that is anything yet.
     * Nothing of a list with a record that is not JSON: what may be hidden in it is asked for again until it is shown.
     */
    @Nullable
    Instant mark() {
        if (snapshot.isBroken()) {
            return null;
        }
        int reached = firstUnsettled();
        if (reached == 0) {
            return null;
        }
        Instant last = snapshot.lastModified(reached - 1);
        return notAboveCeiling(last);
    }

    private int firstUnsettled() {
        return unsettled.isEmpty() ? next : unsettled.first();
    }

    private Instant notAboveCeiling(Instant lastModified) {
        return lastModified.isAfter(snapshot.ceiling()) ? snapshot.ceiling() : lastModified;
    }

    boolean isFinished() {
        return !hasNext() && unsettled.isEmpty();
    }

    /**
     * How far the horizon may go once this is finished, if it may. A record that cannot be delivered keeps it back, so
     * that the doubt stays in sight.
     */
    @Nullable
    Instant horizon() {
        return snapshot.malformed() > 0 ? null : snapshot.horizon();
    }

    @Override
    public void close() throws IOException {
        snapshot.close();
    }
}
