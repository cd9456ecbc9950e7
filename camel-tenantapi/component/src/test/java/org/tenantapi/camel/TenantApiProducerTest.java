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

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiNotFoundException;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TenantApiProducerTest extends RouteTest {

    private static final String PRODUCT
            = "{\"remoteId\":\"p-1\",\"sku\":\"85123A\",\"vatRatePercent\":\"25\",\"stock\":\"10\",\"title\":\"Lantern\"}";

    /** What a user's own class looks like. */
    public static class Product {
        public String remoteId = "p-1";
        public String vatRatePercent = "25";
        public int stock = 10;
        public BigDecimal weight = new BigDecimal("1.50");
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        Exchange sent = template.request("tenantapi:" + uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
        if (sent.getException() instanceof RuntimeException e) {
            throw e;
        }
        assertThat(sent.getException()).isNull();
        return sent;
    }

    private Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    private static List<ReceivedRequest> writes() {
        return platform().requests().stream().filter(request -> !request.method().equals("GET")).toList();
    }

    @ParameterizedTest
    @EnumSource(UpsertStrategy.class)
    void anUpsertCreatesThenUpdates(UpsertStrategy strategy) {
        String uri = "webshop/product?upsertStrategy=" + strategy;
        Exchange created = send(uri, PRODUCT);
        String localId = created.getMessage().getHeader(TenantApiConstants.LOCAL_ID, String.class);
        assertThat(localId).hasSize(32);
        assertThat(created.getMessage().getHeader(TenantApiConstants.REMOTE_ID)).isEqualTo("p-1");
        assertThat(created.getMessage().getHeader(TenantApiConstants.HTTP_STATUS, int.class)).isBetween(200, 299);
        assertThat(created.getMessage().getHeader(TenantApiConstants.PLUG)).isEqualTo("ProductImport");
        assertThat(created.getMessage().getBody(TenantRecord.class).localId()).isEqualTo(localId);

        Exchange updated = send(uri, "{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\",\"stock\":\"7\"}");
        assertThat(updated.getMessage().getHeader(TenantApiConstants.LOCAL_ID)).isEqualTo(localId);
        assertThat(tenant().records("product")).hasSize(1);
        assertThat(tenant().record("product", localId).field("stock").asText()).isEqualTo("7");
        assertThat(tenant().record("product", localId).field("title").asText()).isEqualTo("Lantern");
    }

    @Test
    void remoteIdsOfConnectionsAreApart() {
        send("webshop/product", PRODUCT);
        send("pos/product", PRODUCT.replace("85123A", "85123B"));
        assertThat(tenant().records("product")).hasSize(2);
        assertThat(tenant().recordByRemoteId("product", "1002", "p-1")).isPresent();
    }

    @Test
    void theRemoteIdOfTheHeaderBecomesTheRecordsOwn() {
        send("webshop/product", "{\"vatRatePercent\":\"25\",\"stock\":\"1\"}", Map.of(TenantApiConstants.REMOTE_ID, "p-9"));
        assertThat(tenant().recordByRemoteId("product", "1001", "p-9")).isPresent();
    }

    @Test
    void anUpsertWithoutARemoteIdIsRefusedAndNothingIsSent() {
        assertThatThrownBy(() -> send("webshop/product", "{\"stock\":\"1\"}")).isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("remoteId").hasMessageContaining(TenantApiConstants.REMOTE_ID);
        assertThat(platform().requests()).isEmpty();
    }

    @Test
    void createdTwiceItIsAConflict() {
        send("webshop/product?operation=create", PRODUCT);
        assertThatThrownBy(() -> send("webshop/product?operation=create", PRODUCT))
                .isInstanceOf(TenantApiConflictException.class).hasMessageContaining("409").hasMessageContaining("/product")
                .hasMessageContaining("acme").hasMessageContaining("1001");
        assertThat(tenant().records("product")).hasSize(1);
    }

    @Test
    @DisplayName("lesson 31: null clears, absent leaves as it was, an empty text is an empty text")
    void anUpdateMerges() {
        String localId = send("webshop/product", PRODUCT).getMessage().getHeader(TenantApiConstants.LOCAL_ID, String.class);
        send("webshop/product?operation=update", "{\"title\":null,\"sku\":\"\"}", Map.of(TenantApiConstants.LOCAL_ID, localId));
        ReceivedRequest put = writes().get(1);
        assertThat(put.method() + " " + put.path()).isEqualTo("PUT /api/product/" + localId);
        assertThat(put.bodyText()).isEqualTo("{\"title\":null,\"sku\":\"\"}");
        assertThat(tenant().record("product", localId).field("stock").asText()).isEqualTo("10");
        assertThat(tenant().record("product", localId).field("title").isTextual()).isFalse();
        assertThat(tenant().record("product", localId).field("sku").asText()).isEmpty();
    }

    @Test
    void anUpdateFindsTheRecordByItsRemoteId() {
        send("webshop/product", PRODUCT);
        send("webshop/product?operation=update", "{\"stock\":\"3\"}", Map.of(TenantApiConstants.REMOTE_ID, "p-1"));
        assertThat(tenant().records("product").get(0).field("stock").asText()).isEqualTo("3");
    }

    @Test
    void anUpdateOfNothingIsNotFound() {
        assertThatThrownBy(() -> send("webshop/product?operation=update", "{\"stock\":\"3\"}",
                Map.of(TenantApiConstants.REMOTE_ID, "nobody"))).isInstanceOf(TenantApiNotFoundException.class);
    }

    @Test
    @DisplayName("lesson 30: numbers go out as strings with their digits as they are")
    void numbersGoOutAsStrings() {
        Map<String, Object> product = new HashMap<>();
        product.put("remoteId", "p-1");
        product.put("vatRatePercent", 25);
        product.put("weight", new BigDecimal("1.50"));
        product.put("volume", new BigDecimal("12345678901234567890.123456789"));
        product.put("stock", 10L);
        send("webshop/product", product);
        assertThat(writes().get(0).bodyText()).contains("\"vatRatePercent\":\"25\"", "\"weight\":\"1.50\"",
                "\"volume\":\"12345678901234567890.123456789\"", "\"stock\":\"10\"");
    }

    @Test
    void numbersStayNumbersWhenAskedTo() {
        platform().strictNumbers(false);
        PLATFORM.allowContractViolations();
        send("webshop/product?numbersAsStrings=false", "{\"remoteId\":\"p-1\",\"vatRatePercent\":25}");
        assertThat(writes().get(0).bodyText()).isEqualTo("{\"remoteId\":\"p-1\",\"vatRatePercent\":25}");
    }

    @Test
    @DisplayName("lesson 31: a record that comes as JSON goes byte for byte, unknown fields and all")
    void jsonGoesByteForByte() {
        String json = "{ \"remoteId\":\"p-1\" ,\"x-unknown\":{\"å\":[null,true]},\n\"vatRatePercent\":\"25\"}";
        send("webshop/product?operation=create", json);
        assertThat(writes().get(0).bodyText()).isEqualTo(json);
    }

    @Test
    void takesABodyOfAnyUsualType(@TempDir Path folder) throws Exception {
        File file = Files.writeString(folder.resolve("product.json"), PRODUCT).toFile();
        List<Object> bodies = new ArrayList<>(
                List.of(PRODUCT, PRODUCT.getBytes(), new ByteArrayInputStream(PRODUCT.getBytes()),
                        new StringReader(PRODUCT), file, file.toPath(), TenantRecord.of(PRODUCT),
                        new ObjectMapper().readTree(PRODUCT),
                        new ObjectMapper().readValue(PRODUCT, Map.class), new Product()));
        for (Object body : bodies) {
            platform().clearRequests();
            send("webshop/product", body);
            assertThat(writes()).as(body.getClass().getName()).hasSize(1);
            assertThat(writes().get(0).bodyText()).contains("\"remoteId\":\"p-1\"", "\"stock\":\"10\"");
        }
        assertThat(tenant().records("product")).hasSize(1);
    }

    @Test
    void aBodyThatIsNoRecordIsRefusedAndNothingIsSent() {
        for (Object body : Arrays.asList(null, "", "hello", "{\"remoteId\":\"p-1\"", "{}{}", 42,
                "{\"remoteId\":\"\u0000")) {
            assertThatThrownBy(() -> send("webshop/product", body)).as(String.valueOf(body))
                    .isInstanceOf(InvalidRecordException.class);
        }
        assertThat(platform().requests()).isEmpty();
    }

    @Test
    void readsOneRecord() {
        String localId = tenant().putAsIs("order", "{\"remoteOrderNo\":\"7\",\"remoteIdMap\":{\"1001\":\"web-7\"}}");
        Exchange byLocalId = send("webshop/order?operation=get", null, Map.of(TenantApiConstants.LOCAL_ID, localId));
        assertThat(byLocalId.getMessage().getBody(TenantRecord.class).map()).containsEntry("remoteOrderNo", "7");
        Exchange byRemoteId = send("webshop/order?operation=get", null, Map.of(TenantApiConstants.REMOTE_ID, "web-7"));
        assertThat(byRemoteId.getMessage().getHeader(TenantApiConstants.LOCAL_ID)).isEqualTo(localId);
        assertThatThrownBy(() -> send("webshop/order?operation=get", null, Map.of(TenantApiConstants.LOCAL_ID, "0".repeat(32))))
                .isInstanceOf(TenantApiNotFoundException.class);
        assertThatThrownBy(() -> send("webshop/order?operation=get", null)).isInstanceOf(InvalidRecordException.class);
    }

    @Test
    void idsCannotEscapeTheirPlaceInThePath() {
        PLATFORM.allowContractViolations();
        assertThatThrownBy(
                () -> send("webshop/order?operation=get", null, Map.of(TenantApiConstants.LOCAL_ID, "../product/x?y=1#z")))
                .isInstanceOf(TenantApiNotFoundException.class);
        assertThat(platform().requests().get(0).path()).isEqualTo("/api/order/..%2Fproduct%2Fx%3Fy%3D1%23z");
    }

    @Test
    void listsRecordsWhileTheyArrive() throws Exception {
        for (int n = 0; n < 200; n++) {
            orderAt(NOON.minusSeconds(n));
        }
        List<String> seen = new ArrayList<>();
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").to("tenantapi:webshop/order?operation=list").split(body()).streaming()
                        .process(exchange -> seen.add(exchange.getMessage().getBody(TenantRecord.class).localId()));
            }
        });
        template.sendBodyAndHeader("direct:list", null, TenantApiConstants.MODIFIED_AT_OR_AFTER, NOON.minusSeconds(49));
        assertThat(seen).hasSize(50).doesNotHaveDuplicates();
        assertThat(platform().requests().get(0).queryParameter("modifiedAtOrAfter")).contains("2026-11-01T11:59:11Z");
    }

    @Test
    @DisplayName("lesson 45: a list that was closed early is not a shorter one (mulesoft/mule#4443)")
    void aListIsClosedWithItsExchange() {
        for (int n = 0; n < 20; n++) {
            orderAt(NOON);
        }
        List<Iterator<?>> lists = new ArrayList<>();
        template.request("tenantapi:webshop/order?operation=list", exchange -> {
        });
        for (int n = 0; n < 30; n++) {
            // more lists than connections in the pool, none read to its end
            Exchange exchange = template.request("tenantapi:webshop/order?operation=list", e -> {
            });
            assertThat(exchange.getException()).isNull();
            lists.add(exchange.getMessage().getBody(Iterator.class));
        }
        assertThat(lists).allSatisfy(list -> assertThatThrownBy(list::hasNext).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed before its end"));
    }

    @Test
    @DisplayName("lesson 26: a list that breaks off fails, and is not a shorter list")
    void aListThatBreaksOffFails() throws Exception {
        for (int n = 0; n < 20; n++) {
            orderAt(NOON);
        }
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").to("tenantapi:webshop/order?operation=list").split(body()).streaming().stopOnException()
                        .to("mock:listed");
            }
        });
        for (Fault fault : List.of(Fault.errorObject(), Fault.truncatedAt(700), Fault.html(), Fault.emptyBody())) {
            platform().on("GET", "/order").answer(fault);
            assertThatThrownBy(() -> template.sendBody("direct:list", null)).as(fault.toString())
                    .hasCauseInstanceOf(TenantApiException.class);
        }
    }

    @Test
    void addsShipments() {
        String localId = tenant().putAsIs("order", "{\"remoteOrderNo\":\"7\",\"remoteIdMap\":{\"1001\":\"web-7\"}}");
        send("webshop/order?operation=addShipments", Map.of("trackingCode", "T1", "trackingUri", "https://example.com/T1"),
                Map.of(TenantApiConstants.LOCAL_ID, localId));
        send("webshop/order?operation=addShipments", List.of(Map.of("trackingCode", "T2")),
                Map.of(TenantApiConstants.REMOTE_ID, "web-7"));
        assertThat(writes()).extracting(ReceivedRequest::path)
                .containsExactly("/api/order/" + localId + "/shipment", "/api/order/by-remote-id/shipment");
        assertThat(writes().get(0).bodyText()).startsWith("[{").contains("\"T1\"");
    }

    @Test
    void addsLogEvents() {
        send("webshop/order?operation=addLogEvents",
                "{\"severity\":\"Error\",\"relatedRecordType\":\"order\",\"direction\":\"export\",\"summary\":\"No such customer\"}");
        assertThat(tenant().events()).hasSize(1);
        assertThat(tenant().events().get(0).event().get("summary").asText()).isEqualTo("No such customer");
    }

    @Test
    void uploadsAFile(@TempDir Path folder) throws Exception {
        Path pdf = Files.write(folder.resolve("invoice.pdf"), new byte[] { '%', 'P', 'D', 'F', 0, -1 });
        send("webshop/file?operation=uploadFile", pdf.toFile(), Map.of(Exchange.FILE_NAME, "invoice.pdf"));
        send("webshop/file?operation=uploadFile", "hello",
                Map.of(Exchange.FILE_NAME, "a.txt", Exchange.CONTENT_TYPE, "text/plain", TenantApiConstants.PUBLIC_ACCESS,
                        true));
        send("webshop/file?operation=uploadFile", new ByteArrayInputStream(new byte[100_000]), Map.of(Exchange.FILE_NAME, "x"));
        assertThat(tenant().files()).extracting("name").containsExactlyInAnyOrder("invoice.pdf", "a.txt", "x");
        var files = tenant().files();
        var invoice = files.stream().filter(file -> file.name().equals("invoice.pdf")).findFirst().orElseThrow();
        assertThat(invoice.mimeType()).isEqualTo("application/pdf");
        assertThat(invoice.publicAccess()).isFalse();
        assertThat(invoice.data()).isEqualTo(Files.readAllBytes(pdf));
        var text = files.stream().filter(file -> file.name().equals("a.txt")).findFirst().orElseThrow();
        assertThat(text.publicAccess()).isTrue();
        assertThat(text.data()).asString().isEqualTo("hello");
    }

    @Test
    void pings() {
        Exchange pong = send("webshop/order?operation=ping", null);
        assertThat(pong.getMessage().getBody(TenantRecord.class).map()).containsEntry("defaultLanguage", "swe");
        assertThat(pong.getMessage().getHeader(TenantApiConstants.HTTP_STATUS)).isEqualTo(200);
    }

    @Test
    void headersChooseOperationAndRecordType() {
        send("webshop/order", PRODUCT,
                Map.of(TenantApiConstants.OPERATION, "create", TenantApiConstants.RECORD_TYPE, "product"));
        assertThat(tenant().records("product")).hasSize(1);
        assertThatThrownBy(() -> send("webshop/order", PRODUCT, Map.of(TenantApiConstants.OPERATION, "delete")))
                .hasMessageContaining("delete").hasMessageContaining("upsert");
        assertThatThrownBy(() -> send("webshop/order", PRODUCT, Map.of(TenantApiConstants.RECORD_TYPE, "../file")))
                .hasMessageContaining("../file");
    }

    @Test
    void headersRedirectToNoOtherTenantOrConnection() {
        send("webshop/product", PRODUCT,
                Map.of(TenantApiConstants.TENANT, "other", TenantApiConstants.CONNECTION_ID, "1002", "CamelHttpUri",
                        "http://127.0.0.1:1/", "X-Tenant", "other"));
        assertThat(platform().requests()).allSatisfy(request -> {
            assertThat(request.header("X-Tenant")).contains("acme");
            assertThat(request.header("X-ConnectionId")).contains("1001");
        });
    }

    @Test
    void suppressTotalsRecalcIsSentForOrdersOnly() {
        send("webshop/order?operation=create&suppressTotalsRecalc=true", "{\"remoteId\":\"o-1\"}");
        send("webshop/product?operation=create&suppressTotalsRecalc=true", PRODUCT);
        assertThat(writes().get(0).queryParameter("suppressTotalsRecalc")).contains("true");
        assertThat(writes().get(1).queryParameter("suppressTotalsRecalc")).isEmpty();
    }

    @Test
    @DisplayName("lesson 27: an unknown status fails")
    void anUnknownStatusFails() {
        for (int status : new int[] { 302, 304, 418, 499, 599 }) {
            platform().on("POST", "/order").answer(Fault.status(status));
            assertThatThrownBy(() -> send("webshop/order?operation=create", "{\"orderStatus\":\"new\"}"))
                    .as("status " + status).hasMessageContaining(String.valueOf(status));
        }
        assertThat(tenant().records("order")).isEmpty();
    }

    @Test
    void anAnswerThatIsNoRecordIsRefused() {
        platform().on("POST", "/order").answer(Fault.html());
        assertThatThrownBy(() -> send("webshop/order?operation=create", "{\"orderStatus\":\"new\"}"))
                .isInstanceOf(OutcomeUnknownException.class).hasCauseInstanceOf(TenantApiMalformedAnswerException.class);
    }

    @Test
    void anEmptyAnswerIsAnAnswer() {
        platform().on("POST", "/product").answer(Fault.emptyBody());
        Exchange sent = send("webshop/product?operation=create", PRODUCT);
        assertThat(sent.getMessage().getBody()).isNull();
        assertThat(sent.getMessage().getHeader(TenantApiConstants.REMOTE_ID)).isEqualTo("p-1");
    }

    @Test
    void ourOwnWriteComesBackInTheNextPoll() throws Exception {
        export("tenantapi:webshop/order?delay=20&initialDelay=0");
        send("webshop/order", "{\"remoteId\":\"o-1\",\"orderStatus\":\"new\"}");
        awaitDelivered(1);
        platform().clock().advance(Duration.ofSeconds(5));
        send("webshop/order", "{\"remoteId\":\"o-1\",\"orderStatus\":\"complete\"}");
        awaitDelivered(2);
        assertThat(delivered).last().asString().endsWith(":complete");
    }

    @Test
    void theModifiedAtOrAfterHeaderMayBeText() {
        orderAt(NOON);
        Stream.of("2026-11-01T12:00:00Z", NOON, NOON.plusMillis(999)).forEach(since -> {
            platform().clearRequests();
            send("webshop/order?operation=list", null, Map.of(TenantApiConstants.MODIFIED_AT_OR_AFTER, since));
            assertThat(platform().requests().get(0).queryParameter("modifiedAtOrAfter")).contains("2026-11-01T12:00:00Z");
        });
        assertThatThrownBy(() -> send("webshop/order?operation=list", null,
                Map.of(TenantApiConstants.MODIFIED_AT_OR_AFTER, "yesterday"))).hasMessageContaining("yesterday")
                .isNotInstanceOf(CamelExecutionException.class);
    }
}
