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
import java.util.Optional;

import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * Knows the versions that were delivered as the server shows a record by its localId. A list may show the same version
 * in another form, with fewer fields, and so with another digest; but two contents of one lastModified may as well be
 * two versions, as a record can change twice within a second. Which of the two it is, is seen by reading the record
 * once more: if it is what was delivered, the list has shown nothing new.
 */
final class OtherForms {

    /** In place of a content: this lastModified was delivered as it was read by localId. */
    private static final Fingerprint READ_BY_ID = new Fingerprint(0, 0);

    private final ExportSource source;
    private final Commits commits;

    OtherForms(ExportSource source, Commits commits) {
        this.source = source;
        this.commits = commits;
    }

    /** This was read by its localId because it had failed, and is delivered now. */
    void delivered(RecordVersion version) {
        FinishedVersion identity = version.identity();
        commits.made(readById(identity.record(), identity.lastModified()));
        FailedRecord failed = commits.position().failedRecord(version.localId());
        if (failed != null && failed.version().lastModified().equals(version.lastModified())) {
            commits.made(failed.version());
        }
    }

    /** Whether this is nothing but another form of what was delivered; then it is finished. */
    boolean holdsNothingNew(RecordVersion listed) {
        FinishedVersion identity = listed.identity();
        if (!isFinished(readById(identity.record(), identity.lastModified()))) {
            return false;
        }
        try {
            Optional<byte[]> current = source.read(listed.localId());
            if (current.isEmpty() || !isFinished(RecordVersion.of(current.get(), source.digest()).identity())) {
                return false;
            }
        } catch (Throwable e) {
            // it cannot be known: rather twice than not at all
            return false;
        }
        commits.finished(listed);
        return true;
    }

    private boolean isFinished(FinishedVersion version) {
        return commits.position().finished().contains(version);
    }

    private static FinishedVersion readById(Fingerprint localId, Instant lastModified) {
        return new FinishedVersion(localId, lastModified, READ_BY_ID);
    }
}
