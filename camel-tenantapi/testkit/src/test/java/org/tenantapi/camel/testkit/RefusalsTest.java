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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.testkit.HttpConnection.json;

class RefusalsTest {

    @RegisterExtension
    static final TenantApiSimulatorExtension PLATFORM = new TenantApiSimulatorExtension();

    private SimulatedTenant acme;
    private HttpConnection shop;

    @BeforeEach
    void aTenantWhoseRulesAreBroken() {
        PLATFORM.allowContractViolations();
        shop = HttpConnection.of(PLATFORM.simulator());
        acme = PLATFORM.simulator().tenant("acme");
    }

    @Test
    void letsNobodyInWithoutCredentials() throws Exception {
        HttpResponse<String> answer = shop.without("Authorization").get("/order");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic realm=");
        assertThat(json(answer).path("status").asInt()).isEqualTo(401);
    }

    @Test
    void letsNobodyInWithWrongCredentials() throws Exception {
        assertThat(shop.as("user", "wrong").get("/order").statusCode()).isEqualTo(401);
        assertThat(shop.as("nobody", "secret").get("/order").statusCode()).isEqualTo(401);
        assertThat(shop.with("Authorization", "Bearer secret").get("/order").statusCode()).isEqualTo(401);
        assertThat(shop.with("Authorization", "Basic %%%").get("/order").statusCode()).isEqualTo(401);
        assertThat(shop.with("Authorization", "Basic bm9jb2xvbg==").get("/order").statusCode()).isEqualTo(401);
    }

