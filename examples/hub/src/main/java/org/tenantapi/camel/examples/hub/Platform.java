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
package org.tenantapi.camel.examples.hub;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.RecordVersion;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

/**
 * The platform, simulated: one Tenant with the Connections of two shops and of an ERP system. It has a bad day.
 */
final class Platform implements AutoCloseable {

    static final Map<String, String> SHOPS = Map.of("webshop-a", "1001", "webshop-b", "1002");
    static final String ERP = "2001";

    private static final String USER = "hub";
    private static final String PASSWORD = "secret";

    private final TenantApiSimulator simulator;
    private final SimulatedTenant tenant;
    private int read;

    /** @param port where it listens; 0 takes a free one */
    Platform(int port) {
        simulator = TenantApiSimulator.start(port);
        tenant = simulator.tenant("acme").user(USER, PASSWORD).connection(ERP);
        SHOPS.values().forEach(tenant::connection);
        // busy now and then, and some answers to writes get lost: the hub cannot know whether the order was made
        simulator.on("GET", "/order").after(4).times(1).answer(Fault.status(503).retryAfter(1));
        for (int n = 5; n <= 500; n += 55) {
            simulator.on("POST", "/order").after(n).times(1).answer(Fault.answerLost());
        }
    }

    /** What Spring Boot is to know of it. */
    Map<String, Object> properties() {
        return Map.of("tenant.url", simulator.baseUrl(), "tenant.user", USER, "tenant.password", PASSWORD);
    }

    String pageUrl() {
        return simulator.pageUrl();
    }

    List<RecordVersion> orders() {
        return tenant.records("order");
    }

    /** How many pieces of an article the platform believes to be in stock. */
    Optional<Integer> stock(String sku) {
        return tenant.recordByRemoteId("product", ERP, sku).map(product -> product.field("stock").asInt());
    }

    /** The orders that were reported to the event history since the last call: what the Tenant's users see there. */
    synchronized List<RecordVersion> reportedOrders() {
        List<JsonNode> events = tenant.events().stream().map(event -> (JsonNode) event.event()).toList();
        List<RecordVersion> orders = events.subList(read, events.size()).stream()
                .map(event -> tenant.record("order", event.path("relatedIdMsgs").path(0).path("id").asText())).toList();
        read = events.size();
        return orders;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
