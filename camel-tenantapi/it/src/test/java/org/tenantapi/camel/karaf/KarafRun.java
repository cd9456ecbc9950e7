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
package org.tenantapi.camel.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the build has prepared: an unpacked Karaf, the bundles, and the features that stand in for camel-karaf's.
 */
record KarafRun(Path build, String karafVersion, String projectVersion) {

    static final String EXAMPLE_PID = "org.tenantapi.examples.karaf";
    static final String PASSWORD_VARIABLE = "TENANT_PASSWORD";

    static KarafRun ofSystemProperties() {
        return new KarafRun(
                Path.of(System.getProperty("karaf.build")), System.getProperty("karaf.version"),
                System.getProperty("project.version"));
    }

    Karaf karaf(String name, Path java) throws IOException {
        return new Karaf(
                build.resolve("apache-karaf-" + karafVersion), build.resolve(name), build.resolve("karaf-repository"), java);
    }

    /** Starts it, and installs the feature as a user does. */
    void start(Karaf karaf, String camelLine, String password) throws Exception {
        karaf.start(Map.of(PASSWORD_VARIABLE, password));
        Management.Features features = karaf.management().features();
        features.addRepository(build.resolve("features/camel-" + camelLine + ".xml").toUri().toString());
        features.addRepository("mvn:org.tenantapi/camel-tenantapi-karaf/" + projectVersion + "/xml/features");
        features.installFeature("scr");
        features.installFeature("camel-tenantapi");
    }

    /** What the example's own file for etc/ says. */
    Map<String, Object> exampleConfiguration() throws IOException {
        Path file = build.resolve("../../../examples/karaf/etc/" + EXAMPLE_PID + ".cfg");
        Map<String, Object> configuration = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0) {
                configuration.put(line.substring(0, equals).trim(), line.substring(equals + 1).trim());
            }
        }
        return configuration;
    }

    String exampleBundle() {
        return "mvn:org.tenantapi/camel-tenantapi-example-karaf/" + projectVersion;
    }
}
