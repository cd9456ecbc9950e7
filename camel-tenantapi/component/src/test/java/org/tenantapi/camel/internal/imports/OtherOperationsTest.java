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

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.internal.client.ClientFixture;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.ScriptedServer;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TraceContext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;
import static org.tenantapi.camel.internal.client.ScriptedServer.noContent;

class OtherOperationsTest {

    private final ClientFixture fixture = new ClientFixture();
    private final ScriptedServer server = fixture.server;
    private final TenantApiClient client = fixture.client();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"trackingCode\":1}     | [{\"trackingCode\":\"1\"}]",
            "` [ {\"trackingCode\":\"1\"} , {} ] ` | ` [ {\"trackingCode\":\"1\"} , {} ] `" })
    void addsOneShipmentOrMany(String body, String sent) {
        server.plays(noContent(), answer(200, "whatever"));

        ImportResult byLocalId = addShipments().execute(request("order", "L1", "R1", body));
        ImportResult byRemoteId = addShipments().execute(request("order", null, "R 1", body));

        assertThat(server.requests()).hasToString(
                "[POST /api/order/L1/shipment, POST /api/order/by-remote-id/shipment?remoteId=R%201]");
        assertThat(server.requests()).allSatisfy(request -> assertThat(request.text()).isEqualTo(sent));
        assertThat(byLocalId).isEqualTo(new ImportResult(204, "L1", "R1", null));
        assertThat(byRemoteId.body()).asString(UTF_8).isEqualTo("whatever");
    }

    @Test
    void addsShipmentsToOrdersOnly() {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> addShipments().execute(request("product", "L1", null, "{}")))
                .withMessageContainingAll("'product'", "order");
    }

    @Test
    void needsAnOrderToAddShipmentsTo() {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> addShipments().execute(request("order", null, null, "{}")))
                .withMessageContaining("CamelTenantApiLocalId");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", "[]", "[1]", "[[]]", "\"x\"", "[{}", "[{}] []" })
    void refusesWhatAreNoShipmentsOrEvents(String body) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> addShipments().execute(request("order", "L1", null, body)));
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> addLogEvents().execute(request(null, null, null, body)));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void addsLogEvents() {
        server.plays(answer(202, ""));

        ImportResult result = addLogEvents().execute(request("order", "L1", "R1", "{\"severity\":\"Error\"}"));

        assertThat(server.lastRequest()).hasToString("POST /api/log/event");
        assertThat(server.lastRequest().text()).isEqualTo("[{\"severity\":\"Error\"}]");
        assertThat(result).isEqualTo(new ImportResult(202, null, null, null));
    }

    @Test
    void announcesAFileThenSendsItsBytes() {
        byte[] picture = { 1, 2, 3, 0, -1 };
        server.plays(answer(201, "{\"localId\":\"F1\",\"remoteId\":null}"), noContent());

        ImportResult result = new UploadFile(client)
                .execute(new FileUpload(
                        "smörgås \"1\".png", true, new Payload(() -> new ByteArrayInputStream(picture), 5, "image/png")),
                        TraceContext.NONE);

        assertThat(server.requests()).hasToString("[POST /api/file, PUT /api/file/F1/data]");
        assertThat(server.requests().get(0).text())
                .isEqualTo("{\"name\":\"smörgås \\\"1\\\".png\",\"mimeType\":\"image/png\",\"publicAccess\":true}");
        assertThat(server.lastRequest().body()).isEqualTo(picture);
        assertThat(server.lastRequest().headers()).containsEntry("Content-Type", "image/png");
        assertThat(result.status()).isEqualTo(204);
        assertThat(result.localId()).isEqualTo("F1");
        assertThat(result.remoteId()).isNull();
        assertThat(result.body()).asString(UTF_8).contains("F1");
    }

    @Test
    void sendsNoBytesWithoutAnnouncedFile() {
        server.plays(answer(201, "{}"), noContent());

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> new UploadFile(client).execute(file(), TraceContext.NONE))
                    .isInstanceOf(OutcomeUnknownException.class).hasCauseInstanceOf(TenantApiMalformedAnswerException.class);
        }
        assertThat(server.requests()).hasToString("[POST /api/file, POST /api/file]");
    }

    @Test
    void tellsWhichFileWasLeftWithoutBytes() {
        server.plays(answer(201, "{\"localId\":\"F1\"}"), answer(500, ""));

        assertThatThrownBy(() -> new UploadFile(client).execute(file(), TraceContext.NONE))
                .isInstanceOf(OutcomeUnknownException.class).hasMessageContaining("The data of the file F1")
                .cause().isInstanceOfSatisfying(TenantApiUnavailableException.class,
                        e -> assertThat(e.getPath()).isEqualTo("/file/F1/data"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", " " })
    void refusesAFileWithoutName(String name) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> new FileUpload(name, false, Payload.of(new byte[0], "text/plain")))
                .withMessageContaining("no name");
    }

    @Test
    void pings() {
        String answer = "{\"defaultLanguage\":\"swe\",\"defaultLanguage_iso\":{\"iso639-1\":\"sv\",\"iso639-3\":\"swe\"}}";
        server.plays(answer(200, answer));

        ImportResult result = new Ping(client).execute(request(null, null, null, null));

        assertThat(server.lastRequest()).hasToString("GET /api/");
        assertThat(result.body()).asString(UTF_8).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "It works!", "{" })
    void pingFailsOnAServerThatIsNotTheTenantApi(String answer) {
        server.plays(answer(200, answer));

        assertThatThrownBy(() -> new Ping(client).execute(request(null, null, null, null)))
                .isInstanceOf(TenantApiMalformedAnswerException.class).hasMessageContaining("baseUrl");
    }

    private AddShipments addShipments() {
        return new AddShipments(client, WriteSettings.defaults());
    }

    private AddLogEvents addLogEvents() {
        return new AddLogEvents(client, WriteSettings.defaults());
    }

    private static FileUpload file() {
        return new FileUpload("a.txt", false, Payload.of(new byte[1], "text/plain"));
    }

    private static ImportRequest request(String type, String localId, String remoteId, String body) {
        return ImportRequest.of(type, localId, remoteId, body == null ? null : body.getBytes(UTF_8), TraceContext.NONE);
    }
}
