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
package org.tenantapi.camel.generated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether this build has what Camel's generator makes of the sources. The generator runs after the compiler: what it has
 * just changed is in src/generated, but not in the classes.
 */
class GeneratedSourcesTest {

    private static final String BUILD_AGAIN
            = "%s was not up to date and has been written anew: build again, and commit it together with the change that caused it";
    private static final Path CLASSES = Path.of("target/classes");

    @Test
    void wereCompiledAfterTheyWereGenerated() throws IOException {
        Path sources = Path.of("src/generated/java");
        for (Path source : files(sources)) {
            Path compiled = CLASSES.resolve(sources.relativize(source).toString().replaceFirst("java$", "class"));
            assertThat(modified(source)).as(BUILD_AGAIN, source).isLessThanOrEqualTo(modified(compiled));
        }
    }

    @Test
    void areInTheJarAsTheyWereGenerated() throws IOException {
        Path resources = Path.of("src/generated/resources");
        for (Path resource : files(resources)) {
            assertThat(CLASSES.resolve(resources.relativize(resource))).as(BUILD_AGAIN, resource)
                    .hasSameBinaryContentAs(resource);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }
}
