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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.apache.hc.client5.http.utils.DateUtils;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("lesson 23: Retry-After as seconds and as a date")
class RetryAfterTest {

    private static final String SERVER_TIME = "Mon, 23 Nov 2026 21:00:00 GMT";

    @ParameterizedTest
    @CsvSource({ "0, 0", "30, 30", "' 120 ', 120", "3600, 3600", "99999999999999999999, 999999999" })
    void readsSeconds(String value, long seconds) {
        assertThat(RetryAfter.of(Map.of("Retry-After", value))).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Mon, 23 Nov 2026 21:01:30 GMT", "Monday, 23-Nov-26 21:01:30 GMT" })
    void readsADateOnTheServersClock(String date) {
        assertThat(RetryAfter.of(Map.of("Retry-After", date, "Date", SERVER_TIME))).contains(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Mon, 23 Nov 2026 20:59:59 GMT", SERVER_TIME, "soon", "-1", "1.5", "" })
    void saysNothingForThePastAndTheUnreadable(String value) {
        assertThat(RetryAfter.of(Map.of("Retry-After", value, "Date", SERVER_TIME))).isEmpty();
    }

    @Test
    void takesTheOwnClockIfTheServerTellsNone() {
        Instant inAnHour = Instant.now().plus(1, ChronoUnit.HOURS);

        assertThat(RetryAfter.of(Map.of("Retry-After", DateUtils.formatStandardDate(inAnHour))))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMinutes(50), Duration.ofMinutes(61)));
    }

    @Test
    void isEmptyWithoutTheHeader() {
        assertThat(RetryAfter.of(Map.of())).isEmpty();
    }
}
