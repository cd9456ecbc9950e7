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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.status.Errors;
import org.tenantapi.camel.status.PlugStatus;

/**
 * What happened to one record and why, in sentences for people.
 *
 * @param localId  the platform's id, if there is such a record
 * @param remoteId the Connection's id, if the record has one
 * @param findings what is known, the most important first
 */
public record Explanation(@Nullable String localId, @Nullable String remoteId, List<String> findings) {

    private static final int MAX_TIMES = 10;

    public Explanation {
        findings = List.copyOf(findings);
    }

    /** Of a record that neither the export nor the server knows. */
    public static Explanation unknown(String id) {
        return new Explanation(
                null, null, List.of(
                        "The server knows no record " + id
                                    + ", neither by localId, nor by remoteId, nor by remoteOrderNo. Check the"
                                    + " number, and whether it belongs to this Tenant and Connection."));
    }

    /**
     * @param seen     what the export remembers of it, if anything
     * @param current  the record as the server has it, if it has it and could be asked
     * @param finished the finished versions of it that the position remembers, the oldest first, if they are known
     */
    static Explanation of(
            String localId, PlugStatus status, ExportSettings settings, @Nullable SeenRecord seen,
            @Nullable RecordVersion current,
            @Nullable List<FinishedVersion> finished) {
        List<String> findings = new ArrayList<>();
        FailedRecord failed = status.failedRecords().stream().filter(record -> record.localId().equals(localId)).findFirst()
                .orElse(null);
        if (failed != null) {
            findings.add(failure(failed));
        }
        if (seen != null) {
            findings.add(state(seen));
            findings.add(times(seen));
        }
        List<Instant> before = finishedBefore(finished, seen);
        if (!before.isEmpty()) {
            findings.add(finishedBefore(before));
        }
        if (current != null) {
            boolean isWhatFailed = failed != null && failed.version().lastModified().equals(current.lastModified());
            findings.add("On the server its lastModified is " + current.lastModified() + ": "
                         + (isWhatFailed
                                 ? "that is the version which failed."
                                 : onTheServer(status, settings, seen, current, finished)));
        }
        if (!settings.filter().isEmpty() && seen == null) {
            findings.add("The filter " + settings.filter() + " keeps away what does not match it.");
        }
        export(status, findings);
        String remoteId = current != null ? current.envelope().remoteId() : seen == null ? null : seen.remoteId();
        return new Explanation(localId, remoteId, findings);
    }

    /**
     * Of a record that the export does not remember, because it is stopped.
     */
    public static Explanation of(PlugStatus status, ExportSettings settings, RecordVersion current) {
        return of(current.localId(), status, settings, null, current, null);
    }

    /** The same with one finding more. */
    public Explanation with(String finding) {
        List<String> more = new ArrayList<>(findings);
        more.add(finding);
        return new Explanation(localId, remoteId, more);
    }

    private static String failure(FailedRecord failed) {
        String what = failed.linkTo() == null
                ? "Its delivery has failed " + times(failed.attempts())
                : "It was delivered, but it could not be given the remoteId " + failed.linkTo() + ", "
                  + times(failed.attempts());
        String next = failed.isQuarantined()
                ? ", so it is in quarantine: nothing is tried any more until an operator replays or discards it."
                : " and is tried again from " + failed.nextAttempt() + " on.";
        return what + next + " Last error: " + failed.lastError();
    }

    private static String state(SeenRecord seen) {
        String version = "the version with lastModified " + seen.lastModified();
        return switch (seen.event().state()) {
            case IN_FLIGHT -> "It is in the route since " + seen.event().time() + ", attempt " + seen.event().attempt() + ": "
                              + version + ".";
            case DELIVERED -> "Delivered at " + seen.event().time() + ", attempt " + seen.event().attempt() + ": " + version
                              + ". The route finished it without an error; what comes next is beyond the route.";
            case ABORTED -> "Not processed, as the route was being stopped: " + version + ". It comes again.";
            case FAILED -> "Failed at " + seen.event().time() + ", attempt " + seen.event().attempt() + ": " + version + ". "
                           + seen.event().error();
            case SKIPPED ->
                "Failed at " + seen.event().time() + " and was left behind, as onFailure=skip says: " + version + ". "
                            + seen.event().error();
            case OWN_WRITE -> "Not delivered: a producer of this Connection had just written " + version
                              + ", and skipOwnWrites keeps that from coming back.";
            case OLDER -> "Not delivered: the server sent it although it is older than what it was asked for: " + version + ".";
            case DUPLICATE -> "Not delivered again: " + version
                              + " had been finished before this process remembers, that is delivered, discarded or skipped.";
            case WAITING -> "It waits, as it has failed before this process remembers: " + version + ".";
        };
    }

