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
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.imports.BatchImportException;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.imports.ImportOutcome.Status;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that an error handler tries again: what is in is not sent again, and what cannot be sent again is not taken
 * for sent.
 */
class RedeliveredImportTest extends RouteTest {

    private static final int RECORDS = 100;

    private final List<ImportOutcome> handedOut = new CopyOnWriteArrayList<>();

    @BeforeEach
    void tryAgain() throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:create").to("tenantapi:webshop/product?operation=create");
                from("direct:upsert").streamCache("false").to("tenantapi:webshop/product?maxInFlight=1");
                from("direct:orders").to("tenantapi:webshop/order?operation=create");
                from("direct:out").to("tenantapi:webshop/product?operation=create&outcomesUri=direct:outcomes");
                from("direct:outcomes").process(
                        exchange -> handedOut.add(exchange.getMessage().getBody(ImportOutcome.class)));
                from("direct:file").streamCache("false").to("tenantapi:webshop/file?operation=uploadFile");
            }
        });
    }

    private static String product(int n) {
        return "{\"remoteId\":\"p-" + n + "\",\"vatRatePercent\":\"25\"}";
    }

    private static List<String> products() {
        return IntStream.range(0, RECORDS).mapToObj(RedeliveredImportTest::product).toList();
    }

    private Exchange send(String uri, Object body) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setHeader(Exchange.FILE_NAME, "a.txt");
            exchange.getMessage().setBody(body);
        });
    }

    private static long posts() {
        return platform().requests().stream().filter(request -> request.method().equals("POST")).count();
    }

    static Stream<Fault> failures() {
        return Stream.of(Fault.status(400), Fault.status(401), Fault.status(403), Fault.status(500),
                Fault.status(500).afterApplying());
    }

    @ParameterizedTest
    @MethodSource("failures")
    @DisplayName("lesson 44: a batch that is tried again sends only what is not in")
    void aBatchThatIsTriedAgainSendsOnlyWhatIsNotIn(Fault failure) {
        platform().on("POST", "/product").answer(failure);
        Exchange sent = send("direct:create", products());
        assertThat(sent.getException()).isNull();
        List<?> outcomes = sent.getMessage().getBody(List.class);
        assertThat(outcomes).hasSize(RECORDS).extracting(outcome -> ((ImportOutcome) outcome).status())
                .containsOnly(Status.CREATED);
        assertThat(outcomes).extracting(outcome -> ((ImportOutcome) outcome).localId()).doesNotContainNull();
        assertThat(sent.getMessage().getHeader(TenantApiConstants.NUM_CREATED, Integer.class)).isEqualTo(RECORDS);
        assertThat(tenant().records("product")).hasSize(RECORDS);
        assertThat(posts()).isLessThanOrEqualTo(RECORDS + 8L);
    }

    @Test
    @DisplayName("records without an id of their own, which could not be told from each other")
    void recordsWithoutARemoteIdAreNotDoubled() {
        platform().on("POST", "/order").times(3).answer(Fault.status(400));
        Exchange sent = send("direct:orders", IntStream.range(0, RECORDS).mapToObj(n -> Map.of("remoteOrderNo", "7")).toList());
        assertThat(sent.getException()).isNull();
        assertThat(tenant().records("order")).hasSize(RECORDS);
    }

    @Test
    void whatMayBeInIsNotSentAgainWithoutAnIdToFindItBy() {
        platform().on("POST", "/order").answer(Fault.answerLost());
        Exchange sent = send("direct:orders", List.of("{\"remoteOrderNo\":\"7\"}", "{\"remoteOrderNo\":\"8\"}"));
        assertThat(sent.getException()).isInstanceOfSatisfying(BatchImportException.class,
                e -> assertThat(e.getOutcomes()).extracting(ImportOutcome::status).containsOnlyOnce(Status.UNKNOWN));
        assertThat(tenant().records("order")).hasSize(2);
    }

    @Test
    void whatMayBeInIsLookedUpBeforeItIsSentAgain() {
        platform().on("POST", "/product").answer(Fault.answerLost());
        platform().on("GET", "/product/by-remote-id").times(1).answer(Fault.status(403));
        Exchange sent = send("direct:create", List.of(product(1), product(2)));
        assertThat(sent.getException()).isNull();
        assertThat(tenant().records("product")).hasSize(2);
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    @DisplayName("an older state of a record does not come to lie over a newer one")
    void theOrderOfTheSameRecordIsKept() {
        platform().on("POST", "/product").answer(Fault.status(400));
        Exchange sent = send("direct:upsert", List.of("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\",\"stock\":\"1\"}",
                "{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\",\"stock\":\"2\"}"));
        assertThat(sent.getException()).isNull();
        assertThat(tenant().records("product")).singleElement()
                .satisfies(record -> assertThat(record.field("stock").asText()).isEqualTo("2"));
    }

    @Test
    void anOutcomeIsHandedOutOnce() {
        platform().on("POST", "/product").answer(Fault.status(400));
        assertThat(send("direct:out", products()).getException()).isNull();
        assertThat(handedOut).hasSize(RECORDS + 1);
        assertThat(handedOut).filteredOn(outcome -> !outcome.isFailed()).extracting(ImportOutcome::index)
                .doesNotHaveDuplicates().hasSize(RECORDS);
    }

    static Stream<Arguments> usedUp() {
        Supplier<Object> iterator = () -> new ArrayList<>(products()).iterator();
        Supplier<Object> stream = () -> products().stream();
        Supplier<Object> array = () -> new ByteArrayInputStream(products().toString().getBytes());
        Supplier<Object> lines = () -> new ByteArrayInputStream(String.join("\n", products()).getBytes());
        Supplier<Object> one = () -> new ByteArrayInputStream(product(1).getBytes());
        Supplier<Object> reader = () -> new StringReader(products().toString());
        Supplier<Object> iterable = () -> {
            Iterator<String> once = products().iterator();
            return (Iterable<String>) () -> once;
        };
        return Stream.of(Arguments.of("Iterator", iterator), Arguments.of("Stream", stream),
                Arguments.of("array in a stream", array), Arguments.of("lines in a stream", lines),
                Arguments.of("one record in a stream", one), Arguments.of("Reader", reader),
                Arguments.of("Iterable that can be iterated once", iterable));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usedUp")
    @DisplayName("lesson 44: what is used up is refused, and not taken for a shorter batch (anthropic-sdk-typescript#1170)")
    void whatIsUsedUpIsRefused(String what, Supplier<Object> body) {
        for (int status : new int[] { 400, 401 }) {
            platform().on("POST", "/product").answer(Fault.status(status));
            Exchange sent = send("direct:upsert", body.get());
            assertThat(sent.getException()).isNotNull().hasMessageContaining("used up");
        }
    }

    @Test
    void aFileThatIsUsedUpIsNotUploadedEmpty() {
        platform().on("POST", "/file").times(1).answer(Fault.status(400));
        assertThat(send("direct:file", new ByteArrayInputStream("hello".getBytes())).getException())
                .as("nothing was read of it yet").isNull();
        platform().on("PUT", "/file/*/data").times(1).answer(Fault.status(400));
        platform().clearRequests();
        assertThat(send("direct:file", new ByteArrayInputStream("hello".getBytes())).getException())
                .isInstanceOf(InvalidRecordException.class).hasMessageContaining("used up");
        assertThat(platform().requests()).filteredOn(request -> request.method().equals("PUT")).hasSize(1);
    }

    @Test
    void theSecondOfSeveralRecipientsIsNotGivenAnEmptyBatch() throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:both").multicast().stopOnException().to("tenantapi:webshop/product", "tenantapi:pos/product");
            }
        });
        assertThat(send("direct:both", products().iterator()).getException()).isNotNull();
        assertThat(tenant().records("product")).hasSize(RECORDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aBodyThatHasChangedIsSentAsItIsNow(boolean sameRecord) throws Exception {
        List<Object> body = new ArrayList<>(List.of(product(1), "{\"stock\":\"1\"}"));
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:changing").errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0)
                        .onRedelivery(exchange -> {
                            body.set(1, product(2));
                            body.set(0, product(sameRecord ? 1 : 3));
                        })).to("tenantapi:webshop/product?operation=create");
            }
        });
        assertThat(send("direct:changing", body).getException()).isNull();
        assertThat(tenant().records("product")).hasSize(sameRecord ? 2 : 3);
    }
}
