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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerTimeTest {

    @Property(tries = 2000)
    void readsEverySecondOfTenThousandYearsAsJavaDoes(
            @ForAll @LongRange(min = -62_167_219_200L,
                               max = 253_402_300_799L) long second) {
        Instant instant = Instant.ofEpochSecond(second);
        assertThat(ServerTime.parse(instant.toString())).isEqualTo(instant);
    }

    @Property(tries = 2000)
    void acceptsAndRefusesAsJavaDoes(@ForAll long seed) {
        Random random = new Random(seed);
        char[] text = "2026-11-30T23:59:59Z".toCharArray();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            text[random.nextInt(text.length)] = "0123456789-:TZ. +tz\u0663".charAt(random.nextInt(20));
        }
        assertSame(new String(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "2026-02-29T00:00:00Z", "2024-02-29T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-01T24:00:00Z",
            "2026-12-31T23:59:60Z", "2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z", "2026-01-00T00:00:00Z",
            "2026-01-01T00:00:00.123Z", "2026-01-01T00:00:00+01:00", "2026-01-01t00:00:00z", "2026-01-01" })
    void theEndsOfMonthsAndDaysAndOtherForms(String text) {
        assertSame(text);
    }

    private static void assertSame(String text) {
        assertThat(read(ServerTime::parse, text)).as(text).isEqualTo(read(Instant::parse, text));
    }

    private static Optional<Instant> read(Function<String, Instant> reading, String text) {
        try {
            return Optional.of(reading.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
