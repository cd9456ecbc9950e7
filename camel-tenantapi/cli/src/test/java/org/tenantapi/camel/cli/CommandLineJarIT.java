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
package org.tenantapi.camel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar started with nothing else, in a folder that holds nothing but positions.
 */
class CommandLineJarIT {

    private static final String ORDER = "0c2b17060ef5ab0b94e84ed54d0f280b";
    private static final Instant MODIFIED = Instant.parse("2010-12-01T08:26:00Z");
    private static final Instant MARK = Instant.parse("2010-12-23T17:41:00Z");

    @RegisterExtension
    static final TenantApiSimulatorExtension PLATFORM = new TenantApiSimulatorExtension();

    @TempDir
    Path folder;

    private record Ended(int exitCode, String output) {
    }

    @BeforeEach
    void anOrderInQuarantine() {
        PLATFORM.simulator().clock().set(Instant.parse("2010-12-24T12:00:00Z")).freeze();
        PLATFORM.simulator().tenant("acme").user("user", "s3cr3t").connection("1001").putAsIs("order",
                "{\"localId\":\"" + ORDER + "\",\"remoteId\":\"536365\",\"lastModified\":\"" + MODIFIED + "\"}");
        FinishedVersion version
                = new FinishedVersion(Fingerprint.ofLocalId(ORDER), MODIFIED, Fingerprint.of(new byte[] { 1 }));
        try (OwnedPosition owned = new FilePositionStore(folder.resolve(".camel-tenantapi")).open("acme/1001/order")) {
            owned.commit(
                    PositionChange.builder().server(PLATFORM.simulator().baseUrl()).startFrom(Instant.MIN).filter("").mark(MARK)
                            .failed(new FailedRecord(ORDER, version, 10, null, "ERP: customer 17850 is blocked")).build());
        }
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", System.getProperty("jar")));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder process
                = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        process.environment().putAll(Map.of("TENANTAPI_BASE_URL", PLATFORM.simulator().baseUrl(), "TENANTAPI_TENANT", "acme",
                "TENANTAPI_CONNECTION", "1001", "TENANTAPI_USERNAME", "user", "TENANTAPI_PASSWORD", "s3cr3t"));
        Process started = process.start();
        assertThat(started.waitFor(2, TimeUnit.MINUTES)).as("%s has ended", command).isTrue();
        return new Ended(started.exitValue(), Files.readString(output));
    }

    /** What the guide shows is what the jar says. */
    private static void assertShown(String file, Ended ended) throws IOException {
        assertThat(ended.output()).as(file).isEqualTo(Files.readString(Path.of("src/test/resources/output", file)));
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void explainsItself() throws Exception {
        assertShown("help.txt", run("--help"));
        assertShown("replay-help.txt", run("quarantine", "replay", "--help"));
    }

    @Test
    void asksTheServer() throws Exception {
        Ended ping = run("ping");
        assertThat(ping.exitCode()).as(ping.output()).isZero();
        assertThat(ping.output()).startsWith(PLATFORM.simulator().baseUrl() + " answers 200")
                .contains("Server time 2010-12-24T12:00:00Z");
        assertThat(ping.output().lines()).as("no warnings").hasSize(2);
    }

    @Test
    void findsAnOrderInQuarantineAndHasItDeliveredAgain() throws Exception {
        assertShown("quarantine-list.txt", run("quarantine", "list"));
        assertShown("position-show.txt", run("position", "show"));
        assertShown("nothing-to-export.txt", run("export", "--dry-run"));
        assertShown("quarantine-replay.txt", run("quarantine", "replay", ORDER));
        assertShown("to-export.txt", run("export", "--dry-run"));
    }

    @Test
    void optionsOnTheCommandLineComeBeforeThoseOfTheEnvironment() throws Exception {
        Ended ended = run("position", "show", "--tenant", "other");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("There is no position of other/1001/order in .camel-tenantapi");
    }

    @Test
    void hasADriverForPostgreSql() throws Exception {
        Ended ended = run("position", "show", "--jdbc-url", "jdbc:postgresql://127.0.0.1:1/erp");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("Connection to 127.0.0.1:1 refused").doesNotContain("suitable driver", "\tat ");
    }
}
