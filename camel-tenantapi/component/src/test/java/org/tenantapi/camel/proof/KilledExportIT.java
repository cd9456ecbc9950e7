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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;
import org.tenantapi.camel.testkit.history.DeliveryLog;
import org.tenantapi.camel.testkit.history.Finding.Kind;
import org.tenantapi.camel.testkit.history.HistoryChecker;
import org.tenantapi.camel.testkit.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process that exports is killed again and again, while the tenant takes orders. A build kills some; the long form is
 * {@code -Dkills=100 -Drecords=100000}.
 */
class KilledExportIT {

    private static final Duration OVERLAP = Duration.ofSeconds(20);
    private static final String ENDPOINT = "tenantapi:1001/order?initialDelay=0&delay=20&overlap=" + OVERLAP.toMillis();
    private static final int MAX_LIFE_MILLIS = 3000;
    /** bytes; and at least half of the versions are not replaced before they are processed */
    private static final int MIN_RECORD_LENGTH = 200;

    private final int kills = Integer.getInteger("kills", 6);
    private final int records = Integer.getInteger("records", 6000);
    private final Random random = new Random();

    @Test
    void losesNothingAndRepeatsOnlyWhatWasNotCommittedAtAKill(@TempDir Path folder) throws Exception {
        try (TenantApiSimulator simulator = TenantApiSimulator.start();
             ExportProcess export = new ExportProcess(simulator.baseUrl(), folder)) {
            SimulatedTenant tenant = simulator.tenant("acme").user("user", "secret").connection("1001");
            DeliveryLog log = new DeliveryLog(simulator.clock()::now);
            List<Integer> inDoubt = new ArrayList<>();
            try (BusyTenant busy = new BusyTenant(tenant, simulator.clock())) {
                for (int kill = 0; kill < kills; kill++) {
                    busy.write(records / kills);
                    export.start(ENDPOINT + (kill % 2 == 0 ? "" : "&maxInFlight=4"));
                    letItLive(export);
                    export.kill();
                    inDoubt.add(read(export, log));
                }
                await().atMost(10, TimeUnit.MINUTES).until(busy::isDone);
            }
            export.start(ENDPOINT);
            Set<String> beforeTheStop = new HashSet<>();
            await().atMost(10, TimeUnit.MINUTES).pollInterval(Duration.ofSeconds(1)).until(() -> {
                beforeTheStop.addAll(read(export.processed(), log));
                return check(tenant, log).count(Kind.LOST) == 0;
            });
            export.stop();
            beforeTheStop.addAll(read(export.processed(), log));

            export.start(ENDPOINT);
            long requests = simulator.requestCount();
            await().atMost(1, TimeUnit.MINUTES).until(() -> simulator.requestCount() >= requests + 3);
            export.stop();
            // a version that was written late may still come for the first time
            List<String> afterTheStop = read(export.processed(), log);

            HistoryReport report = check(tenant, log);
            System.out.printf("%d kills: %s; in doubt at the kills: %s%n", kills, report, inDoubt);
            assertThat(report.findings()).isEmpty();
            assertThat(beforeTheStop).isNotEmpty();
            assertThat(afterTheStop).as("nothing comes again after a clean stop").doesNotContainAnyElementsOf(beforeTheStop);
        }
    }

    /** Until some of what has accumulated is processed; or for some time, which may end before the first delivery. */
    private void letItLive(ExportProcess export) throws IOException, InterruptedException {
        if (random.nextInt(5) == 0) {
            assertThat(export.lives(random.nextInt(MAX_LIFE_MILLIS))).as(export.output()).isTrue();
            return;
        }
        long until = export.written() + random.nextInt(records / kills / 2 * MIN_RECORD_LENGTH);
        await().atMost(10, TimeUnit.MINUTES).pollInterval(Duration.ofMillis(1))
                .until(() -> export.written() > until || !export.isAlive());
        assertThat(export.isAlive()).as(export.output()).isTrue();
    }

    private static List<String> read(List<String> processed, DeliveryLog log) {
        processed.forEach(log::processed);
        return processed;
    }

    /** Logs what the killed process has processed. Answers how much of it no commit has covered. */
    private int read(ExportProcess export, DeliveryLog log) throws IOException {
        List<String> processed = export.processed();
        processed.forEach(log::processed);
        List<String> inDoubt = uncommitted(export, processed);
        log.crashed(inDoubt);
        return inDoubt.size();
    }

    /** Looks at a copy of the state, so that looking changes nothing. */
    private static List<String> uncommitted(ExportProcess export, List<String> processed) throws IOException {
        if (processed.isEmpty()) {
            return processed;
        }
        Path copy = Files.createTempDirectory("state");
        try {
            for (Path file : Files.list(export.state()).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            try (OwnedPosition owned = new FilePositionStore(copy).open("acme/1001/order")) {
                return processed.stream().filter(json -> !isFinished(owned.position(), json)).toList();
            }
        } finally {
            FileUtil.removeDir(copy.toFile());
        }
    }

    private static boolean isFinished(Position position, String json) {
        try {
            RecordVersion version = RecordVersion.of(json.getBytes(StandardCharsets.UTF_8));
            return position.finished().contains(version.identity())
                    || position.keepFrom() != null && version.lastModified().isBefore(position.keepFrom());
        } catch (IOException e) {
            throw new IllegalStateException("The export has appended what is not a record: " + json, e);
        }
    }

    private static HistoryReport check(SimulatedTenant tenant, DeliveryLog log) {
        return HistoryChecker.of(tenant, "order", "1001").overlap(OVERLAP).check(log);
    }
}
