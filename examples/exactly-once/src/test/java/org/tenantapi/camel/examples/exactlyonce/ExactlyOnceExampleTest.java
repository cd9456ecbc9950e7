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
package org.tenantapi.camel.examples.exactlyonce;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example in short.
 */
class ExactlyOnceExampleTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void eachVersionIsThereOnce() throws Exception {
        boolean good = new ExactlyOnceExample(3, 500, new PrintStream(output, true, StandardCharsets.UTF_8)).run();

        String table = output.toString(StandardCharsets.UTF_8);
        assertThat(good).as(table).isTrue();
        assertThat(table).contains("one by one", "batches of 50", "two nodes", "Each version is in the ERP system once.");
    }

    @Test
    void isNotGoodWhereSidesDiffer() {
        assertThat(new Comparison(2, 2, 2, 0, 0, 0).isGood()).isTrue();
        assertThat(new Comparison(2, 1, 2, 1, 1, 0).isGood()).isFalse();
        assertThat(new Comparison(2, 2, 3, 0, 1, 0).isGood()).isFalse();
        assertThat(new Comparison(2, 2, 2, 0, 0, 1).isGood()).isFalse();
    }
}
