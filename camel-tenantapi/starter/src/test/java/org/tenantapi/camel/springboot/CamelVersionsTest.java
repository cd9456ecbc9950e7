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
package org.tenantapi.camel.springboot;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CamelVersionsTest {

    @Test
    void refuseSeveralReleaseLines() {
        CamelVersions mixed = new CamelVersions(Map.of("camel-api", "4.18.0", "camel-http", "4.22.0"));
        assertThatExceptionOfType(MixedCamelVersionsException.class).isThrownBy(mixed::requireOne)
                .withMessageContaining("camel-http=4.22.0").satisfies(e -> {
                    FailureAnalysis analysis = new MixedCamelVersionsFailureAnalyzer().analyze(e, e);
                    assertThat(analysis.getAction())
                            .contains("import org.apache.camel.springboot:camel-spring-boot-dependencies:4.18.0");
                });
    }

    @Test
    void takeTwoReleasesOfOneLine() {
        assertThatCode(new CamelVersions(Map.of("camel-api", "4.22.1", "camel-http", "4.22.0"))::requireOne)
                .doesNotThrowAnyException();
    }

    @Test
    void areReadFromTheJarsOfTheClassPath() {
        CamelVersions versions = CamelVersions.ofTheClassPath();
        assertThat(versions.byArtifact()).containsOnlyKeys("camel-api", "camel-http", "camel-jackson");
        assertThatCode(versions::requireOne).doesNotThrowAnyException();
    }
}
