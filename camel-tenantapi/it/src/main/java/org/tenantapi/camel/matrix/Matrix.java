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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints what the tests of one build ran in: a line for each runtime, Camel and Java. A test run takes part if it has
 * the system properties {@code matrix.runtime} and {@code matrix.camel}, which Maven writes into its report. A test
 * that shows what is not supported says so in {@code matrix.passed}.
 */
public final class Matrix {

    private Matrix() {
    }

    /**
     * @param  arguments             the folder of all modules, and the time at which the build began: older reports are
     *                               not counted
     * @throws IllegalStateException after the table, if a test failed or a run of tests broke off
     */
    public static void main(String[] arguments) throws IOException {
        Path modules = Path.of(arguments[0]);
        Instant since = Instant.parse(arguments[1]);
        List<TestReport> reports = reports(modules, since);
        System.out.print(table(reports));
        fail(reports, broken(modules, since));
    }

    static List<TestReport> reports(Path modules, Instant since) throws IOException {
        return files(modules, since, "TEST-.*\\.xml").stream().map(TestReport::of).filter(Objects::nonNull).toList();
    }

    /** Runs that did not end well. A process that died has left no report of its test, only this. */
    static List<Path> broken(Path modules, Instant since) throws IOException {
        return files(modules, since, "failsafe-summary.*\\.xml").stream().filter(TestReport::isSummaryOfFailure).toList();
    }

    static void fail(List<TestReport> reports, List<Path> broken) {
        int failed = reports.stream().mapToInt(TestReport::failed).sum();
        if (failed > 0 || !broken.isEmpty()) {
            throw new IllegalStateException(failed + " tests of the table failed; runs with failures or broken off: " + broken);
        }
    }

    private static List<Path> files(Path modules, Instant since, String name) throws IOException {
        try (Stream<Path> files = Files.find(modules, 8,
                (file, attributes) -> file.getFileName().toString().matches(name)
                        && file.toString().contains("-reports")
                        && !attributes.lastModifiedTime().toInstant().isBefore(since))) {
            return files.toList();
        }
    }

    static String table(List<TestReport> reports) {
        Map<Environment, List<TestReport>> byEnvironment
                = reports.stream().collect(Collectors.groupingBy(TestReport::environment, TreeMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder(line("runtime", "Camel", "Java", "tests", "time", "result"));
        byEnvironment.forEach((environment, runs) -> {
            int failed = runs.stream().mapToInt(TestReport::failed).sum();
            table.append(line(environment.runtime(), environment.camel(), environment.java(),
                    Integer.toString(runs.stream().mapToInt(TestReport::tests).sum()),
                    Math.round(runs.stream().mapToDouble(TestReport::seconds).sum()) + " s",
                    failed == 0 ? runs.get(0).passed() : failed + " FAILED"));
        });
        return table.toString();
    }

    private static String line(String runtime, String camel, String java, String tests, String time, String result) {
        return String.format("%-20s %-8s %-8s %6s %7s  %s%n", runtime, camel, java, tests, time, result);
    }
}
