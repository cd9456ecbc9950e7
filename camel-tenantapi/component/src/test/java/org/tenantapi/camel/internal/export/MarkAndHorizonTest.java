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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.status.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * How mark and horizon move, and what is asked for.
 */
class MarkAndHorizonTest extends ExportStage {

    @Test
    @DisplayName("lesson 2: an empty poll moves no mark, and the next poll still reads the overlap")
    void anEmptyPollMovesNoMark() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofHours(1));
        poll();
        assertThat(export).isNotNull();
        restart();
        assertThat(position().mark()).isEqualTo(NOON);
        poll();
        assertThat(tenant.asked).endsWith(NOON.plus(Duration.ofHours(1)).minus(settings.overlap()));
    }

    @Test
    @DisplayName("lesson 2b: a quiet source is not read again from its last burst")
    void aQuietSourceMovesTheHorizon() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofDays(30));
        poll();
        poll();
        assertThat(tenant.asked).containsExactly(null, NOON.minus(settings.overlap()), tenant.now.minus(settings.overlap()));
    }

    @ParameterizedTest
    @ValueSource(longs = { -3600, 3600 })
    @DisplayName("lesson 2: a local clock that is an hour off costs a second reading, never a record")
    void aWrongLocalClockLosesNothing(long error) throws Exception {
        tenant.localClockError = Duration.ofSeconds(error);
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            tenant.put("r" + n, "1");
            expected.add("r" + n + ":1");
            poll();
            tenant.advance(Duration.ofSeconds(30));
            // visible ten minutes after its time
            tenant.putLate("late" + n, "1", tenant.now.minusSeconds(600), tenant.now);
            expected.add("late" + n + ":1");
        }
        poll();
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(expected);
        restart();
        assertThat(position().horizon()).isBeforeOrEqualTo(tenant.now);
    }

    @Test
    @DisplayName("lesson 6: it asks for whole seconds, whatever the local clock's digits, and what is listed again is still known")
    void asksForWholeSeconds() throws Exception {
        settings.overlap(Duration.ofSeconds(10));
        tenant.localClockError = Duration.ofMillis(-1877);
        for (int n = 0; n < 100; n++) {
            tenant.put("r" + n, "1");
            poll();
            tenant.advance(Duration.ofSeconds(1));
        }
        assertThat(delivered).hasSize(100).doesNotHaveDuplicates();
        assertThat(tenant.asked.subList(1, 100)).allSatisfy(asked -> assertThat(asked.getNano()).isZero());
    }

    @Test
    @DisplayName("lesson 4: the mark does not pass a time before every record of it is finished, even if a later one is")
    void theMarkWaitsForTheSlowest() throws Exception {
        settings.maxInFlight(3);
        List<Consumer<DeliveryResult>> open = new ArrayList<>();
        settings.delivery((versions, attempt, completed) -> {
            if (versions.get(0).localId().equals("slow")) {
                open.add(completed);
            } else {
                delivered.add(describe(versions.get(0)));
                completed.accept(DeliveryResult.DELIVERED);
            }
        });
        tenant.put("slow", "1", NOON.minusSeconds(20));
        tenant.put("quick", "1", NOON.minusSeconds(10));
        export = open();
        Thread poll = new Thread(() -> {
            try {
                export.poll(RUNNING);
            } catch (IOException | InterruptedException e) {
                // what the interrupt below is for
            }
        });
        poll.start();
        await().until(() -> delivered.contains("quick:1"));
        poll.interrupt();
        poll.join();
        restart();
        assertThat(position().mark()).as("nothing before slow is finished").isNull();
        // slow completes after its export has gone: that counts for nothing
        open.get(0).accept(DeliveryResult.DELIVERED);
        settings.delivery(this::deliver);
        poll();
        assertThat(delivered).containsExactly("quick:1", "slow:1");
        assertThat(position().mark()).isEqualTo(NOON.minusSeconds(10));
    }

    @Test
    @DisplayName("lesson 6: nothing of a timestamp is rounded, to the nanosecond")
    void keepsEveryDigitOfATimestamp() throws Exception {
        Instant precise = Instant.parse("2026-11-01T11:59:59.123456789Z");
        tenant.put("a", "1", precise);
        poll();
        tenant.put("a", "2", precise.plusNanos(1));
        poll();
        assertThat(delivered).containsExactly("a:1", "a:2");
        restart();
        assertThat(position().mark()).isEqualTo(precise.plusNanos(1));
    }

    @Test
    @DisplayName("lesson 11: the mark has a ceiling, the server's time before reading")
    void aRecordFromTheFutureDoesNotPullTheMark() throws Exception {
        tenant.put("future", "1", NOON.plus(Duration.ofDays(365)));
        poll();
        tenant.put("a", "1");
        poll();
        assertThat(delivered).containsExactly("future:1", "a:1");
        restart();
        assertThat(position().mark()).isEqualTo(NOON);
    }

    @Test
    @DisplayName("lesson 13: a stored mark in the server's future is refused with a clear message")
    void refusesAMarkInTheServersFuture() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.setClock(Duration.ofHours(-1));
        assertThatThrownBy(this::poll).isInstanceOf(PositionException.class).hasMessageContaining("server's future")
                .hasMessageContaining(KEY).hasMessageContaining("2026-11-01T11:00:00Z");
        tenant.advance(Duration.ofHours(1));
        assertThat(poll().counts().of(Outcome.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void aServerThatTellsNoTimeMovesOnlyTheMark() throws Exception {
        tenant.tellsTime = false;
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofDays(1));
        poll();
        poll();
        assertThat(tenant.asked).endsWith(NOON.minus(settings.overlap()), NOON.minus(settings.overlap()));
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void aLargerOverlapThanBeforeRepeatsNothing() throws Exception {
        settings.overlap(Duration.ofMinutes(1));
        for (int n = 0; n < 2000; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(2000 - n));
        }
        poll();
        restart();
        settings.overlap(Duration.ofHours(1));
        poll();
        assertThat(delivered).hasSize(2000).doesNotHaveDuplicates();
    }
}
