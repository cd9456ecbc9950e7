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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RequestBudgetTest {

    private static final RetryPolicy PATIENT = new RetryPolicy(3, Duration.ofHours(1), Duration.ofMillis(500), null);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String SHOP = "shop";
    private static final String POS = "pos";

    private final SkippingTicker skipping = new SkippingTicker();
    private final ManualTicker manual = new ManualTicker();
    private final List<String> turns = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void withoutALimitNobodyWaits() throws Exception {
        RequestBudget budget = new RequestBudget(0, skipping);

        turns(budget, 10_000);

        assertThat(skipping.sinceStart()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = { 0.5, 1, 7, 100 })
    void sendsAsManyASecondAsAllowed(double requestsPerSecond) throws Exception {
        RequestBudget budget = new RequestBudget(requestsPerSecond, skipping);

        turns(budget, 101);

        assertThat(skipping.sinceStart().toMillis()).isEqualTo((long) (100_000 / requestsPerSecond));
    }

    @Test
    void doesNotMakeUpForQuietTimes() throws Exception {
        RequestBudget budget = new RequestBudget(10, skipping);
        turns(budget, 1);
        skipping.advance(Duration.ofHours(1));
        Duration before = skipping.sinceStart();

        turns(budget, 12);

        assertThat(skipping.sinceStart().minus(before)).isEqualTo(SECOND);
    }

    @Test
    void aConnectionWithOneThreadHasItsTurnAsOftenAsOneWithEight() {
        RequestBudget budget = new RequestBudget(1, manual);
        for (int i = 0; i < 8; i++) {
            keepAsking(budget, SHOP);
        }
        // the first to come has the first turn, without a wait
        await().until(() -> manual.waiting() == 8);
        keepAsking(budget, POS);
        for (int turn = 2; turn <= 21; turn++) {
            await().until(() -> manual.waiting() == 9);
            manual.advance(SECOND);
            budget.wake();
            int expected = turn;
            await().until(() -> turns.size() == expected);
        }

        assertThat(turns.subList(1, 21)).filteredOn(POS::equals).hasSize(10);
        for (int i = 1; i < 20; i++) {
            assertThat(turns.get(i)).isNotEqualTo(turns.get(i + 1));
        }
    }

    @Test
    @DisplayName("lesson 22: while the server wants a pause no client sends, and it can be seen")
    void aPauseIsForAll() {
        RequestBudget budget = new RequestBudget(0, manual);
        budget.pause(0, Duration.ofSeconds(30), true, "429");
        assertThat(budget.throttledUntil()).contains(manual.now().plusSeconds(30));
        for (int i = 0; i < 20; i++) {
            ask(budget, SHOP);
        }
        await().until(() -> manual.waiting() == 20);
        manual.advance(Duration.ofSeconds(29));
        budget.wake();
        await().until(() -> manual.waiting() == 20);
        assertThat(turns).isEmpty();

        manual.advance(SECOND);
        budget.wake();

        await().until(() -> turns.size() == 2);
        assertThat(budget.throttledUntil()).isEmpty();
        // and not all at once
        await().until(() -> manual.waiting() == 18);
        assertThat(turns).hasSize(2);
        while (turns.size() < 20) {
            await().until(() -> manual.waiting() == 20 - turns.size());
            int before = turns.size();
            manual.advance(Duration.ofSeconds(2));
            budget.wake();
            await().until(() -> turns.size() > before);
        }
    }

    @Test
    void aLongerPauseReplacesAShorterOneAndNotTheOtherWayRound() {
        RequestBudget budget = new RequestBudget(0, skipping);
        budget.pause(0, Duration.ofSeconds(30), true, "429");
        budget.pause(0, Duration.ofSeconds(10), true, "429");
        assertThat(budget.throttledUntil()).contains(skipping.now().plusSeconds(30));
        budget.pause(0, Duration.ofSeconds(60), false, "503");
        assertThat(budget.throttledUntil()).contains(skipping.now().plusSeconds(60));
    }

    @Test
    void oneTenantDoesNotSlowAnother() throws Exception {
        RequestBudget slowed = new RequestBudget(10, skipping);
        RequestBudget other = new RequestBudget(0, skipping);
        slowed.pause(turns(slowed, 1), Duration.ofMinutes(1), true, "429");

        turns(other, 1000);

        assertThat(skipping.sinceStart()).isZero();
        assertThat(other.throttledUntil()).isEmpty();
    }

    @Test
    void halvesItsRateAfterAComplaintAndRecovers() throws Exception {
        RequestBudget budget = new RequestBudget(8, skipping);
        long turn = turns(budget, 1);
        budget.pause(turn, SECOND, true, "429");
        // the others were on their way: the same complaint
        budget.pause(turn, SECOND, true, "429");
        turns(budget, 1);
        Duration resumed = skipping.sinceStart();
        assertThat(resumed).isEqualTo(SECOND);

        // the second may follow at once, as a turn that came late would have let it
        turns(budget, 2);
        assertThat(skipping.sinceStart().minus(resumed)).isEqualTo(Duration.ofMillis(250));

        skipping.advance(Duration.ofSeconds(5));
        turns(budget, 1);
        Duration recovered = skipping.sinceStart();
        turns(budget, 80);
        assertThat(skipping.sinceStart().minus(recovered)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 5, 50 })
    @DisplayName("lesson 24: a server with a limit of its own is found out, and refuses few")
    void adaptsToAServerThatDoesNotTellItsLimit(int limit) throws Exception {
        RequestBudget budget = new RequestBudget(0, skipping);
        Deque<Long> accepted = new ArrayDeque<>();
        int refused = 0;
        int sent = 100 * limit;
        for (int i = 0; i < sent; i++) {
            long turn = turns(budget, 1);
            accepted.removeIf(earlier -> earlier <= turn - SECOND.toNanos());
            if (accepted.size() == limit) {
                refused++;
                budget.pause(turn, SECOND, true, "429");
            } else {
                accepted.add(turn);
            }
        }

        assertThat(refused).isBetween(1, sent * 30 / 100);
        assertThat(skipping.sinceStart()).isLessThan(Duration.ofSeconds(300));
    }

    @Test
    void doesNotWaitLongerThanTheCallerCan() {
        RequestBudget budget = new RequestBudget(0, skipping);
        budget.pause(0, Duration.ofSeconds(30), false, "503");

        assertThatThrownBy(() -> budget.awaitTurn(SHOP, PATIENT.withLongestWait(Duration.ofSeconds(29)), () -> false))
                .isInstanceOf(TimeoutException.class);
        assertThat(skipping.sinceStart()).isZero();
    }

    @Test
    void aStopEndsAPauseButNotTheTurns() throws Exception {
        RequestBudget budget = new RequestBudget(1, skipping);
        turns(budget, 1);
        budget.awaitTurn(SHOP, PATIENT, () -> true);
        assertThat(skipping.sinceStart()).isEqualTo(SECOND);
        budget.pause(0, SECOND, false, "503");

        assertThatThrownBy(() -> budget.awaitTurn(SHOP, PATIENT, () -> true)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> budget.sleep(SECOND, () -> true)).isInstanceOf(CancellationException.class);
    }

    @Test
    void whoGivesUpIsNotWaitedFor() throws Exception {
        RequestBudget budget = new RequestBudget(1, manual);
        budget.awaitTurn(SHOP, PATIENT, () -> false);
        Thread impatient = ask(budget, SHOP);
        await().until(() -> manual.waiting() == 1);
        ask(budget, POS);
        await().until(() -> manual.waiting() == 2);

        impatient.interrupt();
        impatient.join();
        manual.advance(SECOND);
        budget.wake();

        await().until(() -> turns.equals(List.of(POS)));
    }

    @Test
    void refusesARateThatIsNone() {
        for (double rate : new double[] { -1, Double.NaN, Double.POSITIVE_INFINITY }) {
            assertThatIllegalArgumentException().isThrownBy(() -> new RequestBudget(rate))
                    .withMessageContaining("requestsPerSecond is " + rate);
        }
    }

    private static long turns(RequestBudget budget, int count) throws Exception {
        long turn = 0;
        for (int i = 0; i < count; i++) {
            turn = budget.awaitTurn(SHOP, PATIENT, () -> false);
        }
        return turn;
    }

    private Thread ask(RequestBudget budget, String client) {
        return start(() -> turn(budget, client));
    }

    private void keepAsking(RequestBudget budget, String client) {
        start(() -> {
            while (turn(budget, client)) {
                // again
            }
        });
    }

    private boolean turn(RequestBudget budget, String client) {
        try {
            budget.awaitTurn(client, PATIENT, () -> false);
            turns.add(client);
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private Thread start(Runnable work) {
        Thread thread = new Thread(work);
        threads.add(thread);
        thread.start();
        return thread;
    }
}
