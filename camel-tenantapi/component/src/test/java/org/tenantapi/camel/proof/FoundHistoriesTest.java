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
package org.tenantapi.camel.proof;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.proof.Step.Comeback;
import org.tenantapi.camel.proof.Step.Discard;
import org.tenantapi.camel.proof.Step.EarlyWrite;
import org.tenantapi.camel.proof.Step.Heal;
import org.tenantapi.camel.proof.Step.LateWrite;
import org.tenantapi.camel.proof.Step.LocalClock;
import org.tenantapi.camel.proof.Step.Pass;
import org.tenantapi.camel.proof.Step.Poison;
import org.tenantapi.camel.proof.Step.Poll;
import org.tenantapi.camel.proof.Step.Quiet;
import org.tenantapi.camel.proof.Step.Replay;
import org.tenantapi.camel.proof.Step.ServerClock;
import org.tenantapi.camel.proof.Step.Write;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories that {@link RandomHistoriesTest} has found, shrunk: each showed a fault once.
 */
class FoundHistoriesTest {

    private static Setup setup(int batchSize, int maxInFlight) {
        return new Setup(batchSize, maxInFlight, 0, FailurePolicy.retry, 1000, 1000, 1 << 20, false, 0);
    }

    private static void expectPromises(Setup setup, Step... steps) {
        HistoryRun.Outcome outcome
                = new HistoryRun(new History(setup, List.of(steps)), new MemoryPositionStore()).run();
        assertThat(outcome.report().findings()).isEmpty();
        assertThat(outcome.violations()).isEmpty();
    }

    @Test
    void aCommitThatFailsWhileADeliveryWaitsForItsTurnDoesNotHoldUpTheExportForEver() {
        expectPromises(setup(1, 2), new Poll(Trouble.NONE, 1), new Write(0, 0), new Write(1, 0), new Write(2, 0),
                new Poll(Trouble.COMMIT_FAILS, 2));
    }

    @Test
    void aRecordWhoseSuccessIsNotCommittedYetIsNotReplayed() {
        expectPromises(setup(2, 1), new Write(0, 0), new LateWrite(1, 0, 1), new Poison(0), new Poll(Trouble.NONE, 1),
                new Poll(Trouble.COMMIT_FAILS, 1), new Replay());
    }

    @Test
    void aRecordThatWasReadAgainIsNotFollowedByAnOlderVersionWhenTheServersClockWasSetBack() {
        Setup oneMessageAPoll = new Setup(1, 1, 1, FailurePolicy.retry, 1000, 1000, 1 << 20, false, 0);
        expectPromises(oneMessageAPoll, new Poison(3), new Write(3, 0), new Poll(Trouble.NONE, 1), new Write(0, 0),
                new Write(3, 1), new Poll(Trouble.NONE, 1), new ServerClock(-35), new Write(3, 2), new Heal(),
                new Pass(60), new Poll(Trouble.NONE, 1));
    }

    @Test
    void twoVersionsOfARecordInOneAnswerAreNotInFlightAtOnce() {
        // the seed decides whether an answer shows a record twice, and which record changes meanwhile
        for (int seed = 0; seed < 300; seed++) {
            Setup fourInFlight = new Setup(1, 4, 0, FailurePolicy.retry, 1000, 1000, 1 << 20, false, seed);
            expectPromises(fourInFlight, new Write(0, 0), new Write(1, 0), new Pass(1),
                    new Poll(Trouble.RECORD_CHANGES_WHILE_LISTED, 1));
        }
    }

    @Test
    void aRecordThatChangedWithinTheSecondThatFailedIsNotDiscardedUnseen() {
        Setup twoAttempts = new Setup(1, 1, 0, FailurePolicy.retry, 2, 1000, 1 << 20, false, 0);
        expectPromises(twoAttempts, new Poison(5), new Write(5, 0), new Write(0, 0), new Poll(Trouble.NONE, 1),
                new LocalClock(60), new Poll(Trouble.NONE, 1), new Write(5, 1), new Quiet(95), new Quiet(1000), new Discard(),
                new Quiet(95));
    }

    @Test
    void aRecordWithAnOlderVersionThanTheOneThatFailedIsNotDiscardedUnseen() {
        Setup oneMessageAPoll = new Setup(1, 1, 1, FailurePolicy.retry, 1000, 1000, 1 << 20, false, 0);
        expectPromises(oneMessageAPoll, new Write(0, 0), new EarlyWrite(1, 0, 1), new Poll(Trouble.NONE, 1),
                new Poison(1), new Write(1, 0), new Pass(869), new Write(0, 0), new Quiet(1), new Write(0, 0),
                new Pass(31), new Poll(Trouble.NONE, 1), new Pass(3), new Discard());
    }

    @Test
    void aRecordWhoseNextFailureIsNotCommittedYetIsDiscardedWithIt() {
        expectPromises(setup(1, 1), new Write(0, 0), new Poison(0), new Poll(Trouble.NONE, 1), new Write(0, 1),
                new Quiet(1), new Write(0, 0), new LateWrite(1, 0, 1), new Poll(Trouble.COMMIT_FAILS, 3), new Discard());
    }

    @Test
    void aFencedExportDoesNotTryAgainWhatItsSuccessorHasDelivered() {
        expectPromises(setup(1, 1), new Poison(0), new Write(0, 0), new Poll(Trouble.NONE, 1), new Heal(), new Pass(60),
                new Comeback(true));
    }

    @Test
    void aClockThatIsSetBackTwiceLosesNothing() {
        expectPromises(setup(1, 1), new Write(0, 0), new Poll(Trouble.NONE, 1), new ServerClock(-901),
                new Poll(Trouble.NONE, 1), new ServerClock(-901), new Write(0, 0));
    }
}