    private static String times(SeenRecord seen) {
        return "Met in "
               + (seen.polls() == 1 ? "one poll, which began at " : seen.polls() + " polls, the last of which began at ")
               + seen.poll() + ".";
    }

    private static List<Instant> finishedBefore(@Nullable List<FinishedVersion> finished, @Nullable SeenRecord seen) {
        return finished == null
                ? List.of()
                : finished.stream().map(FinishedVersion::lastModified)
                        .filter(lastModified -> seen == null || lastModified.isBefore(seen.lastModified())).distinct()
                        .toList();
    }

    private static String finishedBefore(List<Instant> all) {
        List<Instant> latest = all.subList(Math.max(0, all.size() - MAX_TIMES), all.size());
        return "The position remembers as finished, by lastModified: "
               + latest.stream().map(Instant::toString).collect(Collectors.joining(", "))
               + (latest.size() < all.size() ? ", and " + (all.size() - latest.size()) + " before." : ".");
    }

    private static String onTheServer(
            PlugStatus status, ExportSettings settings, @Nullable SeenRecord seen, RecordVersion current,
            @Nullable List<FinishedVersion> finished) {
        Instant lastModified = current.lastModified();
        if (seen != null && lastModified.equals(seen.lastModified())) {
            return "it has not changed since.";
        }
        if (finished != null && finished.contains(current.identity())) {
            return "this version is finished, that is delivered, discarded, skipped or written by a producer of ours.";
        }
        if (status.progress() == null || status.progress().startFrom() == null) {
            return "the export has not begun yet.";
        }
        if (lastModified.isBefore(status.progress().startFrom())) {
            return "that is before startFrom, " + status.progress().startFrom() + ", so it is not exported until it changes.";
        }
        if (status.progress().horizon() == null || !lastModified.isBefore(status.progress().horizon())) {
            return "that is later than the last complete poll, so the next one meets it.";
        }
        Duration overlap = settings.window().overlap();
        if (!lastModified.isBefore(status.progress().horizon().minus(overlap))) {
            return "that is within the overlap, so the next poll meets it again, and delivers it unless it is finished.";
        }
        return "this process does not remember that version; it keeps the latest " + History.MAX_RECORDS
               + " records. All that the server showed up to " + status.progress().horizon()
               + " is finished or waits, so it was finished before, or the server showed it only when it was older than the overlap ("
               + overlap + "). To have it exported again, change it in the platform, or reset the mark to its lastModified.";
    }

    private static void export(PlugStatus status, List<String> findings) {
        switch (status.state()) {
            case STOPPED -> findings.add("The export is stopped: nothing moves until its route is started.");
            case FENCED -> findings.add("The export is fenced: another owner has its position.");
            case THROTTLED -> findings.add("The export is throttled until " + status.throttledUntil() + ".");
            default -> {
                if (status.errors().failure() != null) {
                    findings.add("The last poll failed: " + Errors.message(status.errors().failure()));
                }
            }
        }
    }

    private static String times(int attempts) {
        return attempts == 1 ? "once" : attempts + " times";
    }

    /** A line for the record, then one for each finding. */
    @Override
    public String toString() {
        String record
                = localId == null
                        ? "no record"
                        : "record " + Printable.of(localId) + (remoteId == null ? "" : ", remoteId " + Printable.of(remoteId));
        return findings.stream().map(finding -> "\n- " + Printable.of(finding))
                .collect(Collectors.joining("", record + ":", ""));
    }
}
