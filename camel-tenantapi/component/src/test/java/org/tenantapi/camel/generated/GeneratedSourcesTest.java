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
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether Camel's generator found something to change. It runs after the compiler, so what it has changed is in
 * src/generated and not in the classes of this build.
 */
class GeneratedSourcesTest {

    private static final String BUILD_BEGAN = "build.began";

    @Test
    @EnabledIfSystemProperty(named = BUILD_BEGAN, matches = ".+", disabledReason = "only a build with Maven generates")
    void areOlderThanThisBuild() throws IOException {
        Instant began = Instant.parse(System.getProperty(BUILD_BEGAN));
        try (Stream<Path> files = Files.walk(Path.of("src/generated"))) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                    Files.getLastModifiedTime(file).toInstant())
                    .as("%s was not up to date and has been written anew: build again, and commit it together with the"
                        + " change that caused it", file)
                    .isBefore(began));
        }
    }
}
