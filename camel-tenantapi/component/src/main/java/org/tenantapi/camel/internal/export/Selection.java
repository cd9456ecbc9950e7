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

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersions;
import org.tenantapi.camel.status.Outcome;

/**
 * Takes versions from a snapshot and judges each of them: the next delivery is made of those that are to be delivered;
 * the others have their outcome at once.
 */
final class Selection {

    private final ExportSettings settings;
    private final Commits commits;
    private final Failures failures;
    private final Deliveries deliveries;
    private final OtherForms otherForms;
    private final ChangingFields changingFields;
    private final Predicate<RecordVersion> ownWrites;
    /** the time from which on the server was asked, if not for all records */
    private @Nullable Instant askedFrom;
    /** records that were read again and delivered after the snapshot was taken: what it holds of them is older */
    private final Set<Fingerprint> deliveredAhead = new HashSet<>();
    /** the version that was judged last, and its place */
    private @Nullable RecordVersion previous;
    private int previousPlace;

    Selection(ExportSettings settings, Commits commits, Failures failures, Deliveries deliveries, OtherForms otherForms,
              Predicate<RecordVersion> ownWrites) {
        this.settings = settings;
        this.commits = commits;
        this.failures = failures;
        this.deliveries = deliveries;
        this.otherForms = otherForms;
        this.changingFields = new ChangingFields(settings.positionKey());
        this.ownWrites = ownWrites;
    }

    /** From now on it is this snapshot that versions are taken from. */
    void begin(Snapshot snapshot) {
        askedFrom = snapshot.askedFrom();
        deliveredAhead.clear();
        previous = null;
    }

    /** This was read by its localId, and delivered. */
    void deliveredAhead(RecordVersion version) {
        deliveredAhead.add(Fingerprint.ofLocalId(version.localId()));
    }

    /** The next delivery. It is of nothing if the latest versions that were taken are not to be delivered. */
    Delivery next(SnapshotCursor cursor) throws IOException {
        List<RecordVersion> versions = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        while (cursor.hasNext() && versions.size() < settings.pace().batchSize()) {
            int place = cursor.nextPlace();
            RecordVersion version = cursor.next();
            Optional<Outcome> outcome = judge(version, place);
            if (outcome.isEmpty()) {
                versions.add(version);
                places.add(place);
            } else {
                deliveries.ignore(version, place, outcome.get());
            }
        }
        return new Delivery(versions, places, versions.size() == 1 ? failures.attempt(versions.get(0)) : 1, cursor);
    }

    /** The outcome of a version that is not to be delivered; empty if it is. */
    private Optional<Outcome> judge(RecordVersion version, int place) {
        // equal versions are neighbours, as the snapshot is sorted
        RecordVersion neighbour = previousPlace == place - 1 ? previous : null;
        previous = version;
        previousPlace = place;
        if (askedFrom != null && version.lastModified().isBefore(askedFrom)) {
            return Optional.of(Outcome.OLDER);
        }
        Fingerprint record = Fingerprint.ofLocalId(version.localId());
        if (deliveredAhead.contains(record)) {
            // even if it seems newer: the server's clock may have been set back in between
            return Optional.of(Outcome.DUPLICATE);
        }
        boolean comesAgain = finished().containsAnyContentOf(record, version.lastModified());
        if (comesAgain && isFinished(version) || neighbour != null && isSame(neighbour, version)) {
            return Optional.of(Outcome.DUPLICATE);
        }
        FailedRecord failed = commits.position().failedRecord(version.localId());
        if (failed != null && isCoveredBy(failed, version)) {
            failures.listed(failed, version);
            return Optional.of(Outcome.WAITING);
        }
        if (ownWrites.test(version)) {
            return Optional.of(Outcome.OWN_WRITE);
        }
        return comesAgain ? judgeOtherContent(version) : Optional.empty();
    }

    /** Its lastModified was finished with another content: by a second change, or in another form. */
    private Optional<Outcome> judgeOtherContent(RecordVersion version) {
        if (otherForms.holdsNothingNew(version)) {
            return Optional.of(Outcome.DUPLICATE);
        }
        changingFields.met(version);
        return Optional.empty();
    }

    private boolean isFinished(RecordVersion version) {
        return finished().contains(version.identity()) || finished().contains(version.wholeIdentity());
    }

    private static boolean isSame(RecordVersion one, RecordVersion other) {
        return one.lastModified().equals(other.lastModified()) && one.localId().equals(other.localId())
                && one.identity().equals(other.identity());
    }

    /**
     * Whether this is what failed, or older than what failed when the record was read again meanwhile. The same
     * lastModified with another content is what failed as well once a retry is due, or was made: it reads the record
     * anew, in any form, and so delivers a second change of that second, too. What is only to be linked is not read
     * again to be delivered.
     */
    private static boolean isCoveredBy(FailedRecord failed, RecordVersion version) {
        Instant failedVersion = failed.version().lastModified();
        boolean isToBeDelivered = failed.linkTo() == null;
        if (version.lastModified().equals(failedVersion)) {
            return isToBeDelivered && (!failed.isQuarantined() || failed.attempts() > 1)
                    || failed.version().equals(version.identity());
        }
        return isToBeDelivered && !failed.isQuarantined() && version.lastModified().isBefore(failedVersion);
    }

    private FinishedVersions finished() {
        return commits.position().finished();
    }
}
