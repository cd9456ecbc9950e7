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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.testkit.HttpConnection.json;

class RecordsTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private SimulatedTenant acme;
    private HttpConnection shop;
    private HttpConnection warehouse;

    @BeforeEach
    void aTenantAtNoon() {
        platform.simulator().clock().set(NOON);
        shop = HttpConnection.of(platform.simulator());
        warehouse = shop.connection("1002");
        acme = platform.simulator().tenant("acme").connection("1002");
    }

    @Test
    void testsTheConnection() throws Exception {
        HttpResponse<String> answer = shop.get("/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(json(answer).path("defaultLanguage").asText()).isEqualTo("swe");
        assertThat(json(answer).path("defaultLanguage_iso").path("iso639-1").asText()).isEqualTo("sv");
    }

    @Test
    void showsTheEnvelopeOfWhatItCreated() throws Exception {
        JsonNode created = json(shop.post("/product", "{\"remoteId\":\"A-1\",\"vatRatePercent\":\"25\",\"stock\":\"10\"}"));

        String localId = created.path("localId").asText();
        assertThat(localId).matches("[0-9a-f]{32}");
        assertThat(created).hasToString("{\"href\":\"/api/product/" + localId + "\",\"localId\":\"" + localId
                                        + "\",\"remoteId\":\"A-1\",\"remoteIdMap\":{\"1001\":\"A-1\"},\"remoteRefMap\":{},"
                                        + "\"created\":\"2026-01-02T12:00:00Z\",\"lastModified\":\"2026-01-02T12:00:00Z\","
                                        + "\"vatRatePercent\":\"25\",\"stock\":\"10\"}");
        assertThat(json(shop.get("/product/" + localId))).isEqualTo(created);
        assertThat(json(shop.get("/product/by-remote-id?remoteId=A-1"))).isEqualTo(created);
        assertThat(json(shop.get("/product"))).hasSize(1).first().isEqualTo(created);
    }

    @Test
    void createsTwoRecordsFromTwoPostsWithoutRemoteId() throws Exception {
        JsonNode first = json(shop.post("/order", "{}"));
        JsonNode second = json(shop.post("/order", "{}"));

        assertThat(first.path("localId")).isNotEqualTo(second.path("localId"));
        assertThat(first.has("remoteId")).isFalse();
        assertThat(acme.records("order")).hasSize(2);
    }

    @Test
    void givesNoLocalIdThatALoadedRecordHas() throws Exception {
        JsonNode first = json(shop.post("/order", "{\"n\":\"1\"}"));
        platform.simulator().reset();
        acme = platform.simulator().tenant("acme").user("user", "secret").connection("1001");
        acme.putAsIs("order", first.toString());

        shop.post("/order", "{\"n\":\"2\"}");

        assertThat(acme.records("order")).extracting(order -> order.field("n").asText()).containsExactly("1", "2");
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
        assertThat(changed.path("address")).hasToString("{\"city\":\"z\"}");
        assertThat(changed.path("created").asText()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(changed.path("lastModified").asText()).isEqualTo("2026-01-02T12:00:01Z");
    }

    @Test
    void createsNoFieldForANull() throws Exception {
        assertThat(json(shop.post("/order", "{\"note\":null}")).has("note")).isFalse();
    }

    @Test
    void ignoresTheFieldsThatThePlatformDecides() throws Exception {
        JsonNode created = json(
                shop.post("/order", "{\"localId\":\"x\",\"href\":\"y\",\"created\":\"z\",\"remoteIdMap\":{\"7\":\"8\"}}"));

        assertThat(created.path("localId").asText()).matches("[0-9a-f]{32}");
        assertThat(created.path("created").asText()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(created.path("remoteIdMap")).isEmpty();
    }

    @Test
    void showsEachConnectionItsOwnRemoteId() throws Exception {
        String localId = json(shop.post("/order", "{\"remoteId\":\"shop \\\"1\\\"\"}")).path("localId").asText();

        assertThat(json(warehouse.get("/order/" + localId)).has("remoteId")).isFalse();
        assertThat(json(warehouse.put("/order/" + localId, "{\"remoteId\":\"W-1\"}")).path("remoteId").asText())
                .isEqualTo("W-1");
        assertThat(json(shop.get("/order")).get(0).path("remoteId").asText()).isEqualTo("shop \"1\"");
        assertThat(json(warehouse.get("/order")).get(0).path("remoteId").asText()).isEqualTo("W-1");
        assertThat(acme.record("order", localId).remoteIds()).hasSize(2).containsEntry("1002", "W-1");
    }

    @Test
    void keepsRemoteIdsOfConnectionsAndTypesApart() throws Exception {
        String ofShop = json(shop.post("/order", "{\"remoteId\":\"1\"}")).path("localId").asText();
        String ofWarehouse = json(warehouse.post("/order", "{\"remoteId\":\"1\"}")).path("localId").asText();
        json(shop.post("/customer", "{\"remoteId\":\"1\"}"));

        assertThat(json(shop.get("/order/by-remote-id?remoteId=1")).path("localId").asText()).isEqualTo(ofShop);
        assertThat(json(warehouse.get("/order/by-remote-id?remoteId=1")).path("localId").asText()).isEqualTo(ofWarehouse);
        assertThat(acme.recordByRemoteId("customer", "1001", "1")).isPresent();
        assertThat(acme.recordByRemoteId("customer", "1002", "1")).isEmpty();
    }

    @Test
    void refusesARemoteIdThatIsTaken() throws Exception {
        shop.post("/order", "{\"remoteId\":\"1\",\"note\":\"first\"}");
        String other = json(shop.post("/order", "{\"remoteId\":\"2\"}")).path("localId").asText();

        assertThat(shop.post("/order", "{\"remoteId\":\"1\"}").statusCode()).isEqualTo(409);
        assertThat(shop.put("/order/" + other, "{\"remoteId\":\"1\"}").statusCode()).isEqualTo(409);
        assertThat(acme.records("order")).hasSize(2);
        assertThat(acme.record("order", other).remoteId("1001")).hasValue("2");
    }

    @Test
    void freesTheRemoteIdThatWasCleared() throws Exception {
        String localId = json(shop.post("/order", "{\"remoteId\":\"1\"}")).path("localId").asText();

        assertThat(json(shop.put("/order/" + localId, "{\"remoteId\":null}")).has("remoteId")).isFalse();
        assertThat(shop.get("/order/by-remote-id?remoteId=1").statusCode()).isEqualTo(404);
        assertThat(shop.post("/order", "{\"remoteId\":\"1\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void updatesOnRemoteIdWhenAskedTo() throws Exception {
        String path = "/product?updateOnRemoteId=true";
        JsonNode created = json(shop.post(path, "{\"remoteId\":\"A\",\"vatRatePercent\":\"25\",\"title\":\"old\"}"));
        JsonNode updated = json(shop.post(path, "{\"remoteId\":\"A\",\"title\":\"new\"}"));

        assertThat(updated.path("localId")).isEqualTo(created.path("localId"));
        assertThat(updated.path("title").asText()).isEqualTo("new");
        assertThat(updated.path("vatRatePercent").asText()).isEqualTo("25");
        assertThat(acme.records("product")).hasSize(1);
    }

    @Test
    void updatesByRemoteId() throws Exception {
        shop.post("/order", "{\"remoteId\":\"a/b c\",\"orderStatus\":\"processing\"}");

        JsonNode changed = json(shop.put("/order/by-remote-id?remoteId=a%2Fb+c&suppressTotalsRecalc=true",
                "{\"orderStatus\":\"complete\"}"));

        assertThat(changed.path("orderStatus").asText()).isEqualTo("complete");
        assertThat(changed.path("remoteId").asText()).isEqualTo("a/b c");
    }

    @Test
    void answers404ForWhatIsNotThere() throws Exception {
        String unknown = "0123456789abcdef0123456789abcdef";

        assertThat(shop.get("/order/" + unknown).statusCode()).isEqualTo(404);
        assertThat(shop.put("/order/" + unknown, "{}").statusCode()).isEqualTo(404);
        assertThat(shop.get("/order/by-remote-id?remoteId=1").statusCode()).isEqualTo(404);
        assertThat(shop.post("/order/" + unknown + "/shipment", "[]").statusCode()).isEqualTo(404);
        assertThat(json(shop.get("/order/" + unknown)).path("message").asText()).contains(unknown);
    }

    @Test
    void knowsATypeOnceARecordOfItExists() throws Exception {
        assertThat(shop.get("/priceList").statusCode()).isEqualTo(404);

        acme.put("priceList", "{}");

        assertThat(json(shop.get("/priceList"))).hasSize(1);
    }

    @Test
    @DisplayName("lesson 30: digits survive")
    void keepsDigitsAndOrderAsTheyWereWritten() throws Exception {
        String content = "\"z\":1.10,\"a\":123456789012345678901234567890,\"m\":[0.1000000000000000000001]";
        String localId = acme.putAsIs("order", "{" + content + "}");

        assertThat(shop.get("/order/" + localId).body()).endsWith("," + content + "}");
        assertThat(shop.put("/order/" + localId, "{\"b\":\"1\"}").body()).endsWith("," + content + ",\"b\":\"1\"}");
    }

    @Test
    void putsThePlatformsOwnWritesPastTheRules() {
        String localId = acme.put("product", "{\"stock\":7}");

        assertThat(acme.put("product", "{\"localId\":\"" + localId + "\",\"remoteIdMap\":{\"1002\":\"W\"}}"))
                .isEqualTo(localId);
        assertThat(acme.record("product", localId).field("stock").intValue()).isEqualTo(7);
        assertThat(acme.record("product", localId).remoteId("1002")).hasValue("W");
    }
}
