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
package org.tenantapi.camel.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs after all unit tests: whatever they logged or printed, the failures that were provoked included, shows no
 * password.
 */
class NoSecretInTheLogIT {

    private static final List<String> PASSWORDS = List.of("s3cr3t-pässword", "an0ther-pässword");

    @Test
    void noLogLineOfAnyTestShowsAPassword() throws IOException {
        Path log = Path.of("target", "test.log");
        assertThat(Files.readString(log)).as("the log of the unit tests").contains("acme/1001/order");
        assertNoSecretIn(log);
    }

    @Test
    void nothingThatATestPrintedShowsAPassword() throws IOException {
        try (Stream<Path> reports = Files.list(Path.of("target", "surefire-reports"))) {
            for (Path report : reports.filter(path -> path.toString().endsWith("-output.txt")).toList()) {
                assertNoSecretIn(report);
            }
        }
    }

    private static void assertNoSecretIn(Path file) throws IOException {
        String text = Files.readString(file);
        for (String password : PASSWORDS) {
            assertThat(text.contains(password)).as("%s in %s", password, file).isFalse();
            String basic = Base64.getEncoder().encodeToString(("user:" + password).getBytes(StandardCharsets.UTF_8));
            assertThat(text.contains(basic)).as("the Authorization header in %s", file).isFalse();
        }
    }
}
