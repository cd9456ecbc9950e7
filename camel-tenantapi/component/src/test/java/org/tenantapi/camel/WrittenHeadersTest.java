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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an export or an import writes into the headers tells the route what happened; it decides nothing at the next
 * endpoint. What the route writes there does.
 */
@DisplayName("lesson 43: a header that the component wrote does not steer the next endpoint (camel-kafka-connector#762)")
class WrittenHeadersTest extends RouteTest {

    private static final String SHIPMENT = "{\"trackingCode\":\"T1\"}";
    private static final Map<String, String> RECORDS = Map.of(
            "order", "{\"orderStatus\":\"complete\"}", "product", "{\"vatRatePercent\":\"25\",\"stock\":\"1\"}");

    private final List<Exchange> results = new CopyOnWriteArrayList<>();

    /** Both types know the same remoteId: a header that is taken for the other type's finds a record to spoil. */
    @BeforeEach
    void oneRecordOfEachType() {
        tenant().putAsIs("order", "{\"remoteIdMap\":{\"1001\":\"17\",\"1002\":\"17\"}}");
        tenant().putAsIs("product", "{\"remoteIdMap\":{\"1001\":\"17\",\"1002\":\"17\"}}");
    }

    static Stream<Arguments> pairs() {
        return Stream.of(TenantApiOperation.values()).flatMap(second -> Stream.concat(
                Stream.of(TenantApiOperation.values()).map(first -> Arguments.of("order", first, "product", second)),
                // only orders have shipments
                Stream.of(TenantApiOperation.values()).filter(first -> first != TenantApiOperation.addShipments)
                        .map(first -> Arguments.of("product", first, "order", second))));
    }

    @ParameterizedTest(name = "{1} of {0}, then {3} of {2}")
    @MethodSource("pairs")
    void whatAnImportToldDecidesNothingOfTheNext(
            String type, TenantApiOperation first, String nextType,
            TenantApiOperation second) {
        Exchange exchange = after(first, type);
        platform().clearRequests();
        Exchange sent = send(second, nextType, exchange);
        assertOnlyTheUriDecided(nextType, second, sent);
    }

    @ParameterizedTest
    @EnumSource(TenantApiOperation.class)
    void whatAnExportToldDecidesNothingOfAnImport(TenantApiOperation operation) throws Exception {
        route(from -> {
            platform().clearRequests();
            results.add(send(operation, "product", from));
        });
        assertOnlyTheUriDecided("product", operation, results.get(0));
    }

    private void assertOnlyTheUriDecided(String type, TenantApiOperation operation, Exchange sent) {
        boolean refused = switch (operation) {
            // nothing names a record: neither the body does nor the route
            case upsert, update, get, addShipments -> true;
            case create -> type.equals("product");
            case list, addLogEvents, uploadFile, ping -> false;
        };
        List<ReceivedRequest> requests = requests();
        if (refused) {
            assertThat(sent.getException()).isInstanceOf(InvalidRecordException.class);
            assertThat(requests).isEmpty();
            return;
        }
        assertThat(sent.getException()).isNull();
        assertThat(requests).isNotEmpty().extracting(ReceivedRequest::path).allSatisfy(
                path -> assertThat(path).matches(switch (operation) {
                    case list, create -> "/api/" + type;
                    case addLogEvents -> "/api/log/event";
                    case uploadFile -> "/api/file(/[0-9a-f]+/data)?";
                    default -> "/api/";
                }));
        assertThat(requests).extracting(ReceivedRequest::bodyText).noneSatisfy(
                body -> assertThat(body).contains("remoteId"));
        assertThat(sent.getMessage().getHeader(TenantApiConstants.RECORD_TYPE))
                .isEqualTo(operation == TenantApiOperation.uploadFile ? "file" : type);
    }

    /** An exchange that has done this, with an id that its route chose where the operation needs one. */
    private Exchange after(TenantApiOperation operation, String type) {
        Exchange exchange = context.getEndpoint("direct:any").createExchange();
        switch (operation) {
            case upsert, update, get, addShipments -> exchange.getMessage().setHeader(TenantApiConstants.REMOTE_ID, "17");
            case create -> exchange.getMessage().setHeader(TenantApiConstants.REMOTE_ID, "new");
            default -> {
                // no record to name
            }
        }
        Exchange sent = send(operation, type, exchange);
        assertThat(sent.getException()).isNull();
        return sent;
    }

    private Exchange send(TenantApiOperation operation, String type, Exchange exchange) {
        exchange.getMessage().setHeader(Exchange.FILE_NAME, "a.txt");
        exchange.getMessage().setBody(switch (operation) {
            case addShipments -> SHIPMENT;
            case addLogEvents -> "{\"severity\":\"Error\",\"summary\":\"none\"}";
            case get, list, ping -> null;
            default -> RECORDS.get(type);
        });
        return template.send("tenantapi:webshop/" + type + "?operation=" + operation, exchange);
    }

