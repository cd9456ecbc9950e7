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
package org.tenantapi.camel.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.testkit.HttpConnection.json;

class TimeTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private SimulatorClock clock;
    private SimulatedTenant acme;
    private HttpConnection shop;

    @BeforeEach
    void aTenantAtNoon() {
        clock = platform.simulator().clock().set(NOON);
        shop = HttpConnection.of(platform.simulator());
        acme = platform.simulator().tenant("acme");
    }

    @Test
    void datesItsAnswersByItsClock() throws Exception {
        clock.set(Instant.parse("2026-03-04T05:06:07.999Z"));

        assertThat(shop.get("/").headers().firstValue("Date")).hasValue("Wed, 04 Mar 2026 05:06:07 GMT");

        platform.simulator().sendDateHeader(false);
        assertThat(shop.get("/").headers().firstValue("Date")).isEmpty();
    }

    @Test
    @DisplayName("lesson 10: a second update within the same second is a new version")
    void changesARecordTwiceWithinOneSecond() throws Exception {
        String localId = acme.put("order", "{\"orderStatus\":\"new\"}");
        String before = shop.get("/order/" + localId).body();
        acme.put("order", "{\"localId\":\"" + localId + "\",\"orderStatus\":\"complete\"}");
        String after = shop.get("/order/" + localId).body();

        assertThat(after).isEqualTo(before.replace("new", "complete"));
        assertThat(acme.history()).extracting(RecordVersion::lastModified).containsExactly(NOON, NOON);
    }

    @Test
    @DisplayName("lesson 9: records committed late carry an older timestamp")
    void showsALateWriteOnceItsTimeHasCome() throws Exception {
        Instant visibleAt = NOON.plusSeconds(60);
        String localId = acme.putLate("order", "{\"note\":\"late\"}", NOON.minusSeconds(5), visibleAt);

        assertThat(json(shop.get("/order"))).isEmpty();
        assertThat(shop.get("/order/" + localId).statusCode()).isEqualTo(404);
        assertThat(acme.history()).isEmpty();

        clock.set(visibleAt);

        assertThat(json(shop.get("/order?modifiedAtOrAfter=2026-01-02T11:59:55Z"))).hasSize(1);
        assertThat(json(shop.get("/order?modifiedAtOrAfter=2026-01-02T11:59:56Z"))).isEmpty();
        assertThat(acme.history()).singleElement().satisfies(version -> {
            assertThat(version.localId()).isEqualTo(localId);
            assertThat(version.lastModified()).isEqualTo(NOON.minusSeconds(5));
            assertThat(version.visibleAt()).isEqualTo(visibleAt);
        });
    }

    @Test
    void mergesALateUpdateIntoWhatIsThereWhenItBecomesVisible() {
        String localId = acme.put("order", "{\"a\":\"1\",\"b\":\"1\"}");
        acme.putLate("order", "{\"localId\":\"" + localId + "\",\"a\":\"late\"}", NOON.plusSeconds(1), NOON.plusSeconds(9));
        clock.set(NOON.plusSeconds(5));
        acme.put("order", "{\"localId\":\"" + localId + "\",\"b\":\"2\"}");
        assertThat(acme.record("order", localId).field("a").asText()).isEqualTo("1");

        clock.set(NOON.plusSeconds(9));

        RecordVersion version = acme.record("order", localId);
        assertThat(List.of(version.field("a").asText(), version.field("b").asText())).containsExactly("late", "2");
        assertThat(version.lastModified()).isEqualTo(NOON.plusSeconds(1));
        assertThat(version.field("created").asText()).isEqualTo("2026-01-02T12:00:00Z");
    }

    @Test
    void showsLateWritesOfOneMomentInTheirOrder() {
        String localId = acme.put("order", "{}");
        for (int i = 0; i < 20; i++) {
            acme.putLate("order", "{\"localId\":\"" + localId + "\",\"n\":\"" + i + "\",\"remoteId\":\"r" + i + "\"}", NOON,
                    NOON.plusSeconds(1));
        }
        clock.advance(Duration.ofSeconds(1));

        assertThat(acme.record("order", localId).field("n").asText()).isEqualTo("19");
        assertThat(acme.record("order", localId).remoteId("1001")).hasValue("r19");
        assertThat(acme.history()).hasSize(21);
    }

    @Test
    void remembersEveryVersion() throws Exception {
        String localId = json(shop.post("/order", "{\"remoteId\":\"1\",\"n\":\"0\"}")).path("localId").asText();
        clock.advance(Duration.ofSeconds(1));
        shop.put("/order/" + localId, "{\"n\":\"1\"}");
        String listed = shop.get("/order").body();

        assertThat(acme.history()).extracting(version -> version.field("n").asText()).containsExactly("0", "1");
        assertThat("[" + acme.history().get(1).jsonSeenBy("1001") + "]").isEqualTo(listed);
        assertThat(acme.history().get(1).json()).doesNotContain("\"remoteId\"");
    }

    @Test
    void movesAFrozenClockOnlyByHand() {
        assertThat(clock.now()).isEqualTo(NOON);
        assertThat(clock.advance(Duration.ofMillis(1500)).now()).isEqualTo(NOON.plusMillis(1500));
        assertThat(clock.second()).isEqualTo(NOON.plusSeconds(1));
        assertThat(clock.advance(Duration.ofHours(-1)).now()).isBefore(NOON);
    }

    @Test
    void followsTheSystemWithWhatItWasAdvancedBy() {
        Instant before = Instant.now();
        clock.followSystem().advance(Duration.ofDays(1));
        Instant read = clock.now();

        assertThat(read).isBetween(before.plus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(1)));
        assertThat(clock.freeze().now()).isEqualTo(clock.now());
    }
}
