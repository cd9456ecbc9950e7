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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests in the process that a {@link ProtectionCheck} starts, and leaves the names of those that fail.
 */
final class ProtectionTests implements TestExecutionListener {

    private final List<String> failed = new ArrayList<>();
    private String running = "no test";

    private ProtectionTests() {
    }

    /** Arguments: the file for the names, and the classes below the base package. */
    public static void main(String[] args) {
        int status = 1;
        try {
            ProtectionTests tests = new ProtectionTests();
            tests.run(Arrays.stream(args).skip(1).map(name -> DiscoverySelectors.selectClass(Switch.BASE + name)).toList());
            Files.write(Path.of(args[0]), tests.failed);
            status = 0;
        } catch (Throwable e) {
            e.printStackTrace();
        } finally {
            // not by itself: a test that failed may have left threads
            System.exit(status);
        }
    }

    private void run(List<ClassSelector> classes) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(classes)
                .configurationParameter("jqwik.tries.default", "20").build();
        try {
            LauncherFactory.create().execute(request, this);
        } catch (Throwable e) {
            // JUnit lets an OutOfMemoryError out, and the tests behind it do not run
            failed.add(running + " (" + e + ")");
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        running = test.getLegacyReportingName();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failed.add(test.getLegacyReportingName());
        }
    }
}
