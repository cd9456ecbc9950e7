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
package org.tenantapi.camel.cluster;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.tenantapi.camel.cluster.Event.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class JudgementTest {

    private final List<Event> events = new ArrayList<>();

    @Test
    void findsNothingWhereAllWasDeliveredAndCommitted() {
        hear(1, Kind.OPENED, "");
        hear(1, Kind.DELIVERED, "0.0");
        hear(1, Kind.DELIVERED, "0.1");
        hear(1, Kind.COMMITTING, "");
        hear(1, Kind.COMMITTED, "");

        Judgement judgement = Judgement.of(events, List.of("0.1"));

        assertThat(judgement.lost()).isEmpty();
        assertThat(judgement.repeated()).isZero();
        assertThat(judgement.inDoubt()).isZero();
        assertThat(judgement.outOfOrder()).isEmpty();
        assertThat(judgement.staleCommits()).isEmpty();
        assertThat(judgement.fencedAndGoing()).isEmpty();
    }

    @Test
    void findsWhatWasLost() {
        hear(1, Kind.DELIVERED, "0.0");

        assertThat(Judgement.of(events, List.of("0.1", "1.0")).lost()).containsExactly("0.1", "1.0");
    }

    @Test
    void explainsOneRepetitionOfWhatWasNotCommitted() {
        hear(1, Kind.DELIVERED, "0.0");
        hear(2, Kind.DELIVERED, "0.0");
        hear(2, Kind.COMMITTED, "");

        Judgement judgement = Judgement.of(events, List.of("0.0"));
        assertThat(judgement.repeated()).isEqualTo(1);
        assertThat(judgement.inDoubt()).isEqualTo(1);
        assertThat(judgement.unexplained()).isEmpty();

        hear(3, Kind.DELIVERED, "0.0");
        hear(3, Kind.COMMITTED, "");
        assertThat(Judgement.of(events, List.of("0.0")).unexplained()).containsExactly("0.0");
    }

    @Test
    void findsARepetitionOfWhatWasCommitted() {
        hear(1, Kind.DELIVERED, "0.0");
        hear(1, Kind.COMMITTED, "");
        hear(2, Kind.DELIVERED, "0.0");
        hear(2, Kind.COMMITTED, "");

        assertThat(Judgement.of(events, List.of("0.0")).unexplained()).containsExactly("0.0");
    }

    @Test
    void findsAnOldVersionBehindANewOne() {
        hear(1, Kind.DELIVERED, "0.1");
        hear(1, Kind.DELIVERED, "0.0");

        assertThat(Judgement.of(events, List.of("0.1")).outOfOrder()).containsExactly("0.0");
    }

    @Test
    void findsACommitThatBeganWhenThereWasANewerOwner() {
        hear(1, Kind.OPENED, "");
        hear(1, Kind.COMMITTING, "");
        hear(2, Kind.OPENED, "");
        hear(1, Kind.COMMITTED, "");
        assertThat(Judgement.of(events, List.of()).staleCommits()).isEmpty();

        hear(1, Kind.COMMITTING, "");
        hear(1, Kind.COMMITTED, "");
        assertThat(Judgement.of(events, List.of()).staleCommits()).hasSize(1);
    }

    @Test
    void findsADeliveryByAFencedOwner() {
        hear(1, Kind.OPENED, "");
        hear(2, Kind.OPENED, "");
        hear(1, Kind.DELIVERED, "0.0");
        assertThat(Judgement.of(events, List.of()).fencedAndGoing()).isEmpty();

        hear(1, Kind.COMMITTING, "");
        hear(1, Kind.FENCED, "");
        hear(1, Kind.DELIVERED, "1.0");
        assertThat(Judgement.of(events, List.of()).fencedAndGoing()).extracting(Event::detail).containsExactly("1.0");
    }

    private void hear(long epoch, Kind kind, String detail) {
        events.add(new Event("node", epoch, kind, detail, 0));
    }
}
