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
package org.tenantapi.camel.testkit.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.history.DeliveryLog.Crashed;
import org.tenantapi.camel.testkit.history.DeliveryLog.Entry;
import org.tenantapi.camel.testkit.history.DeliveryLog.Listed;
import org.tenantapi.camel.testkit.history.DeliveryLog.Processed;
import org.tenantapi.camel.testkit.history.DeliveryLog.SetAside;
import org.tenantapi.camel.testkit.history.Finding.Kind;

/**
 * Compares all versions that a tenant had with what a route processed, when the route has had time to catch up:
 *
 * <pre>{@code
 * HistoryReport report = HistoryChecker.of(tenant, "order", "1001").check(log);
 * assertThat(report.findings()).isEmpty();
 * }</pre>
 *
 * The last version of each record must have been processed. A version that another one replaced may be missing, as no
 * poll need have seen it; but what was processed came in the order in which the record went through it, and once.
 * Versions are the same when localId, lastModified and content are, whatever the order of keys and the white space.
 * Immutable.
 */
public final class HistoryChecker {

    private final List<PastVersion> history;
    private final Duration overlap;
    private final Duration seenAfter;

    private HistoryChecker(List<PastVersion> history, Duration overlap, Duration seenAfter) {
        this.history = history;
        this.overlap = overlap;
        this.seenAfter = seenAfter;
    }

    /** @param history every version of every record, in the order in which they became visible */
    public static HistoryChecker of(List<PastVersion> history) {
        return new HistoryChecker(List.copyOf(history), null, null);
    }

    /**
     * For the history of a simulated tenant up to now.
     *
     * @param connectionId as whom the route reads: it decides which remoteIds are part of the records
     */
    public static HistoryChecker of(SimulatedTenant tenant, String type, String connectionId) {
        return of(tenant.history().stream()
                .filter(version -> version.type().equals(type))
                .map(version -> new PastVersion(version.jsonSeenBy(connectionId), version.visibleAt()))
                .toList());
    }

    /**
     * Lets a version be missing that became visible more than this after its lastModified; default is that none may be.
     */
    public HistoryChecker overlap(Duration promised) {
        return new HistoryChecker(history, Objects.requireNonNull(promised), seenAfter);
    }

    /**
     * Demands versions that were replaced, too, when they had been visible for at least this long: the longest time
     * between two polls. Default is that only the last version of each record must have been processed.
     */
    public HistoryChecker seenAfter(Duration visible) {
        return new HistoryChecker(history, overlap, Objects.requireNonNull(visible));
    }

    /**
     * @throws IllegalArgumentException if the history or the log holds something that is not a record
     */
    public HistoryReport check(DeliveryLog log) {
        return new Check().run(log.entries());
    }

    private final class Check {

        private final Map<String, RecordTimeline> timelines = new LinkedHashMap<>();
        private final Map<String, VersionKey> keys = new HashMap<>();
        private final Map<VersionKey, Integer> inDoubt = new HashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private int processed;
        private int repeatedAfterCrash;

        private HistoryReport run(List<Entry> entries) {
            for (PastVersion version : history) {
                VersionKey key = key(version.json());
                timelines.computeIfAbsent(key.localId(), localId -> new RecordTimeline()).add(key, version.visibleAt());
            }
            for (Entry entry : entries) {
                if (entry instanceof Processed one) {
                    processed++;
                    process(key(one.json()), one.at());
                } else if (entry instanceof SetAside one) {
                    setAside(key(one.json()), one.at());
                } else if (entry instanceof Listed answer) {
                    answer.records().forEach(json -> list(key(json), answer.at()));
                } else if (entry instanceof Crashed crash) {
                    crash.inDoubt().forEach(json -> inDoubt.merge(key(json), 1, Integer::sum));
                }
            }
            timelines.values().forEach(this::findMissing);
            int versions = timelines.values().stream().mapToInt(RecordTimeline::size).sum();
            return new HistoryReport(versions, processed, repeatedAfterCrash, findings);
        }

        private VersionKey key(String json) {
            return keys.computeIfAbsent(json, VersionKey::of);
        }

        private void process(VersionKey key, Instant at) {
            RecordTimeline timeline = timelines.get(key.localId());
            int stage = timeline == null ? RecordTimeline.NONE : timeline.stageOf(key, at);
            if (stage == RecordTimeline.NONE) {
                find(Kind.UNKNOWN, key, "the tenant had no such version by " + at);
                return;
            }
            if (stage < timeline.newestProcessed()) {
                find(Kind.OUT_OF_ORDER, key,
                        "processed at " + at + " after the version of "
                                             + timeline.key(timeline.newestProcessed()).lastModified());
            }
            if (timeline.isProcessed(stage)) {
                repeat(key, at);
            }
            timeline.process(stage);
        }

        private void repeat(VersionKey key, Instant at) {
            int allowed = inDoubt.getOrDefault(key, 0);
            if (allowed == 0) {
                find(Kind.REPEATED, key, "processed again at " + at);
            } else {
                inDoubt.put(key, allowed - 1);
                repeatedAfterCrash++;
            }
        }

        private void setAside(VersionKey key, Instant at) {
            RecordTimeline timeline = timelines.get(key.localId());
            if (timeline != null) {
                timeline.setAside(key, at);
            }
        }

        private void list(VersionKey key, Instant at) {
            RecordTimeline timeline = timelines.get(key.localId());
            if (timeline != null) {
                timeline.list(key, at);
            }
        }

        private void findMissing(RecordTimeline timeline) {
            for (int stage = 0; stage < timeline.size(); stage++) {
                boolean missing = stage == timeline.last() ? !timeline.hasReached(stage) : !timeline.isSettled(stage);
                if (missing && isOwed(timeline, stage)) {
                    find(Kind.LOST, timeline.key(stage), "visible at " + timeline.visibleAt(stage) + ", never processed");
                }
            }
            if (timeline.newestListed() != RecordTimeline.NONE && !timeline.hasReached(timeline.newestListed())) {
                find(Kind.SUPPRESSED, timeline.key(timeline.newestListed()), "listed, never processed");
            }
        }

        private boolean isOwed(RecordTimeline timeline, int stage) {
            Instant visibleAt = timeline.visibleAt(stage);
            if (overlap != null && timeline.key(stage).lastModified().plus(overlap).isBefore(visibleAt)) {
                return false;
            }
            if (stage == timeline.last()) {
                return true;
            }
            return seenAfter != null && !timeline.visibleAt(stage + 1).isBefore(visibleAt.plus(seenAfter));
        }

        private void find(Kind kind, VersionKey key, String detail) {
            findings.add(new Finding(kind, key.localId(), key.lastModified(), detail));
        }
    }
}
