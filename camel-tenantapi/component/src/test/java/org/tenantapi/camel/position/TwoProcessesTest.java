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
package org.tenantapi.camel.position;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Two processes with one state directory.
 */
@DisplayName("lesson 20: of two processes with one state directory only one exports")
class TwoProcessesTest {

    private static final String KEY = "acme/1001/order";
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final String OPENED = "opened";

    @TempDir
    Path directory;

    /** The other process: opens the position, commits, says so or why not, and holds the position while it lives. */
    static final class Other {

        private Other() {
        }

        public static void main(String[] args) throws IOException {
            try {
                OwnedPosition owned = new FilePositionStore(Path.of(args[0])).open(KEY);
                owned.commit(PositionChange.builder().startFrom(NOON).mark(NOON).build());
                System.out.println(OPENED);
                System.in.read();
            } catch (PositionException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Dtest.log=" + directory.resolve("other.log"), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Other.class.getName(), directory.resolve("state").toString()).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String says(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    @Test
    void aPositionThatAnotherProcessHoldsIsRefusedUntilThatIsGoneHoweverItGoes() throws Exception {
        FilePositionStore store = new FilePositionStore(directory.resolve("state"));
        Process other = start();
        try {
            assertThat(says(other)).isEqualTo(OPENED);
            assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(PositionException.class)
                    .hasMessageContaining("in use by another process").hasMessageContaining(".lock")
                    .hasMessageContaining("stateDirectory");
        } finally {
            other.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
        try (OwnedPosition owned = store.open(KEY)) {
            assertThat(owned.position().mark()).isEqualTo(NOON);
        }
    }

    @Test
    void thisProcessKeepsThePositionFromAnother() throws Exception {
        try (OwnedPosition owned = new FilePositionStore(directory.resolve("state")).open(KEY)) {
            Process other = start();
            try {
                assertThat(says(other)).contains("in use by another process");
            } finally {
                other.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
            }
            owned.commit(PositionChange.builder().startFrom(NOON).mark(NOON.plusSeconds(1)).build());
        }
    }
}
