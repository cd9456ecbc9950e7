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
package org.tenantapi.camel.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.internal.client.RecordReader;
import org.tenantapi.camel.internal.export.DeliveryResult;
import org.tenantapi.camel.internal.export.Export;
import org.tenantapi.camel.internal.export.ExportDelivery;
import org.tenantapi.camel.internal.export.ExportSettings;
import org.tenantapi.camel.internal.export.ExportSource;
import org.tenantapi.camel.internal.export.FailureReporter;
import org.tenantapi.camel.internal.export.Fetch;
import org.tenantapi.camel.internal.export.StartFrom;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.proof.NaiveCursor.Memory;
import org.tenantapi.camel.proof.OrderReplay.Arrival;
import org.tenantapi.camel.testkit.history.DeliveryLog;
import org.tenantapi.camel.testkit.history.Finding.Kind;
import org.tenantapi.camel.testkit.history.HistoryChecker;
import org.tenantapi.camel.testkit.history.HistoryReport;

/**
 * What a year of real orders, which is one month twelve times, becomes under this component's export, and under cursors
 * that remember less. Prints it as a table:
 *
 * <pre>
 * mvn -q -Pnaive-cursors -pl camel-tenantapi/component -am process-test-classes
 * </pre>
 */
public final class CursorComparison {

    private static final int MONTHS = 12;

    private CursorComparison() {
    }

    public static void main(String[] args) throws Exception {
        String row = "%-52s %10s %6s %9s%n";
        System.out.printf(row, "where the next poll goes on", "processed", "lost", "repeated");
        HistoryReport ours = export(MONTHS);
        System.out.printf(row, "camel-tenantapi", ours.processed(), ours.count(Kind.LOST), ours.count(Kind.REPEATED));
        for (NaiveCursor cursor : NaiveCursor.values()) {
            HistoryReport report = naive(cursor, MONTHS);
            System.out.printf(row, cursor.description(), report.processed(), report.count(Kind.LOST),
                    report.count(Kind.REPEATED));
        }
        System.out.printf("%d orders, dated to the minute, 1 %% of them visible up to 10 minutes late, polled every %d s%n",
                ours.versions(), OrderReplay.POLL_INTERVAL.toSeconds());
    }

    static HistoryReport naive(NaiveCursor cursor, int months) throws IOException, InterruptedException {
        OrderReplay replay = OrderReplay.load(months);
        DeliveryLog log = new DeliveryLog(replay::now);
        Memory[] memory = { new Memory(null, Set.of(), null) };
        replay.run(() -> memory[0] = poll(cursor, memory[0], replay, log));
        return HistoryChecker.of(replay.history()).check(log);
    }

    private static Memory poll(NaiveCursor cursor, Memory memory, OrderReplay replay, DeliveryLog log) {
        Instant latest = memory.latest();
        Set<String> idsOfLatest = new HashSet<>(memory.idsOfLatest());
        for (Arrival arrival : replay.list(cursor.askFrom(memory))) {
            if (!cursor.wants(arrival, memory)) {
                continue;
            }
            log.processed(arrival.json());
            if (latest == null || arrival.lastModified().isAfter(latest)) {
                latest = arrival.lastModified();
                idsOfLatest.clear();
            }
            if (arrival.lastModified().equals(latest)) {
                idsOfLatest.add(arrival.localId());
            }
        }
        return new Memory(latest, idsOfLatest, replay.now());
    }

    static HistoryReport export(int months) throws IOException, InterruptedException {
        OrderReplay replay = OrderReplay.load(months);
        DeliveryLog log = new DeliveryLog(replay::now);
        ExportDelivery delivery = (versions, attempt, completed) -> {
            versions.forEach(version -> log.processed(new String(version.bytes(), StandardCharsets.UTF_8)));
            completed.accept(DeliveryResult.DELIVERED);
        };
        ExportSettings defaults = new ExportSettings(
                "replay", StartFrom.BEGINNING, "", new ExportSettings.Window(Setup.OVERLAP, Duration.ZERO),
                new ExportSettings.Pace(1, 1, 0),
                new ExportSettings.FailureHandling(FailurePolicy.retry, 10, Setup.RETRY_DELAY, 1000), 1 << 20);
        try (Export export = new Export(
                defaults, new ReplaySource(replay), delivery, version -> false, FailureReporter.NONE,
                new MemoryPositionStore(), new SimulatedClock(replay::now))) {
            replay.run(() -> export.poll(() -> true));
        }
        return HistoryChecker.of(replay.history()).check(log);
    }

    private record ReplaySource(OrderReplay replay) implements ExportSource {

        @Override
        public Fetch fetch(Instant modifiedAtOrAfter) throws IOException {
            String answer = replay.list(modifiedAtOrAfter).stream().map(Arrival::json)
                    .collect(Collectors.joining(",", "[", "]"));
            return new Fetch(
                    new RecordReader(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))), replay.now(),
                    replay.now(), Duration.between(Instant.EPOCH, replay.now()).toNanos(), Duration.ZERO);
        }

        @Override
        public Optional<byte[]> read(String localId) {
            throw new UnsupportedOperationException("nothing fails here");
        }

        @Override
        public Optional<Instant> serverTime() {
            return Optional.of(replay.now());
        }
    }
}
