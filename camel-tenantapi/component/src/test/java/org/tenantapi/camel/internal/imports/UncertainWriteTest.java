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
package org.tenantapi.camel.internal.imports;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.client.TenantApiRejectedException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.imports.ImportOutcome.Status;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.internal.client.ClientFixture;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.HttpTransport;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.RetryPolicy;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TraceContext;
import org.tenantapi.camel.internal.client.TransportSettings;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.ReceivedRequest;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Writes whose answers are lost, against the simulated platform.
 */
class UncertainWriteTest {

    private static final String PRODUCT
            = "{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\",\"stock\":7,\"title\":\"\",\"brand\":null}";
    private static final String ORDER = "{\"remoteId\":\"o-1\",\"orderStatus\":\"complete\"}";

    @RegisterExtension
    private final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private final CamelContext camelContext = new DefaultCamelContext();
    private final HttpTransport transport = new HttpTransport(camelContext, TransportSettings.defaults());
    private SimulatedTenant tenant;
    private TenantApiClient client;

    @BeforeEach
    void connect() {
        tenant = simulator().tenant("acme").user("anna", "secret").connection("webshop");
        client = ClientFixture.client(transport, new ClientSettings(
                URI.create(simulator().baseUrl()), "acme", "anna", "secret", "webshop", null, false, 1 << 20),
                new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMillis(2), null));
    }

    @AfterEach
    void close() {
        transport.close();
        camelContext.stop();
    }

    /** What keeps an answer to a write from being known, after the write was carried out. */
    static List<Fault> lostAnswers() {
        return List.of(Fault.answerLost(), Fault.status(500).afterApplying(), Fault.status(502).afterApplying(),
                Fault.status(503).afterApplying(), Fault.status(504).afterApplying(), Fault.status(408).afterApplying(),
                Fault.status(499).afterApplying(), Fault.status(524).afterApplying(), Fault.truncatedAt(20),
                Fault.html().afterApplying(),
                Fault.body("application/json", "[]").afterApplying(), Fault.status(302).afterApplying());
    }

    private TenantApiSimulator simulator() {
        return platform.simulator();
    }

    private ImportResult execute(ImportOperation operation, String type, String localId, String remoteId, String json) {
        return operation.execute(ImportRequest.of(type, localId, remoteId, json.getBytes(UTF_8), TraceContext.NONE));
    }

    private ImportResult execute(ImportOperation operation, String json) {
        return execute(operation, "product", null, null, json);
    }

    private Create create() {
        return new Create(client, WriteSettings.defaults());
    }

    private UpsertByLookup upsert() {
        return new UpsertByLookup(client, WriteSettings.defaults());
    }

    private long writes() {
        return simulator().requests().stream().filter(request -> !request.method().equals("GET")).count();
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    @DisplayName("lesson 33: a create whose answer was lost is looked up, and not sent again")
    void aCreateWhoseAnswerWasLostIsLookedUp(Fault fault) {
        simulator().on("POST", "/product").answer(fault);
        ImportResult result = execute(create(), PRODUCT);
        assertThat(result.effect()).isEqualTo(Status.CREATED);
        assertThat(result.localId()).isEqualTo(tenant.records("product").get(0).localId());
        assertThat(simulator().requests()).extracting(ReceivedRequest::method).containsExactly("POST", "GET");
    }

    @Test
    @DisplayName("lesson 33: a create that was not carried out is sent again after the look-up")
    void aCreateThatIsNotThereIsSentAgain() {
        simulator().on("POST", "/product").times(2).answer(Fault.reset());
        assertThat(execute(create(), PRODUCT).effect()).isEqualTo(Status.CREATED);
        assertThat(simulator().requests()).extracting(ReceivedRequest::method).containsExactly("POST", "GET", "POST", "GET",
                "POST");
        assertThat(tenant.records("product")).hasSize(1);
    }

    @Test
    @DisplayName("lesson 33: a create without a remoteId is never sent again")
    void aCreateWithoutARemoteIdIsNeverSentAgain() {
        simulator().on("POST", "/order").answer(Fault.answerLost());
        assertThatThrownBy(() -> execute(create(), "order", null, null, "{\"remoteOrderNo\":\"7\"}"))
                .isInstanceOf(OutcomeUnknownException.class).hasCauseInstanceOf(TenantApiUnavailableException.class)
                .hasMessageContaining("no remoteId");
        assertThat(simulator().requests()).hasSize(1);
    }

    @Test
    void aCreateThatArrivesWhileItIsSentAgainIsResolvedByTheConflict() {
        simulator().on("POST", "/product").answer(Fault.reset());
        // what the first request asked for is done just after the look-up did not find it
        simulator().on("GET", "/product/by-remote-id").answer(Fault.status(404).afterApplying());
        simulator().on("POST", "/product").answer(Fault.status(409).afterApplying());
        assertThat(execute(create(), PRODUCT).effect()).isEqualTo(Status.CREATED);
        assertThat(tenant.records("product")).hasSize(1);
    }

    @Test
    @DisplayName("a 503 after the write was carried out doubles nothing (gateways)")
    void whatCannotBeLookedUpIsNotRepeatedAfterA503() {
        Fault gateway = Fault.status(503).afterApplying();
        simulator().on("POST", "/order").answer(gateway);
        simulator().on("POST", "/log/event").answer(gateway);
        simulator().on("POST", "/file").answer(gateway);

        assertThatThrownBy(() -> execute(create(), "order", null, null, "{\"remoteOrderNo\":\"7\"}"))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> execute(new AddLogEvents(client, WriteSettings.defaults()), null, null, null,
                "{\"severity\":\"Error\",\"relatedRecordType\":\"order\",\"direction\":\"export\",\"summary\":\"No\"}"))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> new UploadFile(client)
                .execute(new FileUpload("a.txt", false, Payload.of("hello".getBytes(UTF_8), "text/plain")), TraceContext.NONE))
                .isInstanceOf(OutcomeUnknownException.class);

        assertThat(tenant.records("order")).hasSize(1);
        assertThat(tenant.events()).hasSize(1);
        assertThat(tenant.files()).hasSize(1);
        assertThat(writes()).isEqualTo(3);
    }

    @Test
    void shipmentsAreNotRepeatedAfterA503() {
        String localId = tenant.put("order", ORDER);
        simulator().on("POST", "/order/*/shipment").answer(Fault.status(503).afterApplying());

        execute(new AddShipments(client, WriteSettings.defaults()), "order", localId, null, "{\"trackingCode\":\"T1\"}");

        assertThat(tenant.record("order", localId).field("shipments")).hasSize(1);
    }

    @Test
    @DisplayName("a 503 with Retry-After was refused: it is sent again, also where nothing could be looked up")
    void whatWasRefusedForTheTimeBeingIsSentAgain() {
        simulator().on("POST", "/order").answer(Fault.status(503).retryAfter(0));

        execute(create(), "order", null, null, "{\"remoteOrderNo\":\"7\"}");

        assertThat(tenant.records("order")).hasSize(1);
        assertThat(writes()).isEqualTo(2);
    }

    @Test
    void aConflictAfterAnOwnRetryIsLookedUpForItMayBeOurs() {
        simulator().on("POST", "/product").times(2).answer(Fault.status(503).retryAfter(0).afterApplying());

        assertThat(execute(create(), PRODUCT).effect()).isEqualTo(Status.CREATED);
        assertThat(execute(upsert(), PRODUCT.replace("p-1", "p-2")).effect()).isEqualTo(Status.CREATED);

        assertThat(tenant.records("product")).hasSize(2);
    }

    @Test
    void aConflictAfterAnOwnRetryWithAnotherRecordIsAConflict() {
        tenant.put("product", "{\"remoteId\":\"p-1\",\"stock\":\"99\"}");
        simulator().on("POST", "/product").answer(Fault.status(429).retryAfter(0));

        assertThatThrownBy(() -> execute(create(), PRODUCT)).isInstanceOf(TenantApiConflictException.class);
    }

    @Test
    void aConflictAfterAnOwnRetryThatCannotBeLookedUpIsUnknown() {
        simulator().on("POST", "/product").answer(Fault.status(503).retryAfter(0).afterApplying());
        simulator().on("GET", "/product/by-remote-id").always().answer(Fault.status(403));

        assertThatThrownBy(() -> execute(create(), PRODUCT)).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aConflictWithoutADoubtIsAConflict() {
        execute(create(), PRODUCT);
        assertThatThrownBy(() -> execute(create(), PRODUCT)).isInstanceOf(TenantApiConflictException.class);
    }

    @Test
    void aCreateIsNotTakenForAnothersRecord() {
        tenant.put("product", "{\"remoteId\":\"p-1\",\"stock\":\"99\"}");
        simulator().on("POST", "/product").answer(Fault.reset());
        assertThatThrownBy(() -> execute(create(), PRODUCT)).isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContainingAll("The product p-1", "/stock");
        assertThat(writes()).isEqualTo(1);
    }

    @Test
    void aServerThatShowsNothingLeavesTheOutcomeUnknown() {
        simulator().on("POST", "/product").always().answer(Fault.reset());
        assertThatThrownBy(() -> execute(create(), PRODUCT)).isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContainingAll("The product p-1", "may have been written or not", "Look it up");
        assertThat(writes()).isEqualTo(4);
    }

    @Test
    void aLookUpThatFailsForGoodLeavesTheOutcomeUnknown() {
        simulator().on("POST", "/product").answer(Fault.answerLost());
        simulator().on("GET", "/product/by-remote-id").always().answer(Fault.status(403));
        assertThatThrownBy(() -> execute(create(), PRODUCT)).isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContainingAll("403", "Look it up");
        assertThat(tenant.records("product")).hasSize(1);
    }

    @Test
    void whatIsRefusedWhenItIsSentAgainIsRefused() {
        simulator().on("POST", "/product").answer(Fault.reset());
        simulator().on("POST", "/product").answer(Fault.status(400));
        assertThatThrownBy(() -> execute(create(), PRODUCT)).isInstanceOf(TenantApiRejectedException.class);
        assertThat(tenant.records("product")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    @DisplayName("lesson 33: an upsert by look-up whose answer was lost ends with one record")
    void anUpsertByLookupSurvives(Fault fault) {
        simulator().on("POST", "/product").answer(fault);
        assertThat(execute(upsert(), PRODUCT).effect()).isEqualTo(Status.CREATED);
        simulator().on("PUT", "/product/*").answer(fault);
        assertThat(execute(upsert(), PRODUCT.replace("7", "8")).effect()).isEqualTo(Status.UPDATED);
        assertThat(tenant.records("product")).singleElement()
                .satisfies(record -> assertThat(record.field("stock").asText()).isEqualTo("8"));
        assertThat(writes()).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    @DisplayName("lesson 33: an upsert by the server whose answer was lost ends with one record")
    void anUpsertOnRemoteIdSurvives(Fault fault) {
        UpsertOnRemoteId upsert = new UpsertOnRemoteId(client, WriteSettings.defaults());
        for (int stock = 7; stock < 9; stock++) {
            simulator().on("POST", "/product").answer(fault);
            assertThat(execute(upsert, PRODUCT.replace("7", "" + stock)).effect()).isEqualTo(Status.UPDATED);
        }
        assertThat(tenant.records("product")).singleElement()
                .satisfies(record -> assertThat(record.field("stock").asText()).isEqualTo("8"));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void anUpdateWhoseAnswerWasLostIsNotSentAgainIfItIsThere(Fault fault) {
        String localId = tenant.put("order", ORDER.replace("complete", "processing"));
        Update update = new Update(client, WriteSettings.defaults());
        simulator().on("PUT", "/order/*").answer(fault);
        assertThat(execute(update, "order", localId, null, "{\"orderStatus\":\"complete\"}").effect())
                .isEqualTo(Status.UPDATED);
        assertThat(writes()).isEqualTo(1);
        simulator().on("PUT", "/order/*").answer(Fault.reset());
        assertThat(execute(update, "order", null, "o-1", "{\"orderStatus\":null}").effect()).isEqualTo(Status.UPDATED);
        assertThat(writes()).isEqualTo(3);
        assertThat(tenant.record("order", localId).field("orderStatus").isMissingNode()).isTrue();
    }

    @Test
    void aRecordThatSomebodyElseCreatesInBetweenIsUpdated() {
        simulator().on("GET", "/product/by-remote-id").answer(Fault.status(404));
        tenant.put("product", "{\"remoteId\":\"p-1\",\"stock\":\"99\"}");
        ImportResult result = execute(upsert(), PRODUCT);
        assertThat(result.effect()).isEqualTo(Status.UPDATED);
        assertThat(tenant.records("product")).singleElement()
                .satisfies(record -> assertThat(record.field("stock").asText()).isEqualTo("7"));
    }

    @Test
    void aRecordThatIsAlreadyAsItWouldBeSentIsLeftAloneIfWanted() {
        UpsertByLookup sparing = new UpsertByLookup(client, new WriteSettings(true, null, true, true));
        assertThat(execute(sparing, PRODUCT).effect()).isEqualTo(Status.CREATED);
        ImportResult result = execute(sparing, PRODUCT);
        assertThat(result.effect()).isEqualTo(Status.UNCHANGED);
        assertThat(result.localId()).isNotNull();
        assertThat(writes()).isEqualTo(1);
        assertThat(execute(sparing, PRODUCT.replace("7", "8")).effect()).isEqualTo(Status.UPDATED);
        assertThat(execute(upsert(), PRODUCT.replace("7", "8")).effect()).isEqualTo(Status.UPDATED);
    }

    @Test
    void shipmentsAreNeverSentTwice() {
        AddShipments addShipments = new AddShipments(client, WriteSettings.defaults());
        String localId = tenant.put("order", ORDER);
        String two = "[{\"trackingCode\":\"T1\"},{\"trackingCode\":\"T1\"}]";
        simulator().on("POST", "/order/*/shipment").answer(Fault.answerLost());
        assertThat(execute(addShipments, "order", localId, null, two).localId()).isEqualTo(localId);
        assertThat(tenant.record("order", localId).field("shipments")).hasSize(2);
        simulator().on("POST", "/order/*/shipment").answer(Fault.reset());
        assertThatThrownBy(() -> execute(addShipments, "order", null, "o-1", "{\"trackingCode\":\"T2\"}"))
                .isInstanceOf(OutcomeUnknownException.class).hasMessageContaining("order o-1")
                .hasMessageContaining("does not show");
        simulator().on("POST", "/order/*/shipment").answer(Fault.reset());
        assertThatThrownBy(() -> execute(addShipments, "order", localId, null,
                "[" + two.substring(1).replace("]", "") + ",{\"trackingCode\":\"T1\"}]"))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(writes()).isEqualTo(3);
    }

    @Test
    void logEventsAreNeverSentTwice() {
        simulator().on("POST", "/log/event").answer(Fault.answerLost());
        assertThatThrownBy(() -> execute(new AddLogEvents(client, WriteSettings.defaults()), null, null, null,
                "{\"severity\":\"Error\",\"relatedRecordType\":\"order\",\"direction\":\"export\",\"summary\":\"No\"}"))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(tenant.events()).hasSize(1);
    }

    @Test
    void aFileIsAnnouncedOnceAndItsDataAreSentUntilTheyAreThere() {
        UploadFile upload = new UploadFile(client);
        FileUpload file = new FileUpload("a.txt", false, Payload.of("hello".getBytes(UTF_8), "text/plain"));
        simulator().on("PUT", "/file/*/data").answer(Fault.answerLost());
        simulator().on("PUT", "/file/*/data").answer(Fault.reset());
        upload.execute(file, TraceContext.NONE);
        assertThat(tenant.files()).hasSize(1);
        assertThat(tenant.files().get(0).data()).asString(UTF_8).isEqualTo("hello");
        simulator().on("POST", "/file").answer(Fault.answerLost());
        assertThatThrownBy(() -> upload.execute(file, TraceContext.NONE)).isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("a.txt");
        assertThat(tenant.files()).hasSize(2);
    }
}
