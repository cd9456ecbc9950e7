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
package org.tenantapi.camel.examples.cluster;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example in short.
 */
class ClusterExampleTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void theOtherNodeGoesOnWhereTheKilledOneWas() throws Exception {
        Summary summary = new ClusterExample(folder, 20, new PrintStream(output, true, StandardCharsets.UTF_8)).run();

        assertThat(summary.lost()).isZero();
        assertThat(summary.made()).isGreaterThanOrEqualTo(40);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("is killed").containsPattern("node-\\d leads");
        assertThat(summary.text()).contains("lost               0");
    }
}