    @Test
    void readsCredentialsAsUtf8WithColonsInThePassword() throws Exception {
        acme.user("åsa", "pass:wörd");

        assertThat(shop.as("åsa", "pass:wörd").get("/order").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTenantsApart() throws Exception {
        PLATFORM.simulator().tenant("other").user("other", "secret2").connection("1001").put("order", "{}");

        assertThat(shop.tenant("other").get("/order").statusCode()).isEqualTo(403);
        assertThat(shop.tenant("nobody").get("/order").statusCode()).isEqualTo(403);
        assertThat(shop.without("X-Tenant").get("/order").statusCode()).isEqualTo(403);
        assertThat(json(shop.get("/order"))).isEmpty();
        assertThat(json(shop.as("other", "secret2").tenant("other").get("/order"))).hasSize(1);
    }

    @Test
    void letsInOnlyConnectionsOfTheTenant() throws Exception {
        PLATFORM.simulator().tenant("other").connection("2002");

        assertThat(shop.connection("2002").get("/").statusCode()).isEqualTo(403);
        assertThat(shop.without("X-ConnectionId").get("/").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/nothing", "/order/1/2", "/order/1/2/3", "/log", "/log/other", "/file/1/other", "/product/1/shipment", "/order/" })
    void knowsNoOtherPaths(String path) throws Exception {
        assertThat(shop.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void liesBelowApiOnly() throws Exception {
        String origin = PLATFORM.simulator().baseUrl().replace("/api", "");

        assertThat(new HttpConnection(origin, shop.headers()).get("/order").statusCode()).isEqualTo(404);
        assertThat(shop.get("").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DELETE | /order/1 | GET, PUT", "PATCH | /order/1 | GET, PUT", "PUT | /order | GET, POST", "POST | / | GET",
            "GET | /log/event | POST", "PUT | /order/1/shipment | POST", "GET | /file/1/data | PUT" })
    void knowsNoOtherMethods(String method, String path, String allowed) throws Exception {
        HttpResponse<String> answer = shop.send(method, path, null);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"remoteId\":\"1\",\"vatRatePercent\":25} | vatRatePercent",
            "{\"rows\":[{\"sku\":\"a\"},{\"price\":{\"amount\":1.5}}]} | rows[1].price.amount",
            "{\"title\":\"a\",\"title_lang\":{\"swe\":\"b\"}} | title_lang",
            "{\"description\":\"a\",\"description_lang2\":{\"sv\":\"b\"}} | description_lang2",
            "{\"vatRatePercent\":\"25\"} | remoteId",
            "{\"remoteId\":\"1\"} | vatRatePercent",
            "{\"remoteId\":\"1\",\"vatRatePercent\":null} | vatRatePercent",
            "{\"remoteId\":\" \",\"vatRatePercent\":\"25\"} | remoteId",
            "{\"remoteId\":[],\"vatRatePercent\":\"25\"} | remoteId",
            "{\"remoteId\":\"1\",\"remoteId\":\"2\"} | remoteId",
            "[] | object", "null | object", "{ | JSON", "{} {} | JSON", "'' | object" })
    void refusesAProductThatIsNotValidAndNamesTheField(String json, String named) throws Exception {
        HttpResponse<String> answer = shop.post("/product", json);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").asText()).contains(named);
        assertThat(acme.records("product")).isEmpty();
    }

    @Test
    void refusesTheSameInAnUpdate() throws Exception {
        String localId = acme.put("product", "{\"title\":\"old\"}");

        assertThat(shop.put("/product/" + localId, "{\"stock\":1}").statusCode()).isEqualTo(400);
        assertThat(shop.put("/product/" + localId, "{\"title\":\"a\",\"title_lang\":{}}").statusCode()).isEqualTo(400);
        assertThat(shop.put("/product/" + localId, "{\"title_lang\":{\"swe\":\"a\"}}").statusCode()).isEqualTo(200);
    }

    @Test
    void acceptsNumbersWhenToldTo() throws Exception {
        PLATFORM.simulator().strictNumbers(false);

        assertThat(shop.post("/order", "{\"rows\":[{\"quantity\":1.50}]}").body()).contains("1.50");
    }

    @Test
    void refusesAFlagThatIsNeitherTrueNorFalse() throws Exception {
        assertThat(shop.post("/order?updateOnRemoteId=yes", "{}").statusCode()).isEqualTo(400);
        assertThat(shop.post("/order?suppressTotalsRecalc=1", "{}").statusCode()).isEqualTo(400);
        assertThat(shop.post("/order?suppressTotalsRecalc=true", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void asksForTheRemoteIdWhereItIsNeeded() throws Exception {
        assertThat(json(shop.get("/order/by-remote-id")).path("message").asText()).contains("remoteId");
    }

    @Test
    void takesJsonOnlyAsJson() throws Exception {
        assertThat(shop.with("Content-Type", "text/plain").send("POST", "/order", "{}").statusCode()).isEqualTo(415);
        assertThat(shop.send("POST", "/order", "{}").statusCode()).isEqualTo(415);
        assertThat(shop.with("Content-Type", "application/json; charset=utf-8").send("POST", "/order", "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void limitsTheRequestsOfASecond() throws Exception {
        PLATFORM.simulator().requestsPerSecond(2).clock().freeze();
        shop.get("/");
        assertThat(shop.get("/").statusCode()).isEqualTo(200);

        HttpResponse<String> answer = shop.get("/");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");

        PLATFORM.simulator().clock().advance(Duration.ofSeconds(1));
        assertThat(shop.get("/").statusCode()).isEqualTo(200);
        shop.get("/");
        PLATFORM.simulator().requestsPerSecond(0);
        assertThat(shop.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsConnectionsReadOnly() throws Exception {
        acme.put("connection", "{\"name\":\"Webshop\"}");

        assertThat(json(shop.get("/connection"))).hasSize(1);
        assertThat(shop.post("/connection", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesAPathThatIsNotEncoded() throws Exception {
        try (RawConnection connection = RawConnection.to(PLATFORM.simulator())) {
            connection.send("GET /api/%zz HTTP/1.1", shop.headers());

            assertThat(connection.readAll()).startsWith("HTTP/1.1 400");
        }
    }
}
