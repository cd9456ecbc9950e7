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
package org.tenantapi.camel.internal.export;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionFencedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * An export whose position has a newer owner, and one that shows that it is alive.
 */
class OwnershipTest extends ExportStage {

    @Test
    @DisplayName("lesson 20: an export whose position has a newer owner delivers nothing and commits nothing")
    void aFencedExportDeliversNothing() throws Exception {
        tenant.put("a", "1");
        poll();
        try (OwnedPosition newer = settings.store().open(KEY)) {
            tenant.advance(Duration.ofSeconds(5));
            tenant.put("b", "1");
            assertThatThrownBy(this::poll).isInstanceOf(PositionFencedException.class).hasMessageContaining("newer owner");
            assertThat(delivered).containsExactly("a:1");
            assertThat(newer.position().mark()).isEqualTo(NOON);
        }
        restart();
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1");
    }

    @Test
    void aFencedExportTriesNothingAgain() throws Exception {
        poison.add("a");
        tenant.put("a", "1");
        poll();
        poison.clear();
        tenant.advance(Duration.ofMinutes(2));
        try (OwnedPosition newer = settings.store().open(KEY)) {
            assertThat(newer.position().failedRecord("a")).isNotNull();
            assertThatThrownBy(this::poll).isInstanceOf(PositionFencedException.class);
            assertThat(delivered).isEmpty();
        }
        restart();
        poll();
        assertThat(delivered).containsExactly("a:1");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void anOwnerThatIsIdleShowsAtEachPollThatItIsAliveAlsoWhenAClockIsSetBack(boolean tellsTime) throws Exception {
        tenant.put("a", "1");
        tenant.advance(Duration.ofHours(1));
        poll();
        // no list shows the record any more, and the horizon stays where it is
        tenant.localClockError = Duration.ofHours(-1);
        tenant.tellsTime = tellsTime;
        expectALifeSign();
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void anOwnerThatIsHeldUpByAFailedRecordShowsThatItIsAlive() throws Exception {
        settings.onFailure(FailurePolicy.stop);
        poison.add("a");
        tenant.put("a", "1");
        poll();
        expectALifeSign();
    }

    /** Or another one that waits would take its position, and it that one's, in turns. */
    private void expectALifeSign() throws Exception {
        for (int polls = 0; polls < 3; polls++) {
            long commits = settings.store().owner(KEY).commits();
            poll();
            assertThat(settings.store().owner(KEY).commits()).isEqualTo(commits + 1);
        }
    }
}
