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
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.status.Transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * Stops, restarts and commits that fail: what comes again, and what does not.
 */
class StopsTest extends ExportStage {

    @ParameterizedTest
    @ValueSource(ints = { 1, 4 })
    @DisplayName("lesson 15: restarting after every single record neither loses nor repeats")
    void restartsAfterEveryRecord(int inFlight) throws Exception {
        settings.maxInFlight(inFlight);
        settings.maxMessagesPerPoll(1);
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
        settings.maxInFlight(2);
        tenant.put("a", "1");
        List<Consumer<DeliveryResult>> open = new ArrayList<>();
        settings.delivery((versions, attempt, completed) -> {
            delivered.add(describe(versions.get(0)));
            open.add(completed);
            Thread.currentThread().interrupt();
        });
        export = open();
        assertThatThrownBy(this::poll).isInstanceOf(InterruptedException.class);
        open.get(0).accept(DeliveryResult.DELIVERED);
        Thread.currentThread().interrupt();
        export.close();
        assertThat(Thread.interrupted()).isTrue();
        crash();
        settings.delivery(this::deliver);
        poll();
        assertThat(delivered).containsExactly("a:1");
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryThatAStopAbortsIsNoFailureAndComesAgainInItsPlace(FailurePolicy policy) throws Exception {
        settings.onFailure(policy);
        settings.maxAttempts(1);
        AtomicBoolean stopped = new AtomicBoolean(true);
        settings.delivery((versions, attempt, completed) -> {
            if (stopped.get() && versions.get(0).localId().equals("b")) {
                completed.accept(DeliveryResult.Aborted.byStop(new IllegalStateException("rejected")));
            } else {
                deliver(versions, attempt, completed);
            }
        });
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
        settings.maxAttempts(3);
        tenant.put("a", "1");
        poison.add("a");
        poll();
        restart();
        settings.delivery((versions, attempt, completed) -> completed
                .accept(DeliveryResult.Aborted.byStop(new IllegalStateException("rejected"))));
        tenant.advance(Duration.ofMinutes(1));
        poll();
        assertThat(export.view().failed()).singleElement().satisfies(failed -> {
            assertThat(failed.attempts()).isEqualTo(1);
            assertThat(failed.isDue(tenant.localTime(), Duration.ofMinutes(1))).isTrue();
        });
        poison.clear();
        restart();
        settings.delivery(this::deliver);
        poll();
        assertThat(delivered).containsExactly("a:1");
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aCommitThatFailsIsTriedAgainWithNothingLost() throws Exception {
        FailingStore failing = new FailingStore();
        settings.store(failing);
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
