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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.Position;

/**
 * What becomes of records that could not be delivered.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** The content of a version that could not be read. */
    private static final Fingerprint NOTHING = Fingerprint.of(new byte[0]);

    private final ExportSettings settings;
    private final Commits commits;
    private final FailureReporter reporter;
    private final Clock clock;
    private final List<FailureReporter.Failure> toReport = new ArrayList<>();
    /** of failed records that lists show with another version than failed: that version */
    private final Map<String, FinishedVersion> changed = new HashMap<>();

    Failures(ExportSettings settings, Commits commits, FailureReporter reporter, Clock clock) {
        this.settings = settings;
        this.commits = commits;
        this.reporter = reporter;
        this.clock = clock;
    }

    /** Those first that have waited longest: a record that fails again goes behind the others. */
    List<FailedRecord> due() {
        Instant now = clock.instant();
        changed.keySet().removeIf(localId -> position().failedRecord(localId) == null);
        return position().failed().stream().filter(failed -> failed.isDue(now, settings.failures().retryDelay()))
                .sorted(Comparator.comparing(FailedRecord::nextAttempt)).toList();
    }

    /**
     * Which attempt to deliver this is. A newer version of a failed record is a new case, another form of it is not.
     */
    int attempt(RecordVersion version) {
        FailedRecord failed = position().failedRecord(version.localId());
        return failed != null && isCase(failed, version) ? failed.attempts() + 1 : 1;
    }

    private static boolean isCase(FailedRecord failed, RecordVersion version) {
        return failed.linkTo() == null && failed.version().lastModified().equals(version.lastModified());
    }

    /** Whether there are so many that something is wrong beyond single records. */
    boolean areTooMany() {
        return position().failed().size() > settings.failures().maxFailed();
    }

    /** Whether one of them has to pass before anything else may. */
    boolean holdUpTheRest() {
        return settings.failures().onFailure() == FailurePolicy.stop
                && position().failed().stream().anyMatch(failed -> !MalformedRecord.isIn(failed));
    }

    void refuseTooMany() {
        if (areTooMany()) {
            throw new TooManyFailedException(
                    position().failed().size() + " records of " + settings.positionKey()
                                             + " have failed, more than maxFailed = "
                                             + settings.failures().maxFailed()
                                             + ". Nothing new is exported until enough of them succeed or are discarded; each is"
                                             + " tried again every " + settings.failures().retryDelay() + ".");
        }
    }

    void failed(RecordVersion version, Delivery delivery, DeliveryResult result) {
        String error = result instanceof DeliveryResult.Duplicate
                ? "One of its batch had been finished before: each is tried on its own" : Printable.of(result.error());
        if (delivery.attempt() == 1 && !(result instanceof DeliveryResult.Duplicate)) {
            toReport.add(new FailureReporter.Failure(version, error));
        }
        if (!delivery.isOfOne()) {
            // which of them it was is not known: each is tried again on its own, and at once
            setAside(version.localId(), version.identity(), delivery.attempt(), clock.instant(), error, null);
        } else if (settings.failures().onFailure() == FailurePolicy.skip) {
            LOG.error("Record {} of {} failed and is skipped, as onFailure says: {}", Printable.of(version.localId()),
                    settings.positionKey(),
                    error);
            commits.finished(version);
        } else if (result instanceof DeliveryResult.NotLinked link) {
            // the route has processed it: only what comes after that is still to be done
            delivery.source().delivered(version);
            commits.finished(version);
            setAside(version.localId(), LinkedVersion.toLink(version), delivery.attempt(), nextAttempt(delivery.attempt()),
                    error,
                    link.remoteId());
        } else {
            setAside(version.localId(), delivery.source().failedAs(version), delivery.attempt(),
                    nextAttempt(delivery.attempt()), error, null);
        }
    }

    /** A list shows a version of a failed record that waits for its next attempt, which reads it by its localId. */
    void listed(FailedRecord failed, RecordVersion version) {
        if (!failed.version().equals(version.identity())) {
            changed.put(failed.localId(), version.identity());
            if (!failed.hasChanged()) {
                commits.failed(failed.changed());
            }
        }
    }

    /** The version by which lists know what was read by its localId. */
    FinishedVersion asListed(RecordVersion version) {
        FailedRecord before = position().failedRecord(version.localId());
        if (before != null && isCase(before, version) && !before.hasChanged()) {
            return before.version();
        }
        FinishedVersion now = changed.remove(version.localId());
        return now != null && now.lastModified().equals(version.lastModified()) ? now : version.identity();
    }

    /** The record was delivered, and again it could not be linked. */
    void notLinked(FailedRecord failed, Throwable reason) {
        int attempts = failed.attempts() + 1;
        setAside(failed.localId(), failed.version(), attempts, nextAttempt(attempts), Printable.of(reason), failed.linkTo());
    }

    /** The record itself cannot be read, which is a failed attempt. */
    void unreadable(FailedRecord failed, String reason) {
        int attempts = failed.attempts() + 1;
        FinishedVersion unread
                = new FinishedVersion(failed.version().record(), failed.version().lastModified(), NOTHING);
        FinishedVersion attempted = failed.hasChanged()
                ? Objects.requireNonNullElse(changed.remove(failed.localId()), unread) : failed.version();
        setAside(failed.localId(), attempted, attempts, nextAttempt(attempts), reason, null);
    }

    /** Nothing can be read now, which is not a failure of the record: an outage must use up no attempts. */
    void putOff(FailedRecord failed, Throwable reason) {
        LOG.warn("Record {} of {} cannot be read to try it again: {}", Printable.of(failed.localId()), settings.positionKey(),
                Printable.of(reason.getMessage()));
        commits.failed(failed.next(clock.instant().plus(settings.failures().retryDelay())));
    }

    /**
     * Keeps them on record, in quarantine, and tells of those that are not there yet. What has failed before in a form
     * that could be delivered stays as it is: it is read again by its localId.
     */
    void malformed(List<MalformedRecord> records) {
        for (MalformedRecord record : records) {
            FailedRecord before = position().failedRecord(record.localId());
            FailedRecord now = record.onRecord();
            if (settings.failures().onFailure() == FailurePolicy.skip) {
                LOG.error("Record {} of {} is malformed and is skipped, as onFailure says: {}", Printable.of(record.localId()),
                        settings.positionKey(), record.error());
            } else if (before == null
                    ? !isDiscarded(now.version())
                    : MalformedRecord.isIn(before) && !before.version().equals(now.version())) {
                commits.failed(now);
                LOG.error(
                        "Record {} of {} is malformed and cannot be exported. It is in quarantine now, until a later list shows"
                          + " it well-formed under that localId, or until it is discarded: {}",
                        Printable.of(record.localId()), settings.positionKey(), record.error());
            }
        }
    }

    private boolean isDiscarded(FinishedVersion malformed) {
        return position().finished().of(malformed.record()).stream()
                .anyMatch(finished -> finished.content().equals(malformed.content()));
    }

    /** Whether this version, which is finished, shows that a record is well-formed again. */
    boolean isCorrectedBy(RecordVersion version) {
        FailedRecord failed = position().failedRecord(version.localId());
        return failed != null && MalformedRecord.isIn(failed);
    }

    /** Tells of those that failed for the first time since the last report. */
    void report() {
        if (toReport.isEmpty()) {
            return;
        }
        try {
            reporter.report(List.copyOf(toReport));
        } catch (Throwable e) {
            LOG.warn("{} failures of {} could not be reported: {}", toReport.size(), settings.positionKey(),
                    Printable.of(e.getMessage()));
        } finally {
            toReport.clear();
        }
    }

    private void setAside(
            String localId, FinishedVersion version, int attempts, @Nullable Instant nextAttempt, String error,
            @Nullable String linkTo) {
        FailedRecord failed = new FailedRecord(localId, version, attempts, nextAttempt, error, linkTo);
        commits.failed(failed);
        if (failed.isQuarantined()) {
            LOG.error(
                    "Record {} of {} failed at attempt {} and is in quarantine now, until an operator replays or discards it: {}",
                    Printable.of(localId), settings.positionKey(), attempts, failed.lastError());
        } else {
            LOG.warn("Record {} of {} failed at attempt {} and is tried again from {} on: {}", Printable.of(localId),
                    settings.positionKey(),
                    attempts, nextAttempt, failed.lastError());
        }
    }

    /** After the last attempt there is none. */
    private @Nullable Instant nextAttempt(int attempts) {
        boolean last = settings.failures().onFailure() == FailurePolicy.retry && attempts >= settings.failures().maxAttempts();
        return last ? null : clock.instant().plus(settings.failures().retryDelay());
    }

    private Position position() {
        return commits.position();
    }
}
