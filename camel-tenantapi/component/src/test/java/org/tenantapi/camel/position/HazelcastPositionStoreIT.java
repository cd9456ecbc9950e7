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
package org.tenantapi.camel.position;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On two members of a grid, which know each other over 127.0.0.1 only.
 */
class HazelcastPositionStoreIT extends PositionStoreContract {

    private static final HazelcastInstance ONE = Hazelcast.newHazelcastInstance(config(0));
    private static final HazelcastInstance OTHER
            = Hazelcast.newHazelcastInstance(config(ONE.getCluster().getLocalMember().getAddress().getPort()));

    @Test
    void theMembersHaveFoundEachOther() {
        assertThat(OTHER.getCluster().getMembers()).hasSize(2);
    }

    @Override
    PositionStore store() {
        return new ConcurrentMapPositionStore(positions(ONE));
    }

    @Override
    PositionStore storeOfAnotherNode() {
        return new ConcurrentMapPositionStore(positions(OTHER));
    }

    private static IMap<String, String> positions(HazelcastInstance member) {
        return member.getMap("positions");
    }

    private static Config config(int portOfFirst) {
        Config config = new Config().setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false").setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.partition.count", "11");
        config.getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        if (portOfFirst > 0) {
            join.getTcpIpConfig().addMember("127.0.0.1:" + portOfFirst);
        }
        return config;
    }
}
