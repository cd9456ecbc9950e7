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

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiNotFoundException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.internal.client.ClientFixture;
import org.tenantapi.camel.internal.client.ScriptedServer;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TraceContext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.imports.ImportOutcome.Status.UPDATED;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;
import static org.tenantapi.camel.internal.client.ScriptedServer.noContent;
import static org.tenantapi.camel.internal.client.ScriptedServer.reset;
import static org.tenantapi.camel.internal.client.ScriptedServer.thenCloses;

class RecordOperationsTest {

    private static final String RECORD = "{\"localId\":\"L1\",\"remoteId\":\"R 1\",\"stock\":\"10\"}";

    /** These are about requests; {@link RecordRulesTest} is about what is in them. */
    private static final WriteSettings UNCHECKED = new WriteSettings(true, null, false, false);

    private final ClientFixture fixture = new ClientFixture();
    private final ScriptedServer server = fixture.server;
    private final TenantApiClient client = fixture.client();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void upsertUpdatesTheRecordItFinds() {
        server.plays(answer(200, RECORD), answer(200, RECORD));

        ImportResult result = upsertByLookup().execute(request("product", null, null, "{\"remoteId\":\"R 1\",\"stock\":11}"));

        assertThat(server.requests()).hasToString(
                "[GET /api/product/by-remote-id?remoteId=R%201, PUT /api/product/L1]");
        assertThat(server.lastRequest().text()).isEqualTo("{\"remoteId\":\"R 1\",\"stock\":\"11\"}");
        assertThat(result.status()).isEqualTo(200);
        assertThat(result.localId()).isEqualTo("L1");
        assertThat(result.remoteId()).isEqualTo("R 1");
        assertThat(result.body()).asString(UTF_8).isEqualTo(RECORD);
    }

    @Test
    void upsertCreatesTheRecordItDoesNotFind() {
        server.plays(answer(404, "{}"), answer(201, RECORD));

        ImportResult result = upsertByLookup().execute(request("product", null, "R 1", "{\"stock\":\"11\"}"));

        assertThat(server.requests()).hasToString("[GET /api/product/by-remote-id?remoteId=R%201, POST /api/product]");
        assertThat(server.lastRequest().text()).isEqualTo("{\"remoteId\":\"R 1\",\"stock\":\"11\"}");
        assertThat(result.status()).isEqualTo(201);
        assertThat(result.localId()).isEqualTo("L1");
    }

    @Test
    void upsertNeverTakesTheRemoteIdFromTheRecordItFinds() {
        server.plays(answer(200, RECORD), noContent());

        upsertByLookup().execute(request("product", null, "R 1", "{\"remoteId\":null}"));

        assertThat(server.lastRequest().text()).isEqualTo("{\"remoteId\":\"R 1\"}");
    }

    @Test
    void upsertTrustsNoLocalIdFromElsewhere() {
        server.plays(answer(404, "{}"), answer(201, RECORD));

        upsertByLookup().execute(request("product", "L-of-another-tenant", "R 1", "{\"localId\":\"L-of-another-tenant\"}"));

        assertThat(server.requests()).hasToString("[GET /api/product/by-remote-id?remoteId=R%201, POST /api/product]");
    }

    @ParameterizedTest
    @DisplayName("lesson 26: a wrong answer to the lookup writes nothing")
    @ValueSource(strings = {
            "", "[]", "{}", "{\"remoteId\":\"R 1\"}", "{\"localId\":\"L1\",\"remoteId\":\"R 2\"}", "{\"localId\":\"L1\"",
            "null" })
    void upsertWritesNothingAfterAnAnswerThatIsNotTheRecord(String found) {
        server.plays(answer(200, found));

        assertThatThrownBy(() -> upsertByLookup().execute(request("product", null, "R 1", "{}")))
                .isInstanceOf(TenantApiMalformedAnswerException.class)
                .hasMessageContaining("by-remote-id?remoteId=R%201");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void upsertWritesNothingAfterALookupThatFailed() {
        server.plays(answer(500, ""), reset());

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> upsertByLookup().execute(request("product", null, "R 1", "{}")))
                    .isInstanceOf(TenantApiUnavailableException.class);
        }
        assertThat(server.requests()).hasSize(2).allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void upsertOnRemoteIdLeavesItToTheServer() {
        server.plays(answer(200, RECORD));

        ImportResult result = new UpsertOnRemoteId(client, UNCHECKED)
                .execute(request("product", null, "R 1", "{}"));

        assertThat(server.requests()).hasToString("[POST /api/product?updateOnRemoteId=true]");
        assertThat(server.lastRequest().text()).isEqualTo("{\"remoteId\":\"R 1\"}");
        assertThat(result.localId()).isEqualTo("L1");
    }

