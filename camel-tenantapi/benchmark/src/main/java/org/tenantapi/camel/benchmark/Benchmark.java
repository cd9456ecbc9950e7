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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures everything, prints the table, and leaves it as JSON and as a chart.
 */
public final class Benchmark {

    private final Plan plan;
    private final Path directory;
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final double loadBefore = Machine.load();
    private final List<Plan.Group> measured = new ArrayList<>();
    private final Measurements measurements = new Measurements();
    private List<Stage> stages = List.of();

    private Benchmark(Plan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
    }

    /**
     * @param args {@code full} or {@code short}, where to put the results, and a regular expression that the titles of
     *             the groups have to have in them, or else are left out
     */
    public static void main(String[] args) throws Exception {
        Plan plan = switch (args[0]) {
            case "full" -> Plan.full();
            case "short" -> Plan.shortForm();
            default -> throw new IllegalArgumentException("There is a full and a short form, but none called " + args[0]);
        };
        Path directory = Files.createDirectories(Path.of(args[1]));
        new Benchmark(plan.only(Pattern.compile(args[2])), directory).run();
    }

    private void run() throws Exception {
        Path scratch = Files.createTempDirectory(directory, "scratch-");
        try (ChildProcess server = ChildProcess.start(OrderServer.class, "256m",
                List.of(scratch.toString(), String.valueOf(plan.orders())))) {
            String port = server.await(OrderServer.PORT);
            for (Plan.Group group : plan.groups()) {
                measure(group, port, scratch);
                measured.add(group);
                write();
            }
        } finally {
            Scratch.delete(scratch);
        }
        stages = stages();
        System.out.println(write());
        System.out.println(directory.resolve("performance.*"));
    }

    /** After each group, so that a run that is broken off leaves what it has found. */
    private Table write() throws IOException {
        List<Goal.Verdict> verdicts = plan.goals().stream().filter(goal -> goal.isOf(measurements))
                .map(goal -> goal.judge(measurements)).toList();
        Report report = new Report(
                plan.name(), plan.rounds(), begin, Duration.between(begin, Instant.now()), Machine.here(), loadBefore,
                Machine.load(), measured, measurements, verdicts, stages);
        Table table = new Table(report);
        Files.writeString(directory.resolve("performance.txt"), table.toString());
        new JsonMapper().writerWithDefaultPrettyPrinter()
                .writeValue(directory.resolve("performance.json").toFile(), report.asMap());
        Files.writeString(directory.resolve("performance.svg"), new Chart(report).svg());
        return table;
    }

    private List<Stage> stages() throws RunnerException {
        if (plan.stages() == null) {
            return List.of();
        }
        System.out.println("The stages, one by one");
        TimeValue time = TimeValue.milliseconds(plan.stages().millis());
        return new Runner(
                new OptionsBuilder()
                        .include("org\\.tenantapi\\.camel\\..*Stage\\.").forks(1).jvmArgs("-Xmx" + Contender.ROOMY)
                        .warmupIterations(plan.stages().iterations()).warmupTime(time)
                        .measurementIterations(plan.stages().iterations()).measurementTime(time)
                        .verbosity(VerboseMode.SILENT).shouldFailOnError(true).build())
                .run().stream().map(Benchmark::stage).toList();
    }

    private static Stage stage(RunResult result) {
        String name = result.getParams().getBenchmark();
        int method = name.lastIndexOf('.');
        return new Stage(
                name.substring(name.lastIndexOf('.', method - 1) + 1), result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError(), result.getPrimaryResult().getScoreUnit());
    }

    private void measure(Plan.Group group, String port, Path scratch) throws IOException {
        System.out.printf("%s, %d rounds", group.title(), plan.rounds());
        Instant before = Instant.now();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Contender contender : group.contenders()) {
                measurements.add(contender, measure(contender, port, scratch));
                System.out.print('.');
                System.out.flush();
            }
        }
        System.out.printf(" %d s%n", Duration.between(before, Instant.now()).toSeconds());
    }

    private static Cost measure(Contender contender, String port, Path scratch) throws IOException {
        Path own = Files.createTempDirectory(scratch, contender.way().name().toLowerCase(Locale.ROOT));
        List<String> args = List.of(contender.way().name(), port, own.toString(), String.valueOf(contender.records()),
                String.valueOf(contender.passes()), String.valueOf(contender.warmUpRecords()),
                String.valueOf(contender.warmUpSeconds()), String.valueOf(System.currentTimeMillis()));
        try (ChildProcess process = ChildProcess.start(WayProcess.class, contender.heap(), args)) {
            return new JsonMapper().readValue(process.await(WayProcess.RESULT), Cost.class);
        } finally {
            Scratch.delete(own);
        }
    }
}
