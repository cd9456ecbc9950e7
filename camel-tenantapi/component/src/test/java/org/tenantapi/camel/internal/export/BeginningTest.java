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
import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.position.PositionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * Where an export begins, and with which filter.
 */
class BeginningTest extends ExportStage {

    @Test
    void startsFromAnInstantWithinASecond() throws Exception {
        settings.startFrom(StartFrom.parse("2026-11-01T11:59:59.500Z"));
        tenant.put("before", "1", Instant.parse("2026-11-01T11:59:59.250Z"));
        tenant.put("after", "1", Instant.parse("2026-11-01T11:59:59.750Z"));
        poll();
        assertThat(delivered).containsExactly("after:1");
    }

    @Test
    @DisplayName("lesson 21: startFrom=now begins with what changes from then on, by the server's clock")
    void startsFromNow() throws Exception {
        settings.startFrom(StartFrom.NOW);
        tenant.localClockError = Duration.ofHours(1);
        tenant.put("old", "1", NOON.minus(settings.overlap()).minusSeconds(1));
        tenant.put("new", "1", NOON.minus(settings.overlap()));
        poll();
        assertThat(delivered).containsExactly("new:1");
    }

    @Test
    @DisplayName("lesson 21: startFrom an instant, which a stored position outlives")
    void startsFromAnInstantOnce() throws Exception {
        settings.startFrom(StartFrom.parse("2026-11-01T11:00:00Z"));
        tenant.put("old", "1", NOON.minus(Duration.ofHours(2)));
        tenant.put("a", "1", NOON.minus(Duration.ofMinutes(30)));
        poll();
        restart();
        settings.startFrom(StartFrom.BEGINNING);
        poll();
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void startFromNowNeedsTheServersTime() {
        settings.startFrom(StartFrom.NOW);
        tenant.tellsTime = false;
        assertThatThrownBy(this::poll).hasMessageContaining("Date header").hasMessageContaining("startFrom");
    }

    @Test
    void anotherFilterOnAnOldPositionIsRefused() throws Exception {
        poll();
        restart();
        settings.filter("remoteOrderNo=1");
        assertThatThrownBy(this::poll).isInstanceOf(PositionException.class).hasMessageContaining("no filter")
                .hasMessageContaining("remoteOrderNo=1").hasMessageContaining("positionKey");
        settings.filter("");
        poll();
    }
}
