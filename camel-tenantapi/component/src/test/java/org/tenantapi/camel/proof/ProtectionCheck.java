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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.apache.camel.util.FileUtil;

/**
 * Takes out one protection at a time, runs the tests, and prints which of them fail. A protection that no test misses
 * makes it fail, and so does one that is not in the source any more:
 *
 * <pre>
 * mvn -q -Pprotections -pl camel-tenantapi/component -am process-test-classes
 * </pre>
 */
final class ProtectionCheck {

    private static final String BASE = "org/tenantapi/camel/";
    private static final int MINUTES = 10;
    private static final int MOST_SHOWN = 3;

    private final Path sources;
    private final Path folder;

    private ProtectionCheck(Path sources, Path folder) {
        this.sources = sources;
        this.folder = folder;
    }

    /** Arguments: the folder of the sources, and the names of some protections; all of them if there are none. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("protections");
        try {
            ProtectionCheck check = new ProtectionCheck(Path.of(args[0]), folder);
            List<Protection> chosen = args.length == 1
                    ? List.of(Protection.values()) : Arrays.stream(args).skip(1).map(Protection::valueOf).toList();
            List<String> tests = chosen.stream().map(Protection::test).distinct().toList();
            List<String> before = check.failures("nothing", Files.createDirectory(folder.resolve("nothing")), tests);
            if (!before.isEmpty()) {
                throw new IllegalStateException("With nothing taken out these tests fail: " + before);
            }
            System.out.printf("%-22s %-70s %s%n", "taken out", "which is", "tests that fail");
            int missed = 0;
            for (Protection protection : chosen) {
                List<String> failures = check.failuresWithout(protection);
                System.out.printf("%-22s %-70s %d: %s%n", protection, protection.description(), failures.size(),
                        failures.isEmpty() ? "NO TEST MISSES IT" : String.join(", ", shown(failures)));
                missed += failures.isEmpty() ? 1 : 0;
            }
            if (missed > 0) {
                throw new IllegalStateException(missed + " protections are missed by no test");
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    private static List<String> shown(List<String> failures) {
        return failures.size() <= MOST_SHOWN
                ? failures : List.of(failures.get(0), failures.get(1), failures.get(2), "...");
    }

    private List<String> failuresWithout(Protection protection) throws IOException, InterruptedException {
        Path classes = Files.createDirectory(folder.resolve(protection.name()));
        compileWithout(protection, classes);
        return failures(protection.name(), classes, List.of(protection.test()));
    }

    /** @param classes that take the places of others */
    private List<String> failures(String what, Path classes, List<String> tests) throws IOException, InterruptedException {
        Path failures = folder.resolve(what + "-failures.txt");
        Path output = folder.resolve(what + "-output.txt");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xmx512m", "-Dtest.log=" + folder.resolve("test.log"), "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        ProtectionTests.class.getName(), failures.toString()));
        command.addAll(tests);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return List.of("the tests do not end");
        }
        if (!Files.exists(failures)) {
            throw new IllegalStateException("The tests did not run: " + Files.readString(output));
        }
        return Files.readAllLines(failures);
    }

    private void compileWithout(Protection protection, Path classes) throws IOException {
        String name = BASE + protection.source() + ".java";
        Path mutant = folder.resolve("source-" + protection).resolve(name);
        Files.createDirectories(mutant.getParent());
        Files.writeString(mutant, protection.takenOutOf(Files.readString(sources.resolve(name))));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(
                List.of("-nowarn", "-proc:none", "--release", "17", "-cp", System.getProperty("java.class.path"), "-d",
                        classes.toString(), mutant.toString()));
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("Without " + protection + " its source does not compile");
        }
    }
}
