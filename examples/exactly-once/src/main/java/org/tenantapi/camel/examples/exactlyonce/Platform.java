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
package org.tenantapi.camel.examples.exactlyonce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tenantapi.camel.testkit.RecordVersion;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

/**
 * The platform, simulated: orders of a web shop, some of which change while they are exported.
 */
final class Platform implements AutoCloseable {

    private static final String USER = "erp";
    private static final String PASSWORD = "secret";
    private static final String ORDERS = "/data/webshop-2010-12-orders.json.gz";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TenantApiSimulator simulator = TenantApiSimulator.start();
    private final SimulatedTenant tenant = simulator.tenant("acme").user(USER, PASSWORD).connection("2001");
    private final Random random = new Random();
    private int changes;

    /** @param count how many orders there are: those of one month, again and again under other ids */
    Platform(int count) throws IOException {
        ArrayNode orders = JSON.createArrayNode();
        try (InputStream month = new GZIPInputStream(Platform.class.getResourceAsStream(ORDERS))) {
            JsonNode known = JSON.readTree(month);
            for (int n = 0; n < count; n++) {
                ObjectNode order = known.get(n % known.size()).deepCopy();
                String localId = "%032x".formatted(n + 1);
                // the shop's number would be twice there
                order.putObject("remoteIdMap");
                orders.add(order.put("localId", localId).put("href", "/api/order/" + localId));
            }
        }
        tenant.load("order", new ByteArrayInputStream(JSON.writeValueAsBytes(orders)));
    }

    /** What the application is to know of it. */
    Map<String, String> properties() {
        return Map.of("tenant.url", simulator.baseUrl(), "tenant.user", USER, "tenant.password", PASSWORD);
    }

    /** Some order gets another status. */
    void change() {
        List<RecordVersion> orders = orders();
        String localId = orders.get(random.nextInt(orders.size())).localId();
        tenant.put("order", "{\"localId\":\"" + localId + "\",\"orderStatus\":\"changed " + ++changes + "\"}");
    }

    List<RecordVersion> orders() {
        return tenant.records("order");
    }

    @Override
    public void close() {
        simulator.close();
    }
}
