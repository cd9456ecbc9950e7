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

import java.time.Duration;
import java.util.concurrent.ConcurrentMap;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.PartitionService;
import org.awaitility.Awaitility;
import org.tenantapi.camel.position.ConcurrentMapPositionStore;
import org.tenantapi.camel.position.PositionStore;

/**
 * One member of a grid on the loopback interface.
 */
final class HazelcastMember {

    private static final int MAX_MEMBERS = 5;

    private HazelcastMember() {
    }

    /**
     * Joins the grid whose members are on this port and the next ones, and waits until each entry is on two members, if
     * there are two.
     */
    static PositionStore store(int firstPort) {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config(firstPort));
        PartitionService partitions = member.getPartitionService();
        Awaitility.await("partitions on this member, and their backups").atMost(Duration.ofMinutes(1))
                .until(() -> partitions.isClusterSafe() && partitions.getPartitions().stream()
                        .anyMatch(partition -> member.getCluster().getLocalMember().equals(partition.getOwner())));
        // tag::hazelcast[]
        ConcurrentMap<String, String> positions = member.getMap("positions");
        return new ConcurrentMapPositionStore(positions);
        // end::hazelcast[]
    }

    private static Config config(int firstPort) {
        Config config = new Config().setClusterName("nodes-" + firstPort);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.partition.count", "31");
        // tag::backup[]
        // one backup, made before a commit returns: also what Hazelcast does when it is told nothing
        config.getMapConfig("positions").setBackupCount(1);
        // end::backup[]
        NetworkConfig network = config.getNetworkConfig().setPort(firstPort).setPortCount(MAX_MEMBERS);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        for (int n = 0; n < MAX_MEMBERS; n++) {
            join.getTcpIpConfig().addMember("127.0.0.1:" + (firstPort + n));
        }
        return config;
    }
}
