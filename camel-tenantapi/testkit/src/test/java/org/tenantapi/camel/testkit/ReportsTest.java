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
package org.tenantapi.camel.testkit;

import java.net.http.HttpResponse;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.testkit.HttpConnection.json;

/** Shipments, log events and files. */
class ReportsTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private SimulatedTenant acme;
    private HttpConnection shop;

    @BeforeEach
    void aTenantAtNoon() {
        platform.simulator().clock().set(NOON);
        shop = HttpConnection.of(platform.simulator());
        acme = platform.simulator().tenant("acme");
    }

    @Test
    void appendsShipmentsAndLeavesTheStatuses() throws Exception {
        String localId
                = json(shop.post("/order", "{\"remoteId\":\"17\",\"shippingStatus\":\"none\"}")).path("localId").asText();
        platform.simulator().clock().set(NOON.plusSeconds(7));

        HttpResponse<String> first = shop.post("/order/" + localId + "/shipment", "[{\"trackingCode\":\"A\"}]");
        shop.post("/order/by-remote-id/shipment?remoteId=17", "[{\"trackingCode\":\"B\",\"trackingUri\":\"http://b\"}]");

        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(first.body()).isEmpty();
        RecordVersion order = acme.record("order", localId);
        assertThat(order.field("shipments"))
                .hasToString("[{\"trackingCode\":\"A\"},{\"trackingCode\":\"B\",\"trackingUri\":\"http://b\"}]");
        assertThat(order.field("shippingStatus").asText()).isEqualTo("none");
        assertThat(order.lastModified()).isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void refusesShipmentsThatAreNoArrayOfObjects() throws Exception {
        platform.allowContractViolations();
        String localId = acme.put("order", "{}");

        assertThat(shop.post("/order/" + localId + "/shipment", "{\"trackingCode\":\"A\"}").statusCode()).isEqualTo(400);
        assertThat(shop.post("/order/" + localId + "/shipment", "[{},\"A\"]").body()).contains("Element 1");
        assertThat(acme.record("order", localId).field("shipments").isMissingNode()).isTrue();
    }

    @Test
    void keepsLogEvents() throws Exception {
        String event
                = "{\"severity\":\"Error\",\"relatedRecordType\":\"order\",\"direction\":\"export\",\"summary\":\"No stock\","
                  + "\"body\":[\"a\",\"b\"],\"relatedIdMsgs\":[{\"id\":\"0\",\"displayId\":\"1001\",\"message\":\"c\"}]}";

        HttpResponse<String> answer = shop.post("/log/event", "[" + event + ",{\"summary\":\"second\"}]");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(acme.events()).hasSize(2).first().satisfies(logged -> {
            assertThat(logged.connectionId()).isEqualTo("1001");
            assertThat(logged.at()).isEqualTo(NOON);
            assertThat(logged.event()).hasToString(event);
        });
    }

    @Test
    void refusesOneEventWithoutItsArray() throws Exception {
        platform.allowContractViolations();

        assertThat(shop.post("/log/event", "{\"summary\":\"alone\"}").statusCode()).isEqualTo(400);
        assertThat(acme.events()).isEmpty();
    }

    @Test
    void keepsFilesWithTheirData() throws Exception {
        JsonNode file = json(shop.post("/file", "{\"name\":\"a.txt\",\"mimeType\":\"text/plain\",\"publicAccess\":true}"));
        assertThat(acme.files()).singleElement().satisfies(announced -> assertThat(announced.data()).isEmpty());

        HttpResponse<String> answer = shop.with("Content-Type", "text/plain")
                .send("PUT", "/file/" + file.path("localId").asText() + "/data", "hällo");

        assertThat(json(answer).path("localId")).isEqualTo(file.path("localId"));
        assertThat(acme.files()).singleElement().satisfies(uploaded -> {
            assertThat(uploaded.name()).isEqualTo("a.txt");
            assertThat(uploaded.publicAccess()).isTrue();
            assertThat(new String(uploaded.data(), "UTF-8")).isEqualTo("hällo");
        });
    }

    @Test
    void refusesDataOfAnotherMediaType() throws Exception {
        String localId = acme.put("file", "{\"name\":\"a.png\",\"mimeType\":\"image/png\"}");

        HttpResponse<String> answer
                = shop.with("Content-Type", "image/gif").send("PUT", "/file/" + localId + "/data", "GIF89a");

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(acme.files().get(0).data()).isEmpty();
    }
}
