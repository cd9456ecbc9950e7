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
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.internal.client.MalformedRecordsException;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.Transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

class ExportTest extends ExportStage {

    @Test
    void deliversEachRecordOnceInOrderOfTime() throws Exception {
        String first = "0c2b17060ef5ab0b94e84ed54d0f280b";
        String second = "ac2b17060ef5ab0b94e84ed54d0f280b";
        tenant.put("z", "1", NOON.minusSeconds(5));
        tenant.put(second, "1", NOON.minusSeconds(10));
        tenant.put(first, "1", NOON.minusSeconds(10));
        Transfer transfer = poll();
        assertThat(delivered).containsExactly(first + ":1", second + ":1", "z:1");
        assertThat(transfer.considered()).isEqualTo(3);
        assertThat(transfer.delivered()).isEqualTo(3);
        assertThat(poll().delivered()).isZero();
        assertThat(delivered).hasSize(3);
    }

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
        assertThat(tenant.asked).endsWith(NOON.plus(Duration.ofHours(1)).minus(overlap));
    }

    @Test
    @DisplayName("lesson 2b: a quiet source is not read again from its last burst")
    void aQuietSourceMovesTheHorizon() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofDays(30));
        poll();
        poll();
        assertThat(tenant.asked).containsExactly(null, NOON.minus(overlap), tenant.now.minus(overlap));
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
        overlap = Duration.ofSeconds(10);
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
    void startsFromAnInstantWithinASecond() throws Exception {
        startFrom = StartFrom.parse("2026-11-01T11:59:59.500Z");
        tenant.put("before", "1", Instant.parse("2026-11-01T11:59:59.250Z"));
        tenant.put("after", "1", Instant.parse("2026-11-01T11:59:59.750Z"));
        poll();
        assertThat(delivered).containsExactly("after:1");
    }

    @Test
    @DisplayName("lessons 4, 12: ties of 1000 records in one second, unsorted, cut by restarts, each exactly once")
    void deliversAllTiesOfOneSecond() throws Exception {
        maxMessagesPerPoll = 70;
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(60));
            expected.add("r" + n + ":1");
        }
        for (int polls = 0; polls < 20; polls++) {
            poll();
            if (polls % 3 == 0) {
                restart();
            }
        }
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("lesson 4: the mark does not pass a time before every record of it is finished, even if a later one is")
    void theMarkWaitsForTheSlowest() throws Exception {
        maxInFlight = 3;
        List<Consumer<DeliveryResult>> open = new ArrayList<>();
        delivery = (versions, attempt, completed) -> {
            if (versions.get(0).localId().equals("slow")) {
                open.add(completed);
            } else {
                delivered.add(describe(versions.get(0)));
                completed.accept(DeliveryResult.DELIVERED);
            }
        };
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
        delivery = this::deliver;
        poll();
        assertThat(delivered).containsExactly("quick:1", "slow:1");
        assertThat(position().mark()).isEqualTo(NOON.minusSeconds(10));
    }

    @Test
    @DisplayName("lesson 5: records that appear later with the mark's own timestamp are delivered")
    void deliversLaterRecordsOfTheMarksSecond() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.put("b", "1");
        Transfer transfer = poll();
        assertThat(delivered).containsExactly("a:1", "b:1");
        assertThat(transfer.counts().of(Outcome.DUPLICATE)).isEqualTo(1);
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
    @DisplayName("lesson 9: records committed late within the overlap are delivered and counted")
    void deliversAndCountsLateRecords() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.putLate("late", "1", NOON.plusSeconds(5), NOON.plusSeconds(605));
        tenant.advance(Duration.ofSeconds(300));
        poll();
        assertThat(delivered).containsExactly("a:1");
        tenant.advance(Duration.ofSeconds(305));
        Transfer transfer = poll();
        assertThat(delivered).containsExactly("a:1", "late:1");
        assertThat(transfer.late()).isEqualTo(1);
    }

    @Test
    @DisplayName("lesson 10: a second update within the same second is a new version")
    void deliversTwoVersionsOfOneSecond() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.put("a", "2");
        poll();
        poll();
        assertThat(delivered).containsExactly("a:1", "a:2");
    }

    @Test
    @DisplayName("lesson 10b: other key order, white space or spelling of characters is the same version")
    void otherSpellingsAreTheSameVersion() throws Exception {
        tenant.putRaw("a", "{\"localId\":\"a\",\"lastModified\":\"" + NOON
                           + "\",\"content\":\"1\",\"x\":{\"b\":1.10,\"a\":[1,2]}}",
                NOON, Instant.MIN);
        poll();
        tenant.putRaw("a", "{ \"x\" : {\"a\":[1, 2],\n\"b\":1.10}, \"content\":\"\\u0031\", \"lastModified\":\"" + NOON
                           + "\", \"localId\":\"a\" }",
                NOON, Instant.MIN);
        assertThat(poll().counts().of(Outcome.DUPLICATE)).isEqualTo(1);
        // the order of an array is content, and so are the digits of a number
        tenant.putRaw("a", "{\"localId\":\"a\",\"lastModified\":\"" + NOON
                           + "\",\"content\":\"1\",\"x\":{\"b\":1.10,\"a\":[2,1]}}",
                NOON, Instant.MIN);
        assertThat(poll().delivered()).isEqualTo(1);
        tenant.putRaw("a", "{\"localId\":\"a\",\"lastModified\":\"" + NOON
                           + "\",\"content\":\"1\",\"x\":{\"b\":1.1,\"a\":[2,1]}}",
                NOON, Instant.MIN);
        assertThat(poll().delivered()).isEqualTo(1);
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

    @ParameterizedTest
    @ValueSource(ints = { 1, 4 })
    @DisplayName("lesson 15: restarting after every single record neither loses nor repeats")
    void restartsAfterEveryRecord(int inFlight) throws Exception {
        maxInFlight = inFlight;
        maxMessagesPerPoll = 1;
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(50 - n / 2));
            expected.add("r" + n + ":1");
        }
        for (int n = 0; n < 60; n++) {
            poll();
            restart();
        }
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("lesson 16: what was merely fetched is not committed")
    void commitsOnlyWhatWasCompleted() throws Exception {
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(60 - n));
        }
        AtomicInteger left = new AtomicInteger(3);
        export = open();
        export.poll(() -> left.getAndDecrement() > 0 || delivered.isEmpty());
        int before = delivered.size();
        assertThat(before).isBetween(1, 9);
        crash();
        poll();
        assertThat(new HashSet<>(delivered)).hasSize(10);
        assertThat(delivered.size()).as("what had been committed before the crash does not come again").isEqualTo(10);
    }

    @Test
    @DisplayName("lesson 17: a failure sets exactly the failed record aside, and the rest goes on")
    void aFailureHoldsUpNothingElse() throws Exception {
        poison.add("b");
        tenant.put("a", "1", NOON.minusSeconds(3));
        tenant.put("b", "1", NOON.minusSeconds(2));
        tenant.put("c", "1", NOON.minusSeconds(1));
        Transfer transfer = poll();
        assertThat(delivered).containsExactly("a:1", "c:1");
        assertThat(transfer.failed()).isEqualTo(1);
        Transfer second = poll();
        assertThat(second.counts().of(Outcome.WAITING)).as("it is listed again, but its time has not come").isEqualTo(1);
        assertThat(second.considered()).isEqualTo(second.delivered() + second.failed() + second.ignored());
        tenant.advance(Duration.ofMinutes(2));
        poll();
        assertThat(tenant.readAgain).containsExactly("b");
        poison.clear();
        restart();
        tenant.advance(Duration.ofDays(2));
        poll();
        assertThat(delivered).containsExactly("a:1", "c:1", "b:1");
        poll();
        assertThat(delivered).hasSize(3);
        restart();
        assertThat(position().failed()).isEmpty();
    }

    @Test
    void aFailedRecordIsReadAgainAsItIsByThen() throws Exception {
        poison.add("a");
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofHours(1));
        poison.clear();
        tenant.put("a", "2");
        poll();
        poll();
        assertThat(delivered).containsExactly("a:2");
    }

    @Test
    void aNewerVersionInTheListTakesThePlaceOfAFailedOne() throws Exception {
        poison.add("a");
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofSeconds(10));
        poison.clear();
        tenant.put("a", "2");
        poll();
        assertThat(delivered).containsExactly("a:2");
        tenant.advance(Duration.ofHours(1));
        poll();
        assertThat(tenant.readAgain).isEmpty();
        assertThat(delivered).containsExactly("a:2");
    }

    @Test
    void aNewerVersionDeliveredByARetryIsNotFollowedByAnOlderOneOfAnOldSnapshot() throws Exception {
        maxMessagesPerPoll = 1;
        poison.add("a");
        tenant.put("a", "1", NOON.minusSeconds(100));
        poll();
        tenant.put("a", "2", NOON.minusSeconds(50));
        tenant.put("b", "1", NOON.minusSeconds(90));
        // the snapshot now holds b and the second a; one message each poll
        poll();
        poison.clear();
        tenant.put("a", "3", NOON);
        tenant.advance(Duration.ofMinutes(2));
        poll();
        maxMessagesPerPoll = 0;
        poll();
        poll();
        assertThat(delivered).containsExactly("b:1", "a:3");
    }

    @Test
    void anOlderVersionOfAnOldSnapshotIsNotDeliveredWhileANewerOneFails() throws Exception {
        maxMessagesPerPoll = 1;
        poison.add("a");
        tenant.put("a", "1", NOON.minusSeconds(100));
        poll();
        tenant.put("a", "2", NOON.minusSeconds(50));
        tenant.put("b", "1", NOON.minusSeconds(90));
        // the snapshot now holds b and the second a
        poll();
        tenant.put("a", "3", NOON);
        tenant.advance(Duration.ofMinutes(2));
        // the third a is read again, and fails
        poll();
        poison.clear();
        poll();
        assertThat(delivered).containsExactly("b:1");
        tenant.advance(Duration.ofMinutes(2));
        poll();
        poll();
        assertThat(delivered).containsExactly("b:1", "a:3");
    }

    @Test
    void aRecordThatCannotBeReadAgainLosesNoAttempt() throws Exception {
        poison.add("a");
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofMinutes(2));
        tenant.readFailure = new IOException("connection refused");
        poll();
        restart();
        assertThat(position().failed()).extracting(FailedRecord::attempts).containsExactly(1);
    }

    @Test
    void aFailedBatchIsTriedAgainOneByOne() throws Exception {
        batchSize = 5;
        poison.add("r3");
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(20 - n));
        }
        poll();
        assertThat(delivered).containsExactly("r5:1", "r6:1", "r7:1", "r8:1", "r9:1");
        tenant.advance(Duration.ofMinutes(2));
        poll();
        assertThat(delivered).hasSize(9).doesNotContain("r3:1");
        assertThat(poll().counts().of(Outcome.WAITING)).isEqualTo(1);
        restart();
        assertThat(position().failed()).extracting(FailedRecord::localId, FailedRecord::attempts)
                .containsExactly(tuple("r3", 2));
    }

    @Test
    @DisplayName("lesson 34: a poison record goes into quarantine, the rest flows, and the hole is on record")
    void aPoisonRecordGoesIntoQuarantine() throws Exception {
        maxAttempts = 3;
        poison.add("b");
        tenant.put("a", "1", NOON.minusSeconds(2));
        tenant.put("b", "1", NOON.minusSeconds(1));
        for (int polls = 0; polls < 10; polls++) {
            poll();
            tenant.advance(Duration.ofMinutes(2));
        }
        assertThat(export.view().failed()).singleElement().satisfies(failed -> {
            assertThat(failed.isQuarantined()).isTrue();
            assertThat(failed.attempts()).isEqualTo(3);
            assertThat(failed.lastError()).contains("no such customer, attempt 3");
        });
        tenant.put("c", "1");
        poll();
        assertThat(delivered).containsExactly("a:1", "c:1");
        restart();
        poll();
        assertThat(export.view().failed()).hasSize(1);
    }

    @Test
    void aQuarantinedRecordIsReplayed() throws Exception {
        maxAttempts = 1;
        poison.add("a");
        tenant.put("a", "1");
        poll();
        assertThat(export.view().failed()).allMatch(FailedRecord::isQuarantined);
        export.operatorActions().replay("a");
        poll();
        assertThat(export.view().failed()).as("it failed again").allMatch(FailedRecord::isQuarantined);
        poison.clear();
        export.operatorActions().replay("a");
        restart();
        poll();
        poll();
        assertThat(delivered).containsExactly("a:1");
        assertThat(export.view().failed()).isEmpty();
        assertThatThrownBy(() -> export.operatorActions().replay("a")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a");
    }

    @Test
    void aQuarantinedRecordIsDiscardedAndComesBackOnlyInANewerVersion() throws Exception {
        maxAttempts = 1;
        poison.add("a");
        tenant.put("a", "1");
        poll();
        export.operatorActions().discard("a");
        poison.clear();
        poll();
        restart();
        poll();
        assertThat(delivered).isEmpty();
        assertThat(export.view().failed()).isEmpty();
        tenant.advance(Duration.ofSeconds(1));
        tenant.put("a", "2");
        poll();
        assertThat(delivered).containsExactly("a:2");
        assertThatThrownBy(() -> export.operatorActions().discard("nobody")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNewerVersionEndsAQuarantine() throws Exception {
        maxAttempts = 1;
        poison.add("a");
        tenant.put("a", "1");
        poll();
        poison.clear();
        tenant.advance(Duration.ofSeconds(5));
        tenant.put("a", "2");
        poll();
        assertThat(delivered).containsExactly("a:2");
        assertThat(export.view().failed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    @DisplayName("lesson 17: with onFailure=stop nothing behind a failed record is delivered before it passes")
    void stopHoldsUpWhatIsBehind(int size) throws Exception {
        onFailure = FailurePolicy.stop;
        batchSize = size;
        maxAttempts = 2;
        poison.add("r4");
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(20 - n));
        }
        for (int polls = 0; polls < 20; polls++) {
            poll();
            tenant.advance(Duration.ofMinutes(2));
            if (polls % 5 == 0) {
                restart();
            }
        }
        assertThat(delivered).doesNotContain("r4:1", "r6:1", "r7:1", "r8:1", "r9:1").doesNotHaveDuplicates();
        poison.clear();
        tenant.advance(Duration.ofMinutes(2));
        poll();
        poll();
        assertThat(delivered).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void skipLeavesAFailedRecordBehind() throws Exception {
        onFailure = FailurePolicy.skip;
        poison.add("b");
        tenant.put("a", "1", NOON.minusSeconds(2));
        tenant.put("b", "1", NOON.minusSeconds(1));
        Transfer transfer = poll();
        assertThat(transfer.failed()).isEqualTo(1);
        poison.clear();
        tenant.advance(Duration.ofMinutes(2));
        poll();
        restart();
        poll();
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void skipLeavesOnlyThePoisonOfABatchBehind() throws Exception {
        onFailure = FailurePolicy.skip;
        batchSize = 5;
        poison.add("r3");
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(20 - n));
        }
        poll();
        poll();
        poll();
        assertThat(delivered).hasSize(9).doesNotContain("r3:1").doesNotHaveDuplicates();
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aFailureIsReportedOnce() throws Exception {
        poison.add("a");
        tenant.put("a", "1");
        for (int polls = 0; polls < 5; polls++) {
            poll();
            tenant.advance(Duration.ofMinutes(2));
        }
        assertThat(reported).extracting(failure -> failure.version().localId()).containsExactly("a");
        tenant.put("a", "2");
        poll();
        assertThat(reported).as("a newer version is a new case").hasSize(2);
    }

    @Test
    void aReportThatFailsHoldsUpNothing() throws Exception {
        poison.add("a");
        tenant.put("a", "1", NOON.minusSeconds(1));
        tenant.put("b", "1");
        ExportSettings settings = new ExportSettings(
                KEY, startFrom, filter, new ExportSettings.Window(overlap, Duration.ZERO), new ExportSettings.Pace(1, 1, 0),
                new ExportSettings.FailureHandling(onFailure, maxAttempts, Duration.ofMinutes(1), maxFailed), 4096);
        export = new Export(settings, tenant, delivery, version -> false, failures -> {
            throw new IllegalStateException("no event history today");
        }, store, localClock);
        assertThat(poll().delivered()).isEqualTo(1);
    }

    @Test
    @DisplayName("lesson 35: a version that we wrote ourselves is not delivered, once")
    void doesNotDeliverOwnWrites() throws Exception {
        tenant.put("a", "1");
        ownWrites.add(RecordVersion.of(tenant.read("a").orElseThrow()));
        Transfer transfer = poll();
        assertThat(transfer.counts().of(Outcome.OWN_WRITE)).isEqualTo(1);
        assertThat(transfer.considered()).isEqualTo(transfer.delivered() + transfer.failed() + transfer.ignored());
        poll();
        restart();
        poll();
        assertThat(delivered).isEmpty();
        tenant.put("a", "2");
        poll();
        assertThat(delivered).containsExactly("a:2");
    }

    @Test
    @DisplayName("lesson 20: an export whose position has a newer owner delivers nothing and commits nothing")
    void aFencedExportDeliversNothing() throws Exception {
        tenant.put("a", "1");
        poll();
        try (OwnedPosition newer = store.open(KEY)) {
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
        try (OwnedPosition newer = store.open(KEY)) {
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
        onFailure = FailurePolicy.stop;
        poison.add("a");
        tenant.put("a", "1");
        poll();
        expectALifeSign();
    }

    /** Or another one that waits would take its position, and it that one's, in turns. */
    private void expectALifeSign() throws Exception {
        for (int polls = 0; polls < 3; polls++) {
            long commits = store.owner(KEY).commits();
            poll();
            assertThat(store.owner(KEY).commits()).isEqualTo(commits + 1);
        }
    }

    @Test
    void tooManyFailuresStopTheExportOfAnythingNew() throws Exception {
        maxFailed = 3;
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(20 - n));
            poison.add("r" + n);
        }
        poll();
        assertThatThrownBy(() -> {
            for (int polls = 0; polls < 5; polls++) {
                poll();
            }
        }).isInstanceOf(TooManyFailedException.class).hasMessageContaining("maxFailed = 3");
        poison.clear();
        tenant.advance(Duration.ofMinutes(2));
        poll();
        poll();
        assertThat(delivered).hasSize(10);
    }

    @Test
    @DisplayName("lesson 26: an answer of the wrong shape, or a part of one, moves nothing")
    void aWrongAnswerMovesNothing() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofHours(1));
        tenant.put("b", "1");
        List<String> wrong
                = List.of("", "{\"error\":\"maintenance\"}", "<html></html>", "[{\"localId\":\"b\"", "[{\"localId\":\"b\"}",
                        "[{\"localId\":\"b\"}] ]", "[1]", "[null]", "[[]]", "null", "[{}],{}");
        for (String answer : wrong) {
            tenant.wrongAnswer = answer;
            assertThatThrownBy(this::poll).as(answer).isInstanceOf(MalformedRecordsException.class);
        }
        tenant.wrongAnswer = null;
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1");
        assertThat(tenant.asked.subList(1, tenant.asked.size())).containsOnly(NOON.minus(overlap));
    }

    @Test
    void aRecordWithoutLocalIdIsCountedAndHoldsBackTheHorizon() throws Exception {
        tenant.putRaw("x", "{\"lastModified\":\"" + NOON + "\"}", NOON, Instant.MIN);
        tenant.putRaw("y", "{\"localId\":\"y\",\"lastModified\":\"yesterday\"}", NOON, Instant.MIN);
        tenant.put("a", "1", NOON.minusSeconds(5));
        Transfer transfer = poll();
        assertThat(delivered).containsExactly("a:1");
        assertThat(transfer.failed()).isEqualTo(2);
        assertThat(transfer.considered()).isEqualTo(3);
        restart();
        assertThat(position().horizon()).isEqualTo(NOON.minusSeconds(5));
    }

    @Test
    void aMalformedRecordStaysOnRecordWhenNoListShowsItAnyMore() throws Exception {
        malformed("x", "{\"localId\":\"x\"}");
        malformed("y", "{\"localId\":\"y\",\"lastModified\":\"yester\\u001bday\"}");
        malformed("z", "{\"lastModified\":\"" + NOON + "\",\"content\":\"lost\"}");
        poll();
        List.of("x", "y", "z").forEach(tenant::remove);
        tenant.advance(Duration.ofDays(30));
        tenant.put("a", "1");
        poll();
        restart();
        assertThat(poll().failed()).isZero();
        assertThat(export.view().failed()).hasSize(3).allMatch(FailedRecord::isQuarantined);
        assertThat(failed("x").lastError()).contains("it has no lastModified", "of the list", "{\"localId\":\"x\"}");
        assertThat(failed("y").lastError()).contains("not a date-time").doesNotContain("\u001b");
        assertThat(failed("malformed-").lastError()).contains("it has no localId", "lost");
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void aMalformedRecordIsDeliveredOnceItIsWellFormed() throws Exception {
        malformed("x", "{\"localId\":\"x\"}");
        poll();
        poll();
        assertThat(export.view().failed()).singleElement().extracting(FailedRecord::attempts).isEqualTo(1);
        tenant.put("x", "1", NOON.minusSeconds(5));
        poll();
        assertThat(delivered).containsExactly("x:1");
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aVersionThatWasDeliveredBeforeEndsTheQuarantineOfItsMalformedForm() throws Exception {
        tenant.put("x", "1");
        poll();
        malformed("x", "{\"localId\":\"x\",\"content\":\"1\"}");
        poll();
        assertThat(export.view().failed()).hasSize(1);
        tenant.put("x", "1", NOON);
        poll();
        assertThat(delivered).containsExactly("x:1");
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aMalformedRecordIsReplayedByItsLocalIdAndOtherwiseCannotBe() throws Exception {
        malformed("x", "{\"localId\":\"x\"}");
        malformed("z", "{\"lastModified\":\"" + NOON + "\"}");
        poll();
        String made = failed("malformed-").localId();
        assertThatThrownBy(() -> export.operatorActions().replay(made)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a localId").hasMessageContaining("discard");
        tenant.readAnswers.put("x", "{\"localId\":\"x\",\"lastModified\":\"" + NOON + "\",\"content\":\"1\"}");
        export.operatorActions().replay("x");
        poll();
        assertThat(delivered).containsExactly("x:1");
        assertThat(failed("malformed-").localId()).isEqualTo(made);
    }

    @Test
    void aMalformedRecordThatIsDiscardedDoesNotComeOnRecordAgain() throws Exception {
        tenant.put("a", "1");
        malformed("x", "{\"localId\":\"x\"}");
        malformed("z", "{\"lastModified\":\"" + NOON + "\"}");
        poll();
        export.view().failed().stream().map(FailedRecord::localId).toList().forEach(export.operatorActions()::discard);
        poll();
        restart();
        tenant.advance(Duration.ofSeconds(30));
        tenant.put("b", "1");
        poll();
        poll();
        assertThat(export.view().failed()).isEmpty();
        malformed("x", "{\"localId\":\"x\",\"content\":\"another\"}");
        poll();
        assertThat(export.view().failed()).singleElement().extracting(FailedRecord::localId).isEqualTo("x");
    }

    @Test
    void moreMalformedRecordsThanMaxFailedStopTheExportBeforeOneIsForgotten() throws Exception {
        maxFailed = 3;
        for (int n = 0; n < 10; n++) {
            malformed("x" + n, "{\"localId\":\"x" + n + "\"}");
        }
        tenant.put("a", "1");
        poll();
        assertThatThrownBy(this::poll).isInstanceOf(TooManyFailedException.class);
        assertThat(delivered).isEmpty();
        for (int n = 0; n < 10; n++) {
            tenant.put("x" + n, "1");
        }
        export.view().failed().stream().map(FailedRecord::localId).toList().forEach(export.operatorActions()::discard);
        poll();
        poll();
        assertThat(delivered).hasSize(11);
    }

    @Test
    void aMalformedRecordDoesNotHoldUpTheRestWithOnFailureStop() throws Exception {
        onFailure = FailurePolicy.stop;
        malformed("x", "{\"localId\":\"x\"}");
        tenant.put("a", "1");
        poll();
        tenant.put("b", "1");
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1");
        assertThat(export.view().failed()).hasSize(1);
    }

    @Test
    void aRecordThatIsNotJsonIsSetAsideAndNothingOfItsListIsForgottenUntilItIsWellFormed() throws Exception {
        tenant.setsAsideMalformed = true;
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofMinutes(1));
        malformed("x", "{\"localId\":\"x\",\"size\":NaN,\"in\":[{\"}\":\"\\\\\"}],\"lastModified\":\"" + tenant.now + "\"}");
        tenant.put("b", "1");
        Instant since = tenant.now;
        poll();
        tenant.advance(Duration.ofDays(30));
        tenant.put("c", "1");
        poll();
        restart();
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1", "c:1");
        assertThat(failed("x").lastError()).contains("JSON is malformed", "'N' is not expected");
        assertThat(tenant.asked.get(tenant.asked.size() - 1)).as("x is still asked for").isBefore(since);
        tenant.put("x", "1", since);
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1", "c:1", "x:1");
        assertThat(export.view().failed()).isEmpty();
        poll();
        assertThat(tenant.asked.get(tenant.asked.size() - 1)).isAfter(since);
    }

    @Test
    void aRecordWhoseEndCannotBeToldFailsThePoll() {
        tenant.setsAsideMalformed = true;
        List<String> wrong
                = List.of("[{\"localId\":\"a", "[{\"localId\":\"a\",x}} ]", "[{\"a\":\"5\" disk\"}]", "[{\"a\":tru},1]",
                        "[{\"a\":tru}{}]", "[{\"a\":\"\\");
        for (String answer : wrong) {
            tenant.wrongAnswer = answer;
            assertThatThrownBy(this::poll).as(answer).isInstanceOf(MalformedRecordsException.class);
        }
    }

    private void malformed(String name, String json) {
        tenant.putRaw(name, json, tenant.now, Instant.MIN);
    }

    private FailedRecord failed(String localIdBegins) {
        return export.view().failed().stream().filter(failed -> failed.localId().startsWith(localIdBegins)).findFirst()
                .orElseThrow();
    }

    @Test
    void recordsOlderThanAskedForAreCountedAndIgnored() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofHours(2));
        tenant.wrongAnswer = "[{\"localId\":\"old\",\"lastModified\":\"2020-01-01T00:00:00Z\"}]";
        assertThat(poll().counts().of(Outcome.OLDER)).isEqualTo(1);
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void theSameVersionTwiceInOneAnswerIsDeliveredOnce() throws Exception {
        String one = "{\"localId\":\"a\",\"lastModified\":\"" + NOON + "\",\"content\":\"1\"}";
        tenant.wrongAnswer = "[" + one + "," + one + "]";
        poll();
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    @DisplayName("lesson 21: startFrom=now begins with what changes from then on, by the server's clock")
    void startsFromNow() throws Exception {
        startFrom = StartFrom.NOW;
        tenant.localClockError = Duration.ofHours(1);
        tenant.put("old", "1", NOON.minus(overlap).minusSeconds(1));
        tenant.put("new", "1", NOON.minus(overlap));
        poll();
        assertThat(delivered).containsExactly("new:1");
    }

    @Test
    @DisplayName("lesson 21: startFrom an instant, which a stored position outlives")
    void startsFromAnInstantOnce() throws Exception {
        startFrom = StartFrom.parse("2026-11-01T11:00:00Z");
        tenant.put("old", "1", NOON.minus(Duration.ofHours(2)));
        tenant.put("a", "1", NOON.minus(Duration.ofMinutes(30)));
        poll();
        restart();
        startFrom = StartFrom.BEGINNING;
        poll();
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void startFromNowNeedsTheServersTime() {
        startFrom = StartFrom.NOW;
        tenant.tellsTime = false;
        assertThatThrownBy(this::poll).hasMessageContaining("Date header").hasMessageContaining("startFrom");
    }

    @Test
    void aServerThatTellsNoTimeMovesOnlyTheMark() throws Exception {
        tenant.tellsTime = false;
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofDays(1));
        poll();
        poll();
        assertThat(tenant.asked).endsWith(NOON.minus(overlap), NOON.minus(overlap));
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void anotherFilterOnAnOldPositionIsRefused() throws Exception {
        poll();
        restart();
        filter = "remoteOrderNo=1";
        assertThatThrownBy(this::poll).isInstanceOf(PositionException.class).hasMessageContaining("no filter")
                .hasMessageContaining("remoteOrderNo=1").hasMessageContaining("positionKey");
        filter = "";
        poll();
    }

    @Test
    void aLargerOverlapThanBeforeRepeatsNothing() throws Exception {
        overlap = Duration.ofMinutes(1);
        for (int n = 0; n < 2000; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(2000 - n));
        }
        poll();
        restart();
        overlap = Duration.ofHours(1);
        poll();
        assertThat(delivered).hasSize(2000).doesNotHaveDuplicates();
    }

    @Test
    void aStopInTheMiddleIsGoneOnWithWithoutFetchingAgain() throws Exception {
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(60 - n));
        }
        export = open();
        export.poll(() -> delivered.size() < 4);
        assertThat(delivered).hasSize(4);
        poll();
        assertThat(delivered).hasSize(10).doesNotHaveDuplicates();
        assertThat(tenant.asked).hasSize(1);
    }

    @Test
    void anInterruptedExportCommitsWhatHasCompletedWhenItCloses() throws Exception {
        maxInFlight = 2;
        tenant.put("a", "1");
        List<Consumer<DeliveryResult>> open = new ArrayList<>();
        delivery = (versions, attempt, completed) -> {
            delivered.add(describe(versions.get(0)));
            open.add(completed);
            Thread.currentThread().interrupt();
        };
        export = open();
        assertThatThrownBy(this::poll).isInstanceOf(InterruptedException.class);
        open.get(0).accept(DeliveryResult.DELIVERED);
        Thread.currentThread().interrupt();
        export.close();
        assertThat(Thread.interrupted()).isTrue();
        delivery = this::deliver;
        export = null;
        poll();
        assertThat(delivered).containsExactly("a:1");
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryThatAStopAbortsIsNoFailureAndComesAgainInItsPlace(FailurePolicy policy) throws Exception {
        onFailure = policy;
        maxAttempts = 1;
        AtomicBoolean stopped = new AtomicBoolean(true);
        delivery = (versions, attempt, completed) -> {
            if (stopped.get() && versions.get(0).localId().equals("b")) {
                completed.accept(DeliveryResult.Aborted.byStop(new IllegalStateException("rejected")));
            } else {
                deliver(versions, attempt, completed);
            }
        };
        tenant.put("a", "1", NOON.minusSeconds(3));
        tenant.put("b", "2", NOON.minusSeconds(2));
        tenant.put("c", "3", NOON.minusSeconds(1));
        Transfer transfer = poll();
        assertThat(transfer.delivered()).as("what is behind it waits").isEqualTo(1);
        assertThat(transfer.failed()).isZero();
        assertThat(transfer.considered()).isEqualTo(1);
        assertThat(export.view().failed()).isEmpty();
        assertThat(reported).isEmpty();
        stopped.set(false);
        poll();
        assertThat(delivered).containsExactly("a:1", "b:2", "c:3");
        restart();
        poll();
        assertThat(delivered).hasSize(3);
    }

    @Test
    void aRetryThatAStopAbortsUsesUpNoAttempt() throws Exception {
        maxAttempts = 3;
        tenant.put("a", "1");
        poison.add("a");
        poll();
        delivery = (versions, attempt, completed) -> completed
                .accept(DeliveryResult.Aborted.byStop(new IllegalStateException("rejected")));
        restart();
        tenant.advance(Duration.ofMinutes(1));
        poll();
        assertThat(export.view().failed()).singleElement().satisfies(failed -> {
            assertThat(failed.attempts()).isEqualTo(1);
            assertThat(failed.isDue(tenant.localTime(), Duration.ofMinutes(1))).isTrue();
        });
        delivery = this::deliver;
        poison.clear();
        restart();
        poll();
        assertThat(delivered).containsExactly("a:1");
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aCommitThatFailsIsTriedAgainWithNothingLost() throws Exception {
        FailingStore failing = new FailingStore();
        store = failing;
        tenant.put("a", "1");
        poll();
        failing.broken = true;
        tenant.advance(Duration.ofHours(1));
        tenant.put("b", "1");
        assertThatThrownBy(this::poll).isInstanceOf(PositionException.class).hasMessageContaining("disk full");
        assertThatThrownBy(this::poll).isInstanceOf(PositionException.class);
        failing.broken = false;
        poll();
        restart();
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1");
    }

    private static final class FailingStore implements PositionStore {

        private final MemoryPositionStore memory = new MemoryPositionStore();
        private boolean broken;

        @Override
        public OwnedPosition open(String key) {
            OwnedPosition owned = memory.open(key);
            return new OwnedPosition() {
                @Override
                public Position position() {
                    return owned.position();
                }

                @Override
                public long epoch() {
                    return owned.epoch();
                }

                @Override
                public void commit(PositionChange change) {
                    if (broken) {
                        throw new PositionException("disk full");
                    }
                    owned.commit(change);
                }

                @Override
                public void close() {
                    owned.close();
                }
            };
        }
    }
}
