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
package org.tenantapi.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.export.ExportState;
import org.tenantapi.camel.export.ExportStatus;
import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionFencedException;

import static org.assertj.core.api.Assertions.assertThat;

class ExportHealthTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final ExportStatus NONE = ExportStatus.none(NOON);

    private final ExportHealth health = ExportHealth.of(Duration.ofSeconds(30), Duration.ofMinutes(15));

    private static ExportStatus idle(Instant answered, Instant serverTime) {
        return new ExportStatus(
                ExportState.IDLE, null, null, null, null, NONE.total(), null, null, null, null, 0, List.of(), answered,
                serverTime, null);
    }

    private String trouble(ExportStatus status) {
        return health.trouble(status, NOON, NOON).orElse(null);
    }

    @Test
    void isWellAfterAGoodPoll() {
        assertThat(trouble(idle(NOON, NOON))).isNull();
    }

    @Test
    @DisplayName("lesson 25: connected but silent is unhealthy, after ten polls in vain and not before five minutes")
    void silenceIsTrouble() {
        assertThat(health.trouble(idle(NOON, NOON), NOON, NOON.plusSeconds(300))).isEmpty();
        assertThat(health.trouble(idle(NOON, NOON), NOON, NOON.plusSeconds(301)).orElseThrow())
                .startsWith("Nothing has succeeded for 5m 1s").contains("since 2026-11-01T12:00:00Z");
        ExportHealth hourly = ExportHealth.of(Duration.ofHours(1), Duration.ofMinutes(15));
        assertThat(hourly.trouble(idle(NOON, NOON), NOON, NOON.plus(Duration.ofHours(10)))).isEmpty();
        assertThat(hourly.trouble(idle(NOON, NOON), NOON, NOON.plus(Duration.ofHours(11)))).isPresent();
    }

    @Test
    void nobodyKnowsWhatSilenceIsWithoutAKnownDelay() {
        assertThat(ExportHealth.of(null, Duration.ZERO).trouble(idle(NOON, NOON), NOON, NOON.plus(Duration.ofDays(30))))
                .isEmpty();
    }

    @Test
    @DisplayName("lesson 22: throttled is not down")
    void beingThrottledIsNoTrouble() {
        ExportStatus throttled = idle(NOON, NOON).failed(new IllegalStateException("429"))
                .in(ExportState.THROTTLED, NOON.plusSeconds(3600));
        assertThat(health.trouble(throttled, NOON, NOON.plusSeconds(3000))).isEmpty();
    }

    @Test
    void tellsWhatEndedTheLastPoll() {
        assertThat(trouble(idle(NOON, NOON).failed(new IllegalStateException("no route to host"))))
                .isEqualTo("The last poll failed: no route to host");
        assertThat(trouble(idle(NOON, NOON).failed(new TooManyFailedException("1001 records have failed"))))
                .isEqualTo("1001 records have failed");
        assertThat(trouble(idle(NOON, NOON).failed(new PositionException("disk full")))).isEqualTo("disk full");
    }

    @Test
    @DisplayName("lesson 20: fenced says so, and what to do")
    void fencedIsTrouble() {
        ExportStatus fenced = idle(NOON, NOON).failed(new PositionFencedException("acme/1001/order", 1, 2))
                .in(ExportState.FENCED, null);
        assertThat(trouble(fenced)).contains("newer owner").endsWith("start this route again.");
    }

    @Test
    @DisplayName("lesson 19: an export that could not start because its position is damaged says so")
    void aDamagedPositionIsTrouble() {
        assertThat(trouble(NONE)).isNull();
        assertThat(trouble(NONE.failed(new PositionException("orders.position is damaged"))))
                .isEqualTo("It could not be started: orders.position is damaged");
    }

    @Test
    void aServerClockThatIsFarOffIsTrouble() {
        assertThat(trouble(idle(NOON, NOON.plusSeconds(900)))).isNull();
        assertThat(trouble(idle(NOON, NOON.minusSeconds(7260)))).startsWith("The server's clock is 2h 1m behind ours")
                .contains("2026-11-01T09:59:00Z there");
        assertThat(trouble(idle(NOON, NOON.plusSeconds(901)))).startsWith("The server's clock is 15m 1s ahead of ours");
    }
}
