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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills the leader of two nodes, again and again: {@code -Dkills=20}.
 */
class KilledLeaderIT {

    private static final int KILLS = Integer.getInteger("kills", 2);

    @TempDir
    Path lockFolder;

    @ParameterizedTest
    @EnumSource(SharedStore.class)
    void theOtherNodeTakesOverAndLosesNothing(SharedStore store) throws Exception {
        SplittableRandom random = new SplittableRandom();
        List<Long> takeovers = new ArrayList<>();
        try (Cluster cluster = Cluster.withService(store, lockFolder)) {
            NodeProcess leader = cluster.addNode();
            cluster.awaitDeliveries(leader, 1);
            NodeProcess follower = cluster.addNode();
            for (int kill = 1; kill <= KILLS; kill++) {
                cluster.awaitDeliveries(leader, 20 + random.nextInt(80));
                int place = cluster.witness().now();
                long killed = System.nanoTime();
                leader.kill();
                takeovers.add((cluster.awaitDeliveries(follower, place, 1).nanos() - killed) / 1_000_000);
                leader = follower;
                if (kill < KILLS) {
                    follower = cluster.addNode();
                }
            }
            Judgement judgement = cluster.judge();
            System.out.printf("%s: %d kills, %d versions: %s; takeover after ms %s%n", store, KILLS, cluster.versions(),
                    judgement, takeovers);
            assertThat(judgement.lost()).isEmpty();
            assertThat(judgement.unexplained()).isEmpty();
            assertThat(judgement.outOfOrder()).isEmpty();
            assertThat(judgement.staleCommits()).isEmpty();
        }
    }
}
