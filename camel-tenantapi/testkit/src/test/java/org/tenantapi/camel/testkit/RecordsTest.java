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
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.testkit.HttpConnection.json;

class RecordsTest {

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private SimulatedTenant acme;
    private HttpConnection shop;

    @BeforeEach
    void aTenantAtNoon() {
        platform.simulator().clock().set(NOON);
        shop = HttpConnection.of(platform.simulator());
        acme = platform.simulator().tenant("acme");
    }

    @Test
    void testsTheConnection() throws Exception {
        HttpResponse<String> answer = shop.get("/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("defaultLanguage").asText()).isEqualTo("swe");
        assertThat(json(answer).path("defaultLanguage_iso").path("iso639-1").asText()).isEqualTo("sv");
    }

    @Test
    void showsTheEnvelopeOfWhatItCreated() throws Exception {
        JsonNode created = json(shop.post("/product", "{\"remoteId\":\"A-1\",\"vatRatePercent\":\"25\",\"stock\":\"10\"}"));

        String localId = created.path("localId").asText();
        assertThat(localId).matches("[0-9a-f]{32}");
        assertThat(created.toString()).isEqualTo("{\"href\":\"/api/product/" + localId + "\",\"localId\":\"" + localId
                                                 + "\",\"remoteId\":\"A-1\",\"remoteIdMap\":{\"1001\":\"A-1\"},\"remoteRefMap\":{},"
                                                 + "\"created\":\"2026-01-02T12:00:00Z\",\"lastModified\":\"2026-01-02T12:00:00Z\","
                                                 + "\"vatRatePercent\":\"25\",\"stock\":\"10\"}");
        assertThat(json(shop.get("/product/" + localId))).isEqualTo(created);
        assertThat(json(shop.get("/product/by-remote-id?remoteId=A-1"))).isEqualTo(created);
        assertThat(json(shop.get("/product"))).hasSize(1).first().isEqualTo(created);
    }

    @Test
    void mergesAPutAndBumpsLastModified() throws Exception {
        String localId
                = acme.put("order", "{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"address\":{\"street\":\"x\",\"city\":\"y\"}}");
        platform.simulator().clock().advance(Duration.ofMillis(1500));

        JsonNode changed = json(shop.put("/order/" + localId, "{\"a\":null,\"b\":\"\",\"address\":{\"city\":\"z\"}}"));

        assertThat(changed.has("a")).isFalse();
        assertThat(changed.path("b").asText("missing")).isEmpty();
        assertThat(changed.path("c").asText()).isEqualTo("3");
        assertThat(changed.path("address").toString()).isEqualTo("{\"city\":\"z\"}");
        assertThat(changed.path("created").asText()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(changed.path("lastModified").asText()).isEqualTo("2026-01-02T12:00:01Z");
    }
}
