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
package org.tenantapi.camel.internal.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = new RetryPolicy(3, Duration.ofMinutes(5), Duration.ofMillis(500), null);
    /** always the largest that chance can give */
    private static final RandomGenerator UNLUCKY = new RandomGenerator() {
        @Override
        public long nextLong() {
            return -1;
        }
    };

    @ParameterizedTest(name = "Retry-After \"{0}\" at {1}: {2} to {3} after {4} retries")
    @DisplayName("lessons 22 and 23: Retry-After as seconds or as a date, capped; else a backoff that doubles")
    @CsvSource(nullValues = "none", value = {
            "30, 0, PT30S, PT30.5S",
            "0, 0, PT0S, PT0.5S",
            "300, 2, PT5M, PT5M0.5S",
            "3600, 0, PT5M, PT5M0.5S",
            "99999999999999999999, 0, PT5M, PT5M0.5S",
            "'Mon, 23 Nov 2026 21:00:30 GMT', 0, PT30S, PT30.5S",
            "'Mon, 23 Nov 2026 23:00:00 GMT', 0, PT5M, PT5M0.5S",
            "'Tue, 23 Nov 9999 23:00:00 GMT', 0, PT5M, PT5M0.5S",
            "'Mon, 23 Nov 2026 20:59:00 GMT', 0, PT0S, PT0.5S",
            "'Mon, 23 Nov 2026 20:59:00 GMT', 2, PT0S, PT2S",
            "soon, 0, PT0S, PT0.5S", "-5, 1, PT0S, PT1S", "1.5, 1, PT0S, PT1S", "'', 0, PT0S, PT0.5S",
            "none, 0, PT0S, PT0.5S", "none, 1, PT0S, PT1S", "none, 2, PT0S, PT2S", "none, 9, PT0S, PT4M16S",
            "none, 10, PT0S, PT5M", "none, 1000, PT0S, PT5M" })
    void waits(String retryAfter, int retries, Duration least, Duration most) {
        Map<String, String> headers = retryAfter == null
                ? Map.of() : Map.of("Retry-After", retryAfter, "Date", "Mon, 23 Nov 2026 21:00:00 GMT");
        Optional<Duration> asked = RetryAfter.of(headers);

        assertThat(POLICY.delay(retries, asked, new Lucky())).isEqualTo(least);
        assertThat(POLICY.delay(retries, asked, UNLUCKY)).isBetween(most.minusMillis(1), most);
    }

    @Property(tries = 500)
    void neverWaitsLessThanAskedNorLongerThanAllowed(
            @ForAll @IntRange(max = 1000) int retries, @ForAll @LongRange(min = -1, max = 100_000) long asked,
            @ForAll @LongRange(max = 600) long allowed, @ForAll long seed) {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(allowed), Duration.ofMillis(500), null);
        Optional<Duration> retryAfter = asked < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(asked));

        Duration delay = policy.delay(retries, retryAfter, new Random(seed));

        assertThat(delay).isBetween(Duration.ofSeconds(Math.min(Math.max(asked, 0), allowed)),
                Duration.ofSeconds(allowed).plusMillis(500));
    }

    @Test
    @DisplayName("lesson 23: those who failed together do not come back together")
    void spreadsTheRetries() {
        Random random = new Random(4711);

        assertThat(IntStream.range(0, 100).mapToObj(i -> POLICY.delay(3, Optional.empty(), random)).distinct())
                .hasSizeGreaterThan(95);
        assertThat(IntStream.range(0, 100).mapToObj(i -> POLICY.delay(0, Optional.of(Duration.ofSeconds(1)), random))
                .distinct()).hasSizeGreaterThan(95);
    }

    @Test
    void refusesWhatMakesNoSense() {
        Duration minute = Duration.ofMinutes(1);
        Duration negative = Duration.ofSeconds(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(-1, minute, minute, null))
                .withMessageContaining("maxRetries is -1");
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, negative, minute, null))
                .withMessageContaining("maxRetryAfter is PT-1S");
        assertThatIllegalArgumentException().isThrownBy(() -> POLICY.withLongestWait(negative))
                .withMessageContaining("longestWait is PT-1S");
    }

    private static final class Lucky implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }
    }
}
