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

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.tenantapi.camel.export.SeenRecord.State;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.status.Outcome;

/**
 * How far the export has come in one snapshot.
 */
final class Passage implements DeliverySource, Closeable {

    /** What is to become of a version. */
    enum Verdict {
        DELIVER(State.IN_FLIGHT, null),
        /**
         * as DELIVER, but its lastModified was finished with another content: a second change, or another form of it
         */
        OTHER_CONTENT(State.IN_FLIGHT, null),
        DUPLICATE(State.DUPLICATE, Outcome.DUPLICATE),
        OLDER(State.OLDER, Outcome.OLDER),
        WAITING(State.WAITING, Outcome.WAITING),
        OWN_WRITE(State.OWN_WRITE, Outcome.OWN_WRITE);

        private final State state;
        /** null while that is open */
        private final Outcome outcome;

        Verdict(State state, Outcome outcome) {
            this.state = state;
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }

        State state() {
            return state;
        }
    }

    private final Snapshot snapshot;
    private final Position position;
    private final Instant askedFrom;
    private final Instant horizonBefore;
    private final Predicate<RecordVersion> ownWrites;
    private final TreeSet<Integer> unsettled = new TreeSet<>();
    /** records that were read again and delivered after this snapshot was taken: what it holds of them is older */
    private final Set<Fingerprint> deliveredAhead = new HashSet<>();
    private int next;
    private boolean aborted;
    private RecordVersion previous;

    /**
     * @param askedFrom what the server was asked for; null for all records
     */
    Passage(Snapshot snapshot, Position position, Instant askedFrom, Predicate<RecordVersion> ownWrites) {
        this.snapshot = snapshot;
        this.position = position;
        this.askedFrom = askedFrom;
        this.ownWrites = ownWrites;
        this.horizonBefore = position.horizon();
    }

    /** Of nothing: between two snapshots. */
    static Passage none(Position position) {
        return new Passage(Snapshot.EMPTY, position, null, version -> false);
    }

    boolean hasNext() {
        return next < snapshot.size();
    }

    int nextPlace() {
        return next;
    }

    /** From here on the mark stays before it, whatever is thrown, until it is settled. */
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
        previous = null;
    }

    Verdict judge(RecordVersion version) {
        RecordVersion before = previous;
        previous = version;
        Instant lastModified = version.lastModified();
        if (askedFrom != null && lastModified.isBefore(askedFrom)) {
            return Verdict.OLDER;
        }
        Fingerprint record = Fingerprint.ofLocalId(version.localId());
        if (deliveredAhead.contains(record)) {
            // whatever the timestamps say: the server's clock may have been set back in between
            return Verdict.DUPLICATE;
        }
        boolean comesAgain = position.finished().containsAnyContentOf(record, lastModified);
        if (comesAgain && isFinished(version)) {
            return Verdict.DUPLICATE;
        }
        // equal versions are neighbours, as the snapshot is sorted
        if (before != null && before.lastModified().equals(lastModified) && before.localId().equals(version.localId())
                && before.identity().equals(version.identity())) {
            return Verdict.DUPLICATE;
        }
        FailedRecord failed = position.failedRecord(version.localId());
        if (failed != null && isCoveredBy(failed, version)) {
            return Verdict.WAITING;
        }
        if (ownWrites.test(version)) {
            return Verdict.OWN_WRITE;
        }
        return comesAgain ? Verdict.OTHER_CONTENT : Verdict.DELIVER;
    }

    private boolean isFinished(RecordVersion version) {
        return position.finished().contains(version.identity())
                || position.finished().contains(version.wholeIdentity());
    }

    /**
     * Whether this is what failed, or older than what failed when the record was read again meanwhile. The same
     * lastModified with another content is what failed as well once a retry is due, or was made: it reads the record
     * anew, in whatever form, and so delivers a second change of that second, too.
     */
    private static boolean isCoveredBy(FailedRecord failed, RecordVersion version) {
        Instant failedVersion = failed.version().lastModified();
        if (version.lastModified().equals(failedVersion)) {
            boolean isReadAgain = failed.linkTo() == null && (!failed.isQuarantined() || failed.attempts() > 1);
            return isReadAgain || failed.version().equals(version.identity());
        }
        return !failed.isQuarantined() && version.lastModified().isBefore(failedVersion);
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

    void deliveredAhead(RecordVersion version) {
        deliveredAhead.add(Fingerprint.ofLocalId(version.localId()));
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
     * lastModified up to which everything is finished or set aside, never above the ceiling; null if that is nothing
     * yet. Null also for a list with a record that is not JSON: what may be hidden in it is asked for again until it is
     * shown.
     */
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
     * How far the horizon may go once this is finished; null for not at all. A record that cannot be delivered keeps it
     * back, so that the doubt stays in sight.
     */
    Instant horizon() {
        return snapshot.malformed() > 0 ? null : snapshot.horizon();
    }

    @Override
    public void close() throws IOException {
        snapshot.close();
    }
}
