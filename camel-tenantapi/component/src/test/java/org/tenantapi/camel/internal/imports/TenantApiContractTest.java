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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.HttpTransport;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.RequestBudget;
import org.tenantapi.camel.internal.client.RetryPolicy;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TraceContext;
import org.tenantapi.camel.internal.client.TransportSettings;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;
import org.tenantapi.camel.testkit.UploadedFile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each operation against the simulated platform, which also checks every request against the API's contract.
 */
class TenantApiContractTest {

    @RegisterExtension
    private final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private final CamelContext camelContext = new DefaultCamelContext();
    private final HttpTransport transport = new HttpTransport(camelContext, TransportSettings.defaults());
    private SimulatedTenant tenant;
    private TenantApiClient client;

    @BeforeEach
    void connect() {
        tenant = platform.simulator().tenant("acme").user("anna", "pässwörd").connection("webshop");
        client = new TenantApiClient(
                transport, new ClientSettings(
                        URI.create(platform.simulator().baseUrl()), "acme", "anna", "pässwörd", "webshop", null, false,
                        1 << 20),
                RetryPolicy.never(), new RequestBudget(0));
    }

    @AfterEach
    void close() {
        transport.close();
        camelContext.stop();
    }

    @Test
    void upsertsTwiceIntoOneRecordWhateverTheStrategy() {
        WriteSettings settings = new WriteSettings(true, true, true, false);
        for (ImportOperation upsert : List.of(new UpsertByLookup(client, settings), new UpsertOnRemoteId(client, settings))) {
            String type = "order";
            String remoteId = upsert.getClass().getSimpleName() + " ä/&?%";

            ImportResult created = upsert.execute(request(type, null, remoteId, "{\"totalSumExclVat\":{\"amount\":10.50}}"));
            ImportResult updated = upsert.execute(request(type, null, remoteId, "{\"currency\":\"SEK\"}"));

            assertThat(updated.localId()).isEqualTo(created.localId()).hasSize(32);
            assertThat(updated.remoteId()).isEqualTo(remoteId);
            assertThat(updated.body()).asString(UTF_8).contains("\"10.50\"", "\"SEK\"");
        }
        assertThat(tenant.records("order")).hasSize(2);
    }

    @Test
    void createsUpdatesAndReadsARecord() {
        WriteSettings settings = WriteSettings.defaults();

        ImportResult created = new Create(client, settings)
                .execute(request("product", null, "P 1", "{\"vatRatePercent\":25,\"brand\":\"x\"}"));
        new Update(client, settings).execute(request("product", created.localId(), null, "{\"brand\":null}"));
        new Update(client, settings).execute(request("product", null, "P 1", "{\"stock\":10}"));
        ImportResult read = new Get(client).execute(request("product", created.localId(), null, null));
        ImportResult found = new Get(client).execute(request("product", null, "P 1", null));

        assertThat(read.body()).asString(UTF_8).contains("\"vatRatePercent\":\"25\"", "\"stock\":\"10\"")
                .doesNotContain("\"x\"");
        assertThat(found.body()).isEqualTo(read.body());
        assertThat(found.localId()).isEqualTo(created.localId());
    }

    @Test
    void listsWhatChanged() {
        String localId = tenant.put("order", "{\"remoteOrderNo\":\"1001\"}");
        List<String> listed = new ArrayList<>();

        try (ListedRecords<String> records = new ListRecords(client).execute(
                "order", Map.of("modifiedAtOrAfter", "2020-09-24T17:23:01Z"), TraceContext.NONE,
                (bytes, envelope) -> envelope.localId())) {
            records.forEachRemaining(listed::add);
        }

        assertThat(listed).containsExactly(localId);
    }

    @Test
    void addsShipments() {
        ImportResult order = new Create(client, WriteSettings.defaults()).execute(request("order", null, "O 1", "{}"));
        AddShipments addShipments = new AddShipments(client, WriteSettings.defaults());

        addShipments.execute(request("order", order.localId(), null, "{\"trackingCode\":1,\"trackingUri\":\"https://a/1\"}"));
        addShipments.execute(request("order", null, "O 1", "[{\"trackingCode\":\"2\",\"trackingUri\":\"https://a/2\"}]"));

        assertThat(tenant.record("order", order.localId()).field("shipments")).hasSize(2);
    }

    @Test
    void addsLogEvents() {
        String event = """
                {"severity":"Error","relatedRecordType":"order","direction":"export","summary":"No","body":["a"],
                 "relatedIdMsgs":[{"id":"0123456789abcdef0123456789abcdef","displayId":"1001","message":"m"}],
                 "time":"2026-11-23T21:00:00Z"}""";

        new AddLogEvents(client, WriteSettings.defaults()).execute(request(null, null, null, event));

        assertThat(tenant.events()).hasSize(1);
    }

    @Test
    void uploadsAFile() {
        byte[] content = "smörgås".getBytes(UTF_8);

        ImportResult uploaded
                = new UploadFile(client).execute(new FileUpload("a.txt", true, Payload.of(content, "text/plain")),
                        TraceContext.NONE);

        assertThat(tenant.files()).singleElement().satisfies(file -> {
            assertThat(file).extracting(UploadedFile::localId, UploadedFile::name, UploadedFile::mimeType,
                    UploadedFile::publicAccess).containsExactly(uploaded.localId(), "a.txt", "text/plain", true);
            assertThat(file.data()).isEqualTo(content);
        });
    }

    @Test
    void pings() {
        assertThat(new Ping(client).execute(request(null, null, null, null)).body()).asString(UTF_8)
                .contains("defaultLanguage");
    }

    private static ImportRequest request(String type, String localId, String remoteId, String body) {
        return ImportRequest.of(type, localId, remoteId, body == null ? null : body.getBytes(UTF_8), TraceContext.NONE);
    }
}
