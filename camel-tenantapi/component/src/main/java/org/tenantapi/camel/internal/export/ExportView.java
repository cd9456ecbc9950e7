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
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.status.PlugStatus;

/**
 * A read-only view of a running export. Any thread may ask, and none waits, save where a method says otherwise.
 */
public final class ExportView {

    private final ExportSettings settings;
    private final ContentDigest digest;
    private final OwnedPosition owned;
    private final Progress progress;
    private final History history;

    ExportView(ExportSettings settings, ContentDigest digest, OwnedPosition owned, Progress progress, History history) {
        this.settings = settings;
        this.digest = digest;
        this.owned = owned;
        this.progress = progress;
        this.history = history;
    }

    /**
     * What the export is doing and has done.
     */
    public PlugStatus status() {
        return progress.status();
    }

    /**
     * When something last succeeded, on the local clock: a poll, or within one a step such as a record.
     */
    public Instant lastSuccess() {
        return progress.lastSuccess();
    }

    /**
     * Whether the server has answered a poll.
     */
    public boolean isAnswered() {
        return progress.isAnswered();
    }

    /**
     * How the export tells the versions of a record from each other.
     */
    public ContentDigest digest() {
        return digest;
    }

    /**
     * The records that wait for their next attempt, and those in quarantine.
     */
    public List<FailedRecord> failed() {
        return progress.status().failedRecords();
    }

    /**
     * What happened to a record, as far as the export remembers it.
     *
     * @param  id       a localId or a remoteId
     * @param  current  the record as the server has it, if it has it and could be asked
     * @param  finished its {@link #finishedVersions}, if they are known
     * @return          empty if neither the export nor the server knows such a record
     */
    public Optional<Explanation> explain(String id, @Nullable RecordVersion current, @Nullable List<FinishedVersion> finished) {
        SeenRecord seen = history.find(current == null ? id : current.localId()).orElse(null);
        String localId = current != null ? current.localId() : seen != null ? seen.localId() : id;
        PlugStatus status = status();
        boolean failed = status.failedRecords().stream().anyMatch(record -> record.localId().equals(localId));
        return seen == null && current == null && !failed && (finished == null || finished.isEmpty())
                ? Optional.empty() : Optional.of(Explanation.of(localId, status, settings, seen, current, finished));
    }

    /**
     * The finished versions of a record that the position remembers, the oldest first. Not to be asked while a poll is
     * in progress.
     */
    public List<FinishedVersion> finishedVersions(String localId) {
        return owned.position().finished().of(Fingerprint.ofLocalId(localId));
    }

    /**
     * Whether a version needs no delivery any more: it is finished, or older than all that the position remembers, and
     * the record has not failed. To be asked by the thread that polls only.
     */
    public boolean isFinished(String localId, FinishedVersion version) {
        Position position = owned.position();
        if (position.failedRecord(localId) != null) {
            return false;
        }
        return position.finished().contains(version)
                || position.keepFrom() != null && version.lastModified().isBefore(position.keepFrom())
                || position.startFrom() != null && version.lastModified().isBefore(position.startFrom());
    }
}
