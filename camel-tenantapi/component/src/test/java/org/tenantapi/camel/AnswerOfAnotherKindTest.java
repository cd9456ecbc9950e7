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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.imports.ImportOutcome.Status;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers with the status of a success that are not the record that was written or asked for.
 */
class AnswerOfAnotherKindTest extends RouteTest {

    private static final String PRODUCT = "{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\",\"stock\":\"1\"}";
    private static final String ANOTHER = "{\"localId\":\"" + "a".repeat(32) + "\",\"remoteId\":\"another\"}";

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request("tenantapi:webshop/" + uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private static long writes() {
        return platform().requests().stream().filter(request -> !request.method().equals("GET")).count();
    }

    static Stream<Fault> notTheRecord() {
        return Stream.of(Fault.body("application/json", "{\"error\":\"Unauthorized\"}"), Fault.body("application/json", "{}"),
                Fault.body("application/json", "{\"localId\":\"\"}"), Fault.body("application/json", "{\"localId\":\" \"}"),
                Fault.body("text/plain", "OK"), Fault.html(), Fault.body("application/json", ANOTHER));
    }

    @ParameterizedTest
    @MethodSource("notTheRecord")
    @DisplayName("lesson 48: a success that is not the record is looked up (airbyte#15055)")
    void aWriteThatIsNotAnsweredByItsRecordIsLookedUp(Fault answer) {
        platform().on("POST", "/product").answer(answer.afterApplying());
        assertThat(send("product?operation=create", PRODUCT, Map.of()).getException()).isNull();
        assertThat(writes()).isEqualTo(1);

        platform().on("PUT", "/product/*").answer(answer);
        for (UpsertStrategy strategy : UpsertStrategy.values()) {
            Exchange sent = send("product?upsertStrategy=" + strategy, PRODUCT.replace("\"1\"", "\"2\""), Map.of());
            assertThat(sent.getException()).isNull();
        }
        assertThat(tenant().records("product")).singleElement()
                .satisfies(record -> assertThat(record.field("stock").asText()).isEqualTo("2"));
    }

    @ParameterizedTest
    @MethodSource("notTheRecord")
    @DisplayName("lesson 48: and is not counted as created where it was not carried out")
    void aWriteThatWasNotCarriedOutIsSentAgain(Fault answer) {
        platform().on("POST", "/product").answer(answer);
        Exchange sent = send("product?operation=create", List.of(PRODUCT), Map.of());
        assertThat(sent.getException()).isNull();
        assertThat(tenant().records("product")).hasSize(1);
    }

    @Test
    void aCreateWithoutARemoteIdIsUnknown() {
        platform().on("POST", "/order").answer(Fault.body("application/json", "{\"error\":\"Unauthorized\"}"));
        Exchange sent = send("order?operation=create&throwOnFailure=false", List.of("{\"orderStatus\":\"new\"}"), Map.of());
        List<?> outcomes = sent.getMessage().getBody(List.class);
        assertThat(outcomes).extracting(outcome -> ((ImportOutcome) outcome).status())
                .containsExactly(Status.UNKNOWN);
        assertThat(writes()).isEqualTo(1);
    }

    @Test
    void aWebPageTellsNothingOfShipmentsEventsAndFiles() {
        String order = order("new");
        platform().on("POST", "/order/*/shipment").answer(Fault.html());
        assertThat(send("order?operation=addShipments", "{\"trackingCode\":\"T1\"}",
                Map.of(TenantApiConstants.LOCAL_ID, order)).getException()).isInstanceOf(OutcomeUnknownException.class);
        platform().on("POST", "/log/event").answer(Fault.html());
        assertThat(send("order?operation=addLogEvents", "{\"severity\":\"Error\",\"summary\":\"none\"}", Map.of())
                .getException()).isInstanceOf(OutcomeUnknownException.class);
        platform().on("PUT", "/file/*/data").answer(Fault.html());
        platform().clearRequests();
        assertThat(send("file?operation=uploadFile", "hello", Map.of(Exchange.FILE_NAME, "a.txt")).getException()).isNull();
        assertThat(platform().requests()).extracting(request -> request.method()).containsExactly("POST", "PUT", "PUT");
    }

    @ParameterizedTest
    @EnumSource(value = TenantApiOperation.class, names = { "get", "update", "upsert" })
    @DisplayName("a record that was merged into another is not taken for the one that was asked for")
    void aLookUpThatIsAnsweredByAnotherRecordIsRefused(TenantApiOperation operation) {
        platform().on("GET", "/product/by-remote-id").always().answer(Fault.body("application/json", ANOTHER));
        platform().on("PUT", "/product/by-remote-id").always().answer(Fault.body("application/json", ANOTHER));
        Exchange sent = send("product?operation=" + operation, operation == TenantApiOperation.get ? null : PRODUCT,
                operation == TenantApiOperation.get ? Map.of(TenantApiConstants.REMOTE_ID, "p-1") : Map.of());
        assertThat(sent.getException()).isInstanceOfAny(TenantApiMalformedAnswerException.class, OutcomeUnknownException.class)
                .hasMessageContaining("'p-1'").hasMessageContaining("'another'");
        assertThat(sent.getMessage().getHeaders()).doesNotContainKey(TenantApiConstants.LOCAL_ID);
    }

    @Test
    void aRecordThatIsReadByItsLocalIdIsTheOneThatIsAnswered() {
        String order = order("new");
        for (String answer : List.of(ANOTHER, "{\"error\":\"Unauthorized\"}", "{}")) {
            platform().on("GET", "/order/" + order).answer(Fault.body("application/json", answer));
            assertThat(send("order?operation=get", null, Map.of(TenantApiConstants.LOCAL_ID, order)).getException())
                    .isInstanceOf(TenantApiMalformedAnswerException.class);
        }
        platform().on("PUT", "/order/" + order).always().answer(Fault.body("application/json", ANOTHER));
        platform().on("GET", "/order/" + order).always().answer(Fault.body("application/json", ANOTHER));
        assertThat(send("order?operation=update", "{\"orderStatus\":\"x\"}", Map.of(TenantApiConstants.LOCAL_ID, order))
                .getException()).isInstanceOf(OutcomeUnknownException.class);
    }
}
