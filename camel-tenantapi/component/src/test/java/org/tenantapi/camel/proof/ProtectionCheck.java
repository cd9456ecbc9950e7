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

import org.apache.camel.util.FileUtil;

/**
 * Switches off one protection at a time, runs its tests in a process of their own, and prints which of them fail. A
 * protection that no test misses makes it fail:
 *
 * <pre>
 * mvn -q -Pprotections -pl camel-tenantapi/component -am process-test-classes
 * </pre>
 */
final class ProtectionCheck {

    private static final int MINUTES = 5;
    private static final int MAX_SHOWN = 3;

    private final Path folder;

    private ProtectionCheck(Path folder) {
        this.folder = folder;
    }

    /** Arguments: the names of some protections; all of them if there are none. */
    public static void main(String[] args) throws Exception {
        List<Protection> chosen = args.length == 0
                ? List.of(Protection.values()) : Arrays.stream(args).map(Protection::valueOf).toList();
        Path folder = Files.createTempDirectory("protections");
        try {
            new ProtectionCheck(folder).check(chosen);
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    private void check(List<Protection> chosen) throws IOException, InterruptedException {
        List<String> before = failures("nothing", Files.createDirectory(folder.resolve("nothing")),
                chosen.stream().flatMap(protection -> protection.tests().stream()).distinct().toList());
        if (!before.isEmpty()) {
            throw new IllegalStateException("With nothing switched off these tests fail: " + before);
        }
        System.out.printf("%-24s %-86s %s%n", "switched off", "which is", "tests that fail");
        List<Protection> missedByNone = new ArrayList<>();
        for (Protection protection : chosen) {
            List<String> failures = failuresWithout(protection);
            if (failures.isEmpty()) {
                missedByNone.add(protection);
            }
            System.out.printf("%-24s %-86s %d: %s%n", protection, protection.description(), failures.size(),
                    failures.isEmpty() ? "NO TEST MISSES IT" : shown(failures));
        }
        if (!missedByNone.isEmpty()) {
            throw new IllegalStateException("No test fails without " + missedByNone);
        }
    }

    private static String shown(List<String> failures) {
        String first = String.join(", ", failures.subList(0, Math.min(MAX_SHOWN, failures.size())));
        return failures.size() > MAX_SHOWN ? first + ", ..." : first;
    }

    private List<String> failuresWithout(Protection protection) throws IOException, InterruptedException {
        Path classes = Files.createDirectory(folder.resolve(protection.name()));
        protection.protectingMethod().off(classes);
        return failures(protection.name(), classes, protection.tests());
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
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return List.of("the tests have not ended after " + MINUTES + " minutes");
        }
        if (!Files.exists(failures)) {
            throw new IllegalStateException("The tests did not run: " + Files.readString(output));
        }
        return Files.readAllLines(failures);
    }
}
