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

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.tenantapi.camel.export.FailurePolicy;
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
import org.tenantapi.camel.proof.Step.Restart;
import org.tenantapi.camel.proof.Step.ServerClock;
import org.tenantapi.camel.proof.Step.SlowAnswers;
import org.tenantapi.camel.proof.Step.Takeover;
import org.tenantapi.camel.proof.Step.Write;

/**
 * Random histories. A small number of records and contents makes them meet often.
 */
final class Histories {

    private static final int RECORDS = 6;
    private static final int CONTENTS = 3;
    private static final int LONGEST = 60;
    private static final int OVERLAP_SECONDS = (int) Setup.OVERLAP.toSeconds();

    private Histories() {
    }

    static Arbitrary<History> any() {
        return Combinators.combine(setup(), steps()).as(History::new);
    }

    private static Arbitrary<Setup> setup() {
        Arbitrary<Integer> batchSize = Arbitraries.of(1, 1, 2, 5);
        Arbitrary<Integer> maxInFlight = Arbitraries.of(1, 1, 2, 4);
        Arbitrary<Integer> maxMessagesPerPoll = Arbitraries.of(0, 0, 1, 3);
        Arbitrary<FailurePolicy> onFailure = Arbitraries.of(
                FailurePolicy.retry, FailurePolicy.retry, FailurePolicy.stop, FailurePolicy.skip);
        Arbitrary<Integer> maxAttempts = Arbitraries.of(1000, 2);
        Arbitrary<Integer> maxFailed = Arbitraries.of(1000, 1);
        Arbitrary<Integer> spoolThreshold = Arbitraries.frequency(Tuple.of(20, 1 << 20), Tuple.of(1, 200));
        Arbitrary<Boolean> slowStore = Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true));
        return Combinators.combine(batchSize, maxInFlight, maxMessagesPerPoll, onFailure, maxAttempts, maxFailed,
                spoolThreshold).flatAs(
                        (batch, inFlight, messages, policy, attempts, failed, threshold) -> Combinators
                                .combine(slowStore, Arbitraries.longs())
                                .as((slow, seed) -> new Setup(
                                        batch, inFlight, messages, policy, attempts, failed, threshold, slow, seed)));
    }

    private static Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> record = Arbitraries.integers().between(0, RECORDS - 1);
        Arbitrary<Integer> content = Arbitraries.integers().between(0, CONTENTS - 1);
        Arbitrary<Integer> atCall = Arbitraries.integers().between(1, 6);
        Arbitrary<Step> write = Combinators.combine(record, content).as(Write::new);
        // some of them too late to be promised anything
        Arbitrary<Integer> age = Arbitraries.integers().between(0, OVERLAP_SECONDS * 5 / 4);
        Arbitrary<Step> lateWrite = Combinators.combine(record, content, age).as(LateWrite::new);
        Arbitrary<Step> earlyWrite
                = Combinators.combine(record, content, Arbitraries.integers().between(1, 7200)).as(EarlyWrite::new);
        Arbitrary<Step> pass = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 60), Arbitraries.integers().between(1, 2 * OVERLAP_SECONDS)).map(Pass::new);
        Arbitrary<Step> serverClock = Arbitraries.oneOf(
                Arbitraries.integers().between(-OVERLAP_SECONDS / 2, OVERLAP_SECONDS),
                Arbitraries.integers().between(-4 * OVERLAP_SECONDS, 4 * OVERLAP_SECONDS)).map(ServerClock::new);
        Arbitrary<Step> slowAnswers = Arbitraries.oneOf(
                Arbitraries.just(0), Arbitraries.integers().between(1, 2 * OVERLAP_SECONDS)).map(SlowAnswers::new);
        // nothing changes for hours, and each poll moves the horizon
        Arbitrary<Step> quiet = Arbitraries.integers().between(1, 10 * OVERLAP_SECONDS).map(Quiet::new);
        Arbitrary<Step> localClock = Arbitraries.integers().between(-7200, 7200).map(LocalClock::new);
        Arbitrary<Step> goodPoll = Arbitraries.just(new Poll(Trouble.NONE, 1));
        Arbitrary<Step> badPoll = Combinators.combine(Arbitraries.of(Trouble.class), atCall).as(Poll::new);
        return Arbitraries.frequencyOf(
                Tuple.of(24, write), Tuple.of(8, lateWrite), Tuple.of(1, earlyWrite), Tuple.of(16, pass),
                Tuple.of(1, serverClock),
                Tuple.of(1, localClock), Tuple.of(1, slowAnswers), Tuple.of(1, quiet), Tuple.of(16, goodPoll),
                Tuple.of(20, badPoll), Tuple.of(3, record.map(Poison::new)),
                Tuple.of(3, Arbitraries.just(new Heal())), Tuple.of(3, Arbitraries.just(new Restart())),
                Tuple.of(1, Arbitraries.just(new Takeover())), Tuple.of(1, Arbitraries.of(true, false).map(Comeback::new)),
                Tuple.of(1, Arbitraries.just(new Replay())),
                Tuple.of(1, Arbitraries.just(new Discard())))
                .list().ofMaxSize(LONGEST);
    }
}