    private static List<ReceivedRequest> requests() {
        // the export of the route goes on polling
        return platform().requests().stream()
                .filter(request -> !request.path().equals("/api/order")
                        || !request.method().equals("GET") || request.queryParameter("modifiedAtOrAfter").isEmpty())
                .toList();
    }

    /** Exports the order, once, into this. */
    private void route(Processor processor) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:pos/order?repeatCount=1&initialDelay=0").process(processor).process(note());
            }
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> !results.isEmpty());
    }

    private Processor note() {
        return exchange -> {
            if (results.isEmpty()) {
                results.add(exchange);
            }
        };
    }

    @Test
    void anImportBehindAnExportWritesTheTypeOfItsOwnUri() throws Exception {
        route(exchange -> {
            exchange.getMessage().setBody("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\"}");
            template.send("tenantapi:pos/product", exchange);
        });
        assertThat(results.get(0).getException()).isNull();
        assertThat(tenant().recordByRemoteId("product", "1002", "p-1")).isPresent();
        assertThat(tenant().records("order")).hasSize(1);
    }

    @Test
    void aSecondProductIsNotWrittenOverTheFirst() {
        Exchange sent = template.send("tenantapi:webshop/product", exchange -> exchange.getMessage()
                .setBody("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\",\"title\":\"first\"}"));
        for (String body : List.of("{\"vatRatePercent\":\"25\",\"title\":\"second\"}", "{\"title\":\"second\"}")) {
            for (String operation : List.of("upsert", "create", "update")) {
                sent.setException(null);
                sent.getMessage().setBody(body);
                template.send("tenantapi:webshop/product?operation=" + operation, sent);
                assertThat(sent.getException()).isInstanceOf(InvalidRecordException.class);
            }
        }
        assertThat(tenant().recordByRemoteId("product", "1001", "p-1").orElseThrow().field("title").asText())
                .isEqualTo("first");
    }

    @Test
    @DisplayName("the id of a body counts, whatever was told before")
    void theNextRecordIsItsOwn() {
        Exchange sent = template.send("tenantapi:webshop/product",
                exchange -> exchange.getMessage().setBody("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\"}"));
        for (String remoteId : List.of("p-2", "p-3")) {
            sent.getMessage().setBody("{\"remoteId\":\"" + remoteId + "\",\"vatRatePercent\":\"25\"}");
            template.send("tenantapi:webshop/product", sent);
            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeader(TenantApiConstants.REMOTE_ID)).isEqualTo(remoteId);
        }
        assertThat(tenant().records("product")).hasSize(4);
    }

    @Test
    void aRouteChoosesWithTheSameTextThatWasTold() throws Exception {
        route(exchange -> {
            exchange.getMessage().setHeader(TenantApiConstants.REMOTE_ID, "17");
            exchange.getMessage().setHeader(TenantApiConstants.RECORD_TYPE, "order");
            exchange.getMessage().setBody("{\"orderStatus\":\"seen\"}");
            template.send("tenantapi:pos/product?operation=update", exchange);
        });
        assertThat(results.get(0).getException()).isNull();
        assertThat(tenant().records("order").get(0).field("orderStatus").asText()).isEqualTo("seen");
        assertThat(tenant().records("product").get(0).field("orderStatus").isMissingNode()).isTrue();
    }

    @Test
    void aRecordThatWasReadIsUpdatedByTheIdInItself() {
        Exchange read = after(TenantApiOperation.get, "order");
        read.getMessage().removeHeader(TenantApiConstants.REMOTE_ID);
        Map<String, Object> order = read.getMessage().getBody(TenantRecord.class).map();
        order.put("orderStatus", "changed");
        read.getMessage().setBody(order);
        template.send("tenantapi:webshop/order?operation=update", read);
        assertThat(read.getException()).isNull();
        assertThat(tenant().records("order").get(0).field("orderStatus").asText()).isEqualTo("changed");
    }

    @Test
    void anIdThatTheRouteChoseIsMeantUntilTheRecordTypeChanges() {
        Exchange read = after(TenantApiOperation.get, "order");
        for (TenantApiOperation next : List.of(TenantApiOperation.addShipments, TenantApiOperation.update,
                TenantApiOperation.get)) {
            assertThat(send(next, "order", read).getException()).isNull();
        }
        assertThat(send(TenantApiOperation.update, "product", read).getException())
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("a header that an export or an import wrote itself does not count");
        assertThat(tenant().records("product").get(0).field("stock").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("the remoteIds of another Connection are other records")
    void anIdThatTheRouteChoseIsNotMeantForAnotherConnection() {
        Exchange read = after(TenantApiOperation.get, "order");
        read.getMessage().setBody(RECORDS.get("order"));
        template.send("tenantapi:pos/order?operation=update", read);
        assertThat(read.getException()).isInstanceOf(InvalidRecordException.class);
    }

    @Test
    @DisplayName("headers that came by way of a broker, without the exchange that remembers who wrote them")
    void copiedHeadersDecideNothing() {
        Exchange told = after(TenantApiOperation.get, "order");
        Map<String, Object> copied = told.getMessage().getHeaders();
        platform().clearRequests();
        for (TenantApiOperation operation : List.of(TenantApiOperation.get, TenantApiOperation.update,
                TenantApiOperation.upsert)) {
            Exchange exchange = context.getEndpoint("direct:any").createExchange();
            copied.forEach((name, value) -> exchange.getMessage().setHeader(
                    name, value instanceof String text ? String.valueOf(text.toCharArray()) : value));
            assertThat(send(operation, "product", exchange).getException()).isInstanceOf(InvalidRecordException.class);
            // nor do they when something was told in between
            exchange.setException(null);
            assertThat(send(TenantApiOperation.list, "product", exchange).getException()).isNull();
            assertThat(send(operation, "product", exchange).getException()).isInstanceOf(InvalidRecordException.class);
        }
        assertThat(requests()).extracting(ReceivedRequest::path).containsOnly("/api/product");
    }

    @Test
    void copiesOfAnExchangeRememberToo() throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:copies").multicast().to("direct:bodies", "seda:copy", "direct:split").end()
                        .wireTap("direct:bodies");
                from("direct:split").split(constant(Arrays.asList("{\"stock\":\"3\"}", "{\"stock\":\"3\"}")))
                        .to("direct:update");
                from("seda:copy").to("direct:bodies");
                from("direct:bodies").setBody(constant("{\"stock\":\"3\"}")).to("direct:update");
                from("direct:update").doTry().to("tenantapi:webshop/product?operation=update")
                        .doCatch(InvalidRecordException.class).process(results::add).end();
            }
        });
        Exchange told = after(TenantApiOperation.upsert, "product");
        template.send("direct:copies", told);
        await().until(() -> results.size() == 0);
        assertThat(tenant().records("product").get(0).field("stock").asText()).isEqualTo("3");

        Exchange ofAnother = after(TenantApiOperation.upsert, "order");
        template.send("direct:copies", ofAnother);
        await().until(() -> results.size() == 5);
    }

    @Test
    void aRecordIsNotLinkedToTheIdOfAnotherThatTheRouteImported() throws Exception {
        List<String> linked = new ArrayList<>();
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:webshop/order?linkRemoteId=true&repeatCount=1&initialDelay=0").routeId("linking")
                        .setBody(constant("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\"}"))
                        .to("tenantapi:webshop/product").process(results::add);
            }
        });
        await().until(() -> results.size() == 1);
        context.getRouteController().stopRoute("linking");
        platform().requests().stream().filter(request -> request.method().equals("PUT")).map(ReceivedRequest::path)
                .forEach(linked::add);
        assertThat(results.get(0).getMessage().getHeader(TenantApiConstants.REMOTE_ID)).isEqualTo("p-1");
        assertThat(linked).isEmpty();
    }

    @Test
    void aRecordTypeThatTheRouteChoseStaysItsChoiceWhenAMessageIsTriedAgain() throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("tenantapi:webshop/order");
            }
        });
        Exchange sent = template.request("direct:again", exchange -> {
            exchange.getMessage().setHeader(TenantApiConstants.RECORD_TYPE, "product");
            exchange.getMessage().setBody(List.of(Map.of("remoteId", "p-1", "vatRatePercent", 25), Map.of("stock", 1)));
        });
        assertThat(sent.getException()).isNotNull();
        assertThat(tenant().records("product")).hasSize(2);
        assertThat(tenant().records("order")).hasSize(1);
    }

    @Test
    @DisplayName("a record that was created without an answer is not told under the id of another")
    void anIdThatIsNotKnownIsNotTold() throws Exception {
        platform().on("POST", "/product").answer(Fault.emptyBody());
        route(exchange -> {
            exchange.getMessage().setBody("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\"}");
            template.send("tenantapi:pos/product?operation=create", exchange);
        });
        assertThat(results.get(0).getException()).isNull();
        assertThat(results.get(0).getMessage().getHeaders()).doesNotContainKey(TenantApiConstants.LOCAL_ID)
                .containsEntry(TenantApiConstants.REMOTE_ID, "p-1");
    }
}
