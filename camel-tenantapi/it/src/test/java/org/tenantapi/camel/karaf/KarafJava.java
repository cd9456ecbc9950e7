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
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The Java that Karaf 4.4 is run with: its start script passes an option that Java 24 and later refuse.
 */
final class KarafJava {

    /** What to say when there is none. */
    static final String NONE = "Karaf 4.4 needs Java 17 or 21, and none was found: set JAVA_HOME_17";

    private static final int OLDEST = 17;
    private static final int NEWEST = 21;

    private KarafJava() {
    }

    /** The one that runs this, else the one that {@code JAVA_HOME_17} names, else one that Linux has installed. */
    static Optional<Path> find() throws IOException {
        int version = Runtime.version().feature();
        if (version >= OLDEST && version <= NEWEST) {
            return Optional.of(Path.of(System.getProperty("java.home")));
        }
        String named = System.getenv("JAVA_HOME_17");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path installed = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(installed)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(installed)) {
            return homes.filter(KarafJava::isSuitable).sorted().findFirst();
        }
    }

    private static boolean isSuitable(Path home) {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
        } catch (IOException e) {
            return false;
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return Stream.of(OLDEST, NEWEST)
                .anyMatch(suitable -> version.equals("" + suitable) || version.startsWith(suitable + "."));
    }
}
