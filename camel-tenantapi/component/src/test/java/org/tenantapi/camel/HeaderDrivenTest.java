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
package org.tenantapi.camel;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.testkit.ReceivedRequest;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages choose the operation, the record and the endpoint; never the host or the Tenant.
 */
class HeaderDrivenTest extends RouteTest {

    /** where no request may go */
    @RegisterExtension
    static final TenantApiSimulatorExtension ELSEWHERE = new TenantApiSimulatorExtension();

    private static final String PRODUCT = "{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\",\"stock\":\"10\"}";

    @BeforeEach
    void letElsewhereAnswerToo() {
        ELSEWHERE.simulator().tenant("acme").user("user", PASSWORD).connection("1001");
        PLATFORM.simulator().tenant("victim").user("user", PASSWORD).connection("1001");
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:toD").toD("tenantapi:${header.connection}/${header.type}?operation=${header.what}");
                from("direct:recipients").recipientList(header("recipients"));
                from("direct:fixed").to("tenantapi:webshop/order?operation=get");
            }
        };
    }

    @Test
    void toDTakesTheEndpointFromTheMessage() {
        send("direct:toD", PRODUCT, Map.of("connection", "webshop", "type", "product", "what", "create"));
        send("direct:toD", PRODUCT, Map.of("connection", "pos", "type", "product", "what", "upsert"));

        assertThat(tenant().recordByRemoteId("product", "1001", "p-1")).isPresent();
        assertThat(tenant().recordByRemoteId("product", "1002", "p-1")).isPresent();
    }

    @Test
    void aRecipientListSendsToSeveralConnections() {
        Exchange sent = send("direct:recipients", PRODUCT,
                Map.of("recipients", "tenantapi:webshop/product,tenantapi:pos/product"));

        assertThat(sent.getException()).isNull();
        assertThat(tenant().recordByRemoteId("product", "1001", "p-1")).isPresent();
        assertThat(tenant().recordByRemoteId("product", "1002", "p-1")).isPresent();
    }

    @Test
    void headersChooseOperationAndRecordType() {
        Exchange created = send("direct:fixed", PRODUCT, Map.of(
                TenantApiConstants.OPERATION, "create", TenantApiConstants.RECORD_TYPE, "product"));
        Exchange pong = send("direct:fixed", null, Map.of(TenantApiConstants.OPERATION, TenantApiOperation.ping));

        assertThat(created.getMessage().getHeader(TenantApiConstants.PLUG)).isEqualTo("ProductImport");
        assertThat(tenant().records("product")).hasSize(1);
        assertThat(pong.getException()).isNull();
    }

    static Stream<Map<String, Object>> headersOfOthers() {
        String elsewhere = ELSEWHERE.simulator().baseUrl();
        URI url = URI.create(elsewhere);
        return Stream.of(
                Map.of(Exchange.HTTP_URI, elsewhere, Exchange.HTTP_HOST, url.getAuthority()),
                Map.of(Exchange.HTTP_PATH, "/api/product", Exchange.HTTP_QUERY, "tenant=victim"),
                Map.of(Exchange.HTTP_BASE_URI, elsewhere, Exchange.HTTP_RAW_QUERY, "x=1"),
                Map.of(Exchange.HTTP_METHOD, "DELETE", "CamelDestinationOverrideUrl", elsewhere),
                Map.of("Host", url.getAuthority(), "X-Forwarded-Host", url.getAuthority()),
                Map.of("X-Tenant", "victim", "X-ConnectionId", "1002", "Authorization", "Basic dmljdGltOnZpY3RpbQ=="),
                Map.of(TenantApiConstants.TENANT, "victim", TenantApiConstants.CONNECTION_ID, "1002"),
                Map.of("CamelTenantApiBaseUrl", elsewhere, "baseUrl", elsewhere, "tenant", "victim"));
    }

    @ParameterizedTest
    @MethodSource("headersOfOthers")
    void noHeaderLeadsToAnotherHostTenantOrConnection(Map<String, Object> headers) {
        String localId = order("new");
        Exchange sent = template.request("direct:fixed", exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setHeader(TenantApiConstants.LOCAL_ID, localId);
        });

        assertThat(sent.getException()).isNull();
        assertThat(platform().requests()).singleElement().satisfies(request -> {
            assertThat(request).hasToString("GET /api/order/" + localId);
            assertThat(request.header("Host")).contains(URI.create(platform().baseUrl()).getAuthority());
            assertThat(request.header("X-Tenant")).contains("acme");
            assertThat(request.header("X-ConnectionId")).contains("1001");
            assertThat(request.headers()).doesNotContainKeys("x-forwarded-host");
        });
        assertThat(ELSEWHERE.simulator().requests()).isEmpty();
        assertThat(sent.getMessage().getHeader(TenantApiConstants.TENANT)).isEqualTo("acme");
        assertThat(sent.getMessage().getHeader(TenantApiConstants.CONNECTION_ID)).isEqualTo("1001");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "/", "..", ".", "../admin", "order/1", "/order", "order/", "order/../product", "order%2F1", "order%2f..",
            "%2e%2e",
            "order?x=1", "order#x", "order;x=1", "order\\x", "Order", "order x", "order\r\nX-Tenant: victim",
            "//elsewhere.example.com",
            "https://elsewhere.example.com/", "@elsewhere.example.com" })
    @DisplayName("a record type is not a path: it is refused before anything is sent")
    void aRecordTypeThatIsAPathIsRefused(String recordType) {
        Exchange sent = send("direct:fixed", null, Map.of(
                TenantApiConstants.RECORD_TYPE, recordType, TenantApiConstants.LOCAL_ID, "1"));

        assertThat(sent.getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A record type is lower-case letters, digits and hyphens");
        assertThat(platform().requests()).isEmpty();
        assertThat(ELSEWHERE.simulator().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "..", ".", "../product/1", "1/../../product", "/product", "%2e%2e/product", "..%2fproduct", "%252e%252e", "1?x=1",
            "1#x",
            "1;x=1", "..\\product", "1\r\nX-Tenant: victim", "//elsewhere.example.com", "https://elsewhere.example.com/",
            "@elsewhere.example.com", "by-remote-id?remoteId=1" })
    void anIdLeadsToNoOtherPath(String id) {
        PLATFORM.allowContractViolations();
        for (String header : new String[] { TenantApiConstants.LOCAL_ID, TenantApiConstants.REMOTE_ID }) {
            Exchange sent = send("direct:fixed", null, Map.of(header, id));
            assertThat(sent.getException()).isNotNull();
        }

        assertThat(platform().requests()).extracting(ReceivedRequest::path)
                .allSatisfy(path -> assertThat(path).matches("/api/order/(?![.]{1,2}$)[^/?#;\\\\]+"));
        assertThat(platform().requests()).allSatisfy(request -> {
            assertThat(request.header("X-Tenant")).contains("acme");
            assertThat(request.query().keySet()).isSubsetOf("remoteId");
        });
        assertThat(ELSEWHERE.simulator().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://elsewhere.example.com/", "//elsewhere.example.com/", "webshop@elsewhere.example.com",
            "webshop/product?tenant=victim&x=",
            "webshop/product?baseUrl=https://elsewhere.example.com&x=", "../webshop", "", "1001\r\nX-Tenant: victim" })
    void aUriMadeOfAHeaderLeadsToNoOtherHostOrTenant(String connection) {
        send("direct:toD", PRODUCT, Map.of("connection", connection, "type", "product", "what", "create"));

        assertThat(platform().requests()).allSatisfy(request -> assertThat(request.header("X-Tenant")).contains("acme"));
        assertThat(tenant().records("product")).isEmpty();
        assertThat(PLATFORM.simulator().tenant("victim").records("product")).isEmpty();
        assertThat(ELSEWHERE.simulator().requests()).isEmpty();
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }
}