    @Test
    void upsertNeedsARemoteId() {
        for (ImportOperation upsert : new ImportOperation[] {
                upsertByLookup(), new UpsertOnRemoteId(client, UNCHECKED) }) {
            assertThatExceptionOfType(InvalidRecordException.class)
                    .isThrownBy(() -> upsert.execute(request("product", "L1", null, "{}")))
                    .withMessageContaining("CamelTenantApiRemoteId");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void createPostsTheRecordWithItsRemoteId() {
        server.plays(answer(201, RECORD));

        new Create(client, UNCHECKED).execute(request("price-list", null, "R 1", "{\"a\":null}"));

        assertThat(server.requests()).hasToString("[POST /api/price-list]");
        assertThat(server.lastRequest().text()).isEqualTo("{\"remoteId\":\"R 1\",\"a\":null}");
    }

    @Test
    void createDoesWithoutRemoteId() {
        server.plays(answer(201, "{\"localId\":\"L1\"}"));

        ImportResult result = new Create(client, UNCHECKED).execute(request("product", null, null, "{}"));

        assertThat(server.lastRequest().text()).isEqualTo("{}");
        assertThat(result.localId()).isEqualTo("L1");
        assertThat(result.remoteId()).isNull();
    }

    @Test
    void createPassesAConflictOn() {
        server.plays(answer(409, "{}"));

        assertThatThrownBy(() -> new Create(client, UNCHECKED).execute(request("product", null, "R 1", "{}")))
                .isInstanceOf(TenantApiConflictException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "L1 |     | {\"a\":\"b\"}          | PUT /api/order/L1",
            "   |     | {\"localId\":\"L1\"}   | PUT /api/order/L1",
            "L1 | R 1 | {\"a\":\"b\"}          | PUT /api/order/L1",
            "   | R 1 | {\"a\":\"b\"}          | PUT /api/order/by-remote-id?remoteId=R%201",
            "   |     | {\"remoteId\":\"R&1\"} | PUT /api/order/by-remote-id?remoteId=R%261" })
    void updateAddressesTheRecordByLocalIdElseByRemoteId(String localId, String remoteId, String body, String expected) {
        server.plays(answer(200, "{\"localId\":\"L1\"}"));

        update().execute(request("order", localId, remoteId, body));

        assertThat(server.lastRequest()).hasToString(expected);
        assertThat(server.lastRequest().text()).isEqualTo(body);
    }

    @Test
    void updateKnowsItsIdsEvenIfTheAnswerIsEmpty() {
        server.plays(noContent(), answer(200, ""));

        ImportResult byLocalId = update().execute(request("order", "L1", null, "{\"remoteId\":\"R 1\"}"));
        ImportResult byRemoteId = update().execute(request("order", null, "R 1", "{}"));

        assertThat(byLocalId).isEqualTo(new ImportResult(204, "L1", "R 1", null, UPDATED));
        assertThat(byRemoteId).isEqualTo(new ImportResult(200, null, "R 1", null, UPDATED));
    }

    @Test
    void updateNeedsAnId() {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> update().execute(request("order", null, null, "{}")))
                .withMessageContainingAll("order", "CamelTenantApiLocalId", "CamelTenantApiRemoteId", "field");
    }

    @ParameterizedTest
    @ValueSource(strings = { "..", "." })
    void refusesAnIdThatLeavesThePath(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> update().execute(request("order", id, null, "{}")))
                .withMessageContaining("'" + id + "'");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("lesson 26: a write that is not answered by a record is not a success")
    @ValueSource(strings = { "[]", "OK", "{\"localId\":", "\"L1\"" })
    void aWriteFailsOnAnAnswerOfTheWrongShape(String body) {
        server.plays(answer(200, body), answer(500, ""));

        assertThatThrownBy(() -> update().execute(request("order", "L1", null, "{}")))
                .isInstanceOf(OutcomeUnknownException.class).hasCauseInstanceOf(TenantApiMalformedAnswerException.class)
                .hasMessageContaining("not the record that was expected");
        assertThat(server.requests()).hasToString("[PUT /api/order/L1, GET /api/order/L1]");
    }

    @Test
    void aWriteFailsOnATornAnswer() {
        server.plays(thenCloses("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"localId\""), answer(500, ""));

        assertThatThrownBy(() -> update().execute(request("order", "L1", null, "{}")))
                .isInstanceOf(OutcomeUnknownException.class).hasCauseInstanceOf(TenantApiUnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({ "true, order, ?suppressTotalsRecalc=true", "false, order, ?suppressTotalsRecalc=false", "true, product, ''" })
    void tellsThePlatformAboutTheTotalsOfOrdersOnly(boolean suppress, String type, String query) {
        WriteSettings settings = new WriteSettings(true, suppress, false, false);
        server.plays(answer(201, RECORD), answer(200, RECORD));

        new Create(client, settings).execute(request(type, null, null, "{}"));
        assertThat(server.lastRequest()).hasToString("POST /api/" + type + query);

        new Update(client, settings).execute(request(type, "L1", null, "{}"));
        assertThat(server.lastRequest()).hasToString("PUT /api/" + type + "/L1" + query);
    }

    @Test
    void keepsTheLookupFreeOfParametersForWriting() {
        server.plays(answer(200, RECORD), answer(200, RECORD));

        new UpsertByLookup(client, new WriteSettings(true, true, false, false))
                .execute(ImportRequest.of("order", null, "R 1", "{}".getBytes(UTF_8), TraceContext.NONE));

        assertThat(server.requests()).hasToString(
                "[GET /api/order/by-remote-id?remoteId=R%201, PUT /api/order/L1?suppressTotalsRecalc=true]");
    }

    @Test
    void getReadsOneRecord() {
        server.plays(answer(200, RECORD), answer(200, RECORD));

        ImportResult byLocalId = new Get(client).execute(request("order", "L1", "R 1", null));
        ImportResult byRemoteId = new Get(client).execute(request("order", null, "R 1", null));

        assertThat(server.requests()).hasToString("[GET /api/order/L1, GET /api/order/by-remote-id?remoteId=R%201]");
        assertThat(byLocalId.body()).asString(UTF_8).isEqualTo(RECORD);
        assertThat(byRemoteId.localId()).isEqualTo("L1");
    }

    @Test
    void getFailsOnWhatIsNotThereOrNoRecord() {
        server.plays(answer(404, ""), answer(200, ""), answer(200, "[]"));

        assertThatThrownBy(() -> new Get(client).execute(request("order", "L1", null, null)))
                .isInstanceOf(TenantApiNotFoundException.class);
        assertThatThrownBy(() -> new Get(client).execute(request("order", "L1", null, null)))
                .isInstanceOf(TenantApiMalformedAnswerException.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> new Get(client).execute(request("order", "L1", null, null)))
                .isInstanceOf(TenantApiMalformedAnswerException.class);
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> new Get(client).execute(request("order", null, "", null)));
    }

    @Test
    void anEmptyRemoteIdIsNone() {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> upsertByLookup().execute(request("order", null, "", "{\"remoteId\":\"\"}")))
                .withMessageContainingAll("CamelTenantApiRemoteId", "field remoteId");
    }

    private ImportOperation upsertByLookup() {
        return new UpsertByLookup(client, UNCHECKED);
    }

    private ImportOperation update() {
        return new Update(client, UNCHECKED);
    }

    private static ImportRequest request(String type, String localId, String remoteId, String body) {
        return ImportRequest.of(type, localId, remoteId, body == null ? null : body.getBytes(UTF_8), TraceContext.NONE);
    }
}
