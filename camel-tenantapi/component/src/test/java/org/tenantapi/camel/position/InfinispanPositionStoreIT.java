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

import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.SHARED_LOOPBACK;
import org.jgroups.protocols.SHARED_LOOPBACK_PING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On two nodes of a grid, which talk to each other within this JVM.
 */
class InfinispanPositionStoreIT extends PositionStoreContract {

    private static final Cache<String, String> ONE = node();
    private static final Cache<String, String> OTHER = node();

    @Test
    void theNodesHaveFoundEachOther() {
        assertThat(OTHER.getCacheManager().getMembers()).hasSize(2);
    }

    @Override
    PositionStore store() {
        return new ConcurrentMapPositionStore(ONE);
    }

    @Override
    PositionStore storeOfAnotherNode() {
        return new ConcurrentMapPositionStore(OTHER);
    }

    private static Cache<String, String> node() {
        GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
        global.transport().transport(new JGroupsTransport(channel()));
        return new DefaultCacheManager(global.build()).createCache(
                "positions", new ConfigurationBuilder().clustering().cacheMode(CacheMode.DIST_SYNC).build());
    }

    private static JChannel channel() {
        try {
            return new JChannel(
                    new SHARED_LOOPBACK(), new SHARED_LOOPBACK_PING(), new NAKACK2(), new UNICAST3(), new STABLE(),
                    new GMS(), new FRAG2());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
