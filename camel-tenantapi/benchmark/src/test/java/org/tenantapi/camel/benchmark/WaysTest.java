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
package org.tenantapi.camel.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A smoke run: nothing is measured here, but all of it works.
 */
class WaysTest {

    private static final int RECORDS = 200;

    @TempDir
    static Path directory;

    private static OrderServer server;

    @BeforeAll
    static void start() throws IOException {
        server = OrderServer.start(directory, RECORDS);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static Work work() {
        return new Work(server.port(), RECORDS, directory, false);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = { "IDLE_CONSUMERS", "IDLE_CONSUMERS_SHARED" })
    void eachWayDoesAllOfTheWork(WayName name) throws Exception {
        try (Way way = name.open(work())) {
            way.prepare();
            way.pass();
        }
    }

    @Test
    void aWayCanBeRepeated() throws Exception {
        Meter meter = new Meter();
        try (Way way = WayName.EXPORT.open(work())) {
            assertThat(meter.measure(way, 2).wallMillis()).isPositive();
        }
    }

    @Test
    void aWayThatLosesRecordsIsRefused() {
        assertThatThrownBy(() -> work().checkDone(RECORDS - 1)).hasMessageContaining("199 of 200");
    }

    @Test
    void measuresAWayInAProcessOfItsOwn() throws Exception {
        try (ChildProcess process = ChildProcess.start(WayProcess.class, "64m", List.of("EXPORT_FLOOR",
                String.valueOf(server.port()), directory.toString(), "200", "1", "200", "1", "0"))) {
            assertThat(process.await(WayProcess.RESULT)).contains("\"wallMillis\":", "\"cpuMillis\":");
        }
    }
}
