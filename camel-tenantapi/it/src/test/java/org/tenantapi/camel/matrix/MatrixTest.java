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
package org.tenantapi.camel.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MatrixTest {

    private static final Instant LONG_AGO = Instant.EPOCH;

    @TempDir
    private Path modules;

    @Test
    void addsUpTheTestsOfOneEnvironmentAndSortsVersionsByNumber() throws Exception {
        report("one", 3, 0, "1.2", "Camel", "4.22.0", "17.0.15");
        report("two", 2, 0, "1,000.9", "Camel", "4.22.0", "17.0.15");
        report("three", 5, 0, "2.0", "Camel", "4.9.0", "17.0.15");
        report("four", 5, 0, "2.0", "Camel", "4.22.0", "9.0.1");
        assertThat(lines(Matrix.table(Matrix.reports(modules, LONG_AGO)))).containsExactly(
                "runtime Camel Java tests time result",
                "Camel 4.9.0 17.0.15 5 2 s passed",
                "Camel 4.22.0 9.0.1 5 2 s passed",
                "Camel 4.22.0 17.0.15 5 1002 s passed");
    }

    @Test
    void tellsOfEachFailure() throws Exception {
        report("one", 3, 2, "1", "Karaf 4.4.10", "4.14.1", "17.0.15");
        report("two", 3, 0, "1", "Karaf 4.4.10", "4.14.1", "17.0.15");
        assertThat(lines(Matrix.table(Matrix.reports(modules, LONG_AGO))))
                .contains("Karaf 4.4.10 4.14.1 17.0.15 6 2 s 2 FAILED");
    }

    @Test
    void saysOfATestWhatItShowsToBeUnsupported() throws Exception {
        Path report = report("one", 1, 0, "1", "Karaf 4.4.10", "-", "25.0.3");
        Files.writeString(report, Files.readString(report)
                .replace("</properties>", "<property name='matrix.passed' value='not supported'/></properties>"));
        report("two", 3, 0, "1", "Karaf 4.4.10", "4.14.1", "17.0.15");
        assertThat(lines(Matrix.table(Matrix.reports(modules, LONG_AGO)))).endsWith(
                "Karaf 4.4.10 - 25.0.3 1 1 s not supported",
                "Karaf 4.4.10 4.14.1 17.0.15 3 1 s passed");
        report("one", 1, 1, "1", "Karaf 4.4.10", "-", "25.0.3");
        assertThat(lines(Matrix.table(Matrix.reports(modules, LONG_AGO)))).contains("Karaf 4.4.10 - 25.0.3 1 1 s 1 FAILED");
    }

    @Test
    void countsNeitherReportsOfOtherTestsNorThoseOfAnEarlierBuild() throws Exception {
        report("one", 1, 0, "1", null, null, "17.0.15");
        assertThat(Matrix.reports(modules, LONG_AGO)).isEmpty();
        report("two", 1, 0, "1", "Camel", "4.22.0", "17.0.15");
        assertThat(Matrix.reports(modules, LONG_AGO)).hasSize(1);
        assertThat(Matrix.reports(modules, Instant.now().plusSeconds(60))).isEmpty();
    }

    @Test
    void failsAfterTheTableIfATestFailed() throws Exception {
        report("one", 3, 0, "1", "Camel", "4.22.0", "17.0.15");
        assertThatCode(this::main).doesNotThrowAnyException();
        report("two", 3, 2, "1", "Camel", "4.18.0", "17.0.15");
        assertThatThrownBy(this::main).isInstanceOf(IllegalStateException.class).hasMessageContaining("2 tests");
    }

    @Test
    void failsIfARunBrokeOffAndLeftNoReport() throws Exception {
        Path summary = Files.createDirectories(modules.resolve("module/target/failsafe-reports"))
                .resolve("failsafe-summary.xml");
        String before = "<failsafe-summary timeout='false'><errors>0</errors><failures>0</failures><failureMessage>";
        String after = "</failureMessage></failsafe-summary>";
        Files.writeString(summary, before + after);
        assertThatCode(this::main).doesNotThrowAnyException();
        Files.writeString(summary, before + "The forked VM terminated" + after);
        assertThatThrownBy(this::main).hasMessageContaining(summary.toString());
        Files.writeString(summary, (before + after).replace("<errors>0", "<errors>1"));
        assertThatThrownBy(this::main).hasMessageContaining(summary.toString());
    }

    private void main() throws IOException {
        Matrix.main(new String[] { modules.toString(), LONG_AGO.toString() });
    }

    private Path report(String test, int tests, int failures, String time, String runtime, String camel, String java)
            throws IOException {
        Path folder = Files.createDirectories(modules.resolve("module/target/failsafe-reports/" + test));
        String marks = runtime == null
                ? "" : "<property name='matrix.runtime' value='" + runtime + "'/><property name='matrix.camel' value='" + camel
                       + "'/>";
        return Files.writeString(folder.resolve("TEST-" + test + ".xml"),
                "<testsuite tests='" + tests + "' failures='" + failures + "' errors='0' skipped='0' time='" + time
                                                                          + "'><properties><property name='java.version' value='"
                                                                          + java + "'/>" + marks + "</properties></testsuite>");
    }

    private static List<String> lines(String table) {
        return table.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }
}
