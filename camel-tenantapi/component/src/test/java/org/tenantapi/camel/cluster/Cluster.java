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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.tenantapi.camel.cluster.Event.Kind;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes, with all that they have in common: a Tenant with traffic, a position and a witness.
 */
final class Cluster implements AutoCloseable {

    private final TenantApiSimulator simulator = TenantApiSimulator.start();
    private final Witness witness = new Witness();
    private final SharedStore store;
    private final SharedStore.Backend backend;
    private final Map<String, String> properties = new HashMap<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final OrderTraffic traffic;

    /** Of nodes whose routes run as they are told. */
    static Cluster withoutService(SharedStore store) throws IOException {
        return new Cluster(store);
    }

    /** Of nodes that agree on a leader by a lock on a file in this folder. */
    static Cluster withService(SharedStore store, Path lockFolder) throws IOException {
        Cluster cluster = new Cluster(store);
        cluster.properties.put("lockFolder", lockFolder.toString());
        return cluster;
    }

    private Cluster(SharedStore store) throws IOException {
        this.store = store;
        this.backend = store.start();
        SimulatedTenant tenant = simulator.tenant("acme").user("user", "secret").connection("1001");
        properties.put("baseUrl", simulator.baseUrl());
        properties.put("store", store.name());
        properties.put("storeAddress", backend.address());
        traffic = new OrderTraffic(tenant);
    }

    /** Starts one more, and returns when it is up. */
    NodeProcess addNode() throws IOException {
        String name = store.name().toLowerCase() + "-" + (nodes.size() + 1);
        NodeProcess node = NodeProcess.start(name, properties, witness);
        nodes.add(node);
        return node;
    }

    Witness witness() {
        return witness;
    }

    /** Waits until this node has delivered so many versions from now on; returns the last of them. */
    Event awaitDeliveries(NodeProcess node, int count) {
        return awaitDeliveries(node, witness.now(), count);
    }

    /** Waits until this node has delivered so many versions since that place; returns the last of them. */
    Event awaitDeliveries(NodeProcess node, int from, int count) {
        return witness.await(
                count + " deliveries by " + node.name(), from, event -> event.is(Kind.DELIVERED, node.name()), count);
    }

    /** Ends the traffic, and judges when all of it was delivered; fails when a minute is not enough for that. */
    Judgement judge() {
        traffic.close();
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(judgement().lost()).isEmpty());
        return judgement();
    }

    private Judgement judgement() {
        return Judgement.of(witness.events(), traffic.currentVersions());
    }

    int versions() {
        return traffic.versions();
    }

    @Override
    public void close() throws IOException {
        traffic.close();
        nodes.forEach(NodeProcess::close);
        witness.close();
        simulator.close();
        backend.close();
    }
}
