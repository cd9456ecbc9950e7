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
package org.tenantapi.camel.examples.hub;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.tenantapi.camel.examples.hub.Comparison.Counts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example in short.
 */
class HubExampleTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void isNotGoodIfOneErrorHidesAnother() {
        Comparison comparison = new Comparison(Map.of("webshop-a", new Counts(2, 2, 1, 0)), -1, 0, 0, List.of());

        assertThat(comparison.isGood()).as(comparison.text()).isFalse();
        assertThat(comparison.text()).contains("THE SIDES DIFFER.");
    }

    @Test
    void losesNothingAndDoublesNothing() throws Exception {
        Comparison comparison
                = new HubExample(Duration.ofSeconds(5), new PrintStream(output, true, StandardCharsets.UTF_8)).run();

        assertThat(comparison.isGood()).as(comparison.text()).isTrue();
        assertThat(comparison.shops()).containsOnlyKeys("webshop-a", "webshop-b").allSatisfy((shop, counts) -> {
            assertThat(counts.sold()).isGreaterThanOrEqualTo(20);
            assertThat(counts).isEqualTo(new Counts(counts.sold(), counts.sold(), counts.sold(), 0));
        });
        assertThat(comparison.refused()).isPositive();
        assertThat(comparison.text()).contains("All three sides agree.");
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("in a browser: http://127.0.0.1:",
                "The shops close after");
    }
}
