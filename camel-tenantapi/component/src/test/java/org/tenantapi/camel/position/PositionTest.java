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
package org.tenantapi.camel.position;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PositionTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final Position position = new Position();

    @Test
    @DisplayName("lesson 11: mark and horizon are monotonic")
    void markAndHorizonOnlyMoveForward() {
        position.apply(PositionChange.builder().mark(NOON).horizon(NOON.plusSeconds(60)).build());
        position.apply(PositionChange.builder().mark(NOON.minusSeconds(1)).horizon(NOON).build());
        assertThat(position.mark()).isEqualTo(NOON);
        assertThat(position.horizon()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void theHorizonIsNeverBehindTheMark() {
        position.apply(PositionChange.builder().mark(NOON).build());
        assertThat(position.horizon()).isEqualTo(NOON);
    }

    @Test
    void isNewUntilItKnowsWhereItBegan() {
        assertThat(position.isNew()).isTrue();
        position.apply(PositionChange.builder().startFrom(Instant.MIN).filter("").build());
        assertThat(position.isNew()).isFalse();
    }

    @Test
    void aRecordThatFailsAgainWhileItRecoversIsFailed() {
        FailedRecord failed = failed("a");
        position.apply(PositionChange.builder().failed(failed).recovered("a").build());
        assertThat(position.failed()).containsExactly(failed);
        position.apply(PositionChange.builder().recovered("a").build());
        assertThat(position.failed()).isEmpty();
    }

    @Test
    void isMadeAnewByItsOwnChange() {
        position.apply(PositionChange.builder().startFrom(NOON).filter("a=b").mark(NOON).horizon(NOON.plusSeconds(5))
                .keepFrom(NOON.minusSeconds(900)).finished(version(NOON)).failed(failed("a")).build());
        Position copy = new Position();
        copy.apply(position.asChange());
        assertThat(copy.asChange()).isEqualTo(position.asChange());
    }

    @Test
    void aQuarantinedRecordIsNeverDue() {
        FailedRecord failed = failed("a");
        Duration minute = Duration.ofMinutes(1);
        assertThat(failed.isDue(failed.nextAttempt().minusNanos(1), minute)).isFalse();
        assertThat(failed.isDue(failed.nextAttempt(), minute)).isTrue();
        assertThat(failed.isDue(failed.nextAttempt().minus(minute), minute)).isFalse();
        assertThat(failed.isDue(failed.nextAttempt().minus(minute).minusNanos(1), minute)).as("lesson 42").isTrue();
        FailedRecord quarantined = new FailedRecord("a", version(NOON), 10, null, "no such customer");
        assertThat(quarantined.isQuarantined()).isTrue();
        assertThat(quarantined.isDue(NOON.plusSeconds(9000), minute)).isFalse();
    }

    @Test
    void anErrorAsLongAsARecordIsCutShort() {
        assertThat(new FailedRecord("a", version(NOON), 1, NOON, "x".repeat(5000)).lastError()).hasSize(1000);
    }

    @Test
    void anErrorHasNoCharacterThatADatabaseRefuses() {
        assertThat(new FailedRecord("a", version(NOON), 1, NOON, "a\0b").lastError()).isEqualTo("a\uFFFDb");
    }

    @Test
    void addsOnlyWhatItHasNotAndDoesNotForget() {
        position.apply(PositionChange.builder().finished(version(NOON)).build());
        FinishedVersion fresh = version(NOON.plusSeconds(2));
        PositionChange change = PositionChange.builder().finished(version(NOON)).finished(version(NOON.minusSeconds(1)))
                .finished(fresh).finished(fresh).keepFrom(NOON).build();
        assertThat(position.additions(change)).containsExactly(fresh);
    }

    static FailedRecord failed(String localId) {
        return new FailedRecord(localId, version(NOON), 3, NOON.plusSeconds(60), "no such customer");
    }

    static FinishedVersion version(Instant lastModified) {
        return new FinishedVersion(new Fingerprint(1, 2), lastModified, new Fingerprint(3, 4));
    }
}
