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

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionStore;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("lesson 53: a fenced owner comes back when it is the rightful one again")
class ComebackTest {

    private static final String KEY = "acme/1001/order";

    private final PositionStore store = new MemoryPositionStore();
    private long now;
    private final Comeback comeback = new Comeback(store, KEY, Duration.ofMinutes(5), () -> now);

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void isDueWhenTheNewerOwnerHasGivenThePositionUp() {
        OwnedPosition newer = store.open(KEY);
        assertThat(comeback.isDue()).isFalse();
        newer.close();
        assertThat(comeback.isDue()).isTrue();
    }

    @Test
    void isNotDueWhileTheNewerOwnerMoves() {
        try (OwnedPosition newer = store.open(KEY)) {
            for (int n = 0; n < 10; n++) {
                newer.commit(PositionChange.builder().build());
                assertThat(comeback.isDue()).isFalse();
                pass(200);
            }
        }
    }

    @Test
    void isDueWhenTheNewerOwnerHasStoodStillForLong() {
        store.open(KEY);
        assertThat(comeback.isDue()).isFalse();
        pass(299);
        assertThat(comeback.isDue()).isFalse();
        pass(1);
        assertThat(comeback.isDue()).isTrue();
    }

    @Test
    void aStoreThatDoesNotTellWaitsForTheNextStart() {
        PositionStore silent = store::open;
        assertThat(new Comeback(silent, KEY, Duration.ZERO, () -> now).isDue()).isFalse();
    }
}
