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

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tenantapi.camel.cluster.Event.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Lets two nodes believe that they lead, again and again: {@code -Dsplits=20}.
 */
class TwoLeadersIT {

    private static final int SPLITS = Integer.getInteger("splits", 2);
    private static final int SOME = 30;
    private static final String FENCED = "DOWN PositionFencedException";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @DisplayName("lesson 20: the older epoch can commit nothing")
    @ParameterizedTest
    @EnumSource(SharedStore.class)
    void theOlderLeaderIsFencedUntilItStartsAgain(SharedStore store) throws Exception {
        try (Cluster cluster = new Cluster(store, Leadership.COMMANDS, folder)) {
            NodeProcess older = cluster.addNode();
            NodeProcess newer = cluster.addNode();
            older.startRoute();
            cluster.awaitDeliveries(older, SOME);
            for (int split = 0; split < SPLITS; split++) {
                int place = cluster.witness().now();
                newer.startRoute();
                awaitFenced(cluster, older, place);
                cluster.awaitDeliveries(newer, SOME);
                assertThat(older.health()).isEqualTo(FENCED);
                assertHealthy(newer);

                older.stopRoute();
                NodeProcess recovers = older;
                older = newer;
                newer = recovers;
            }
            assertNothingLost(store + ": " + SPLITS + " splits", cluster);
        }
    }

    @DisplayName("lesson 53: the older leader goes on by itself when the newer one has stopped")
    @ParameterizedTest
    @EnumSource(SharedStore.class)
    void theOlderLeaderGoesOnWhenTheNewerOneHasReleasedThePosition(SharedStore store) throws Exception {
        try (Cluster cluster = new Cluster(store, Leadership.COMMANDS, folder)) {
            NodeProcess stays = cluster.addNode();
            NodeProcess comesAndGoes = cluster.addNode();
            stays.startRoute();
            cluster.awaitDeliveries(stays, SOME);
            for (int split = 0; split < SPLITS; split++) {
                int place = cluster.witness().now();
                comesAndGoes.startRoute();
                awaitFenced(cluster, stays, place);
                cluster.awaitDeliveries(comesAndGoes, SOME);
                comesAndGoes.stopRoute();
                cluster.awaitDeliveries(stays, SOME);
                assertHealthy(stays);
            }
            assertNothingLost(store + ": taken and given back " + SPLITS + " times", cluster);
        }
    }

    @Test
    @DisplayName("lesson 20: the older epoch can commit nothing, after a long pause either")
    void aLeaderThatWasFrozenIsFencedWhenItGoesOn() throws Exception {
        try (Cluster cluster = new Cluster(SharedStore.POSTGRESQL, Leadership.COMMANDS, folder)) {
            NodeProcess older = cluster.addNode();
            NodeProcess newer = cluster.addNode();
            older.startRoute();
            for (int split = 0; split < SPLITS; split++) {
                cluster.awaitDeliveries(older, SOME);
                older.freeze();
                newer.startRoute();
                cluster.awaitDeliveries(newer, SOME);
                int place = cluster.witness().now();
                older.goOn();
                awaitFenced(cluster, older, place);

                older.stopRoute();
                NodeProcess recovers = older;
                older = newer;
                newer = recovers;
            }
            assertNothingLost("Frozen in turn: " + SPLITS + " splits", cluster);
        }
    }

    private static void awaitFenced(Cluster cluster, NodeProcess node, int place) {
        cluster.witness().await(node.name() + " is refused", place, event -> event.is(Kind.FENCED, node.name()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(node.health()).isEqualTo(FENCED));
    }

    private static void assertHealthy(NodeProcess node) {
        // it becomes ready when its first poll has ended
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(node.health()).isEmpty());
    }

    private static void assertNothingLost(String what, Cluster cluster) throws Exception {
        Judgement judgement = cluster.judge();
        System.out.printf("%s, %d versions: %s%n", what, cluster.versions(), judgement);
        assertThat(judgement.lost()).isEmpty();
        assertThat(judgement.unexplained()).isEmpty();
        assertThat(judgement.staleCommits()).isEmpty();
        assertThat(judgement.fencedAndGoing()).isEmpty();
    }
}
