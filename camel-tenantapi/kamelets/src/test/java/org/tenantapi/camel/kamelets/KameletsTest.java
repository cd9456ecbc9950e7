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
package org.tenantapi.camel.kamelets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantapi.camel.TenantApiConstants;
import org.tenantapi.camel.TenantRecord;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The Kamelets in YAML routes, run by Camel Main and configured as its users would: by properties.
 */
class KameletsTest {

    private static final String PASSWORD = "s3cr3t+pässword%41";

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    @TempDir
    private Path stateDirectory;

    private final Main main = new Main();
    private final List<Exchange> delivered = new CopyOnWriteArrayList<>();
    private volatile Processor erp = delivered::add;

    @BeforeEach
    void twoTenantsAndTheirProperties() {
        tenant("acme").user("connector", PASSWORD).connection("1001");
        tenant("globex").user("connector", PASSWORD).connection("2001");
        for (String kamelet : List.of("tenantapi-source", "tenantapi-sink")) {
            set(kamelet, "baseUrl", platform.simulator().baseUrl());
            set(kamelet, "tenant", "acme");
            set(kamelet, "username", "connector");
            set(kamelet, "password", PASSWORD);
            set(kamelet, "connectionId", "1001");
        }
        set("tenantapi-source", "stateDirectory", stateDirectory.toString());
        set("tenantapi-source", "delay", "20");
        set("tenantapi-source", "retryDelay", "20");
        main.bind("erp", (Processor) exchange -> erp.process(exchange));
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    private SimulatedTenant tenant(String name) {
        return platform.simulator().tenant(name);
    }

    private void set(String kamelet, String property, String value) {
        main.addProperty("camel.kamelet." + kamelet + "." + property, value);
    }

    private void start(String route) {
        main.configure().setRoutesIncludePattern("classpath:routes/" + route + ".camel.yaml");
        main.start();
    }

    @Test
    void theSourceExportsRecordsAsTheyCame() {
        String localId = tenant("acme").put("order", "{\"remoteOrderNo\":\"536365\"}");
        start("orders-from-tenant");
        await().atMost(Duration.ofSeconds(20)).until(() -> !delivered.isEmpty());
        assertThat(delivered.get(0).getMessage().getHeader(TenantApiConstants.LOCAL_ID)).isEqualTo(localId);
        assertThat(delivered.get(0).getMessage().getBody()).isInstanceOf(TenantRecord.class);
        assertThat(delivered.get(0).getMessage().getBody(String.class)).contains("\"remoteOrderNo\":\"536365\"");
    }

    @Test
    @DisplayName("lesson 16: a record whose route fails is not finished for the source, but reported and delivered again")
    void theSourceDeliversAgainWhatFails() {
        tenant("acme").put("order", "{}");
        set("tenantapi-source", "reportFailures", "true");
        erp = exchange -> {
            delivered.add(exchange);
            if (delivered.size() == 1) {
                throw new IllegalStateException("The ERP is closed");
            }
        };
        start("orders-from-tenant");
        await().atMost(Duration.ofSeconds(20)).until(() -> delivered.size() == 2);
        assertThat(tenant("acme").events()).hasSize(1);
    }

    @Test
    void theSinkImportsARecordOnceHoweverOftenItIsSent() throws Exception {
        start("products-to-tenant");
        for (String name : List.of("cup", "mug")) {
            main.getCamelTemplate().sendBody("direct:products",
                    "{\"remoteId\":\"p-1\",\"vatRatePercent\":\"19\",\"name\":\"" + name + "\"}");
        }
        assertThat(tenant("acme").records("product")).singleElement()
                .satisfies(product -> assertThat(product.node().get("name").asText()).isEqualTo("mug"));
    }

    @Test
    void eachKameletOfARouteHasATenantOfItsOwn() {
        String localId = tenant("acme").put("order", "{}");
        start("copy-to-other-tenant");
        await().atMost(Duration.ofSeconds(20)).until(() -> !tenant("globex").records("order").isEmpty());
        assertThat(tenant("globex").records("order").get(0).remoteId("2001")).contains(localId);
        assertThat(tenant("acme").records("order")).hasSize(1);
    }

    @Test
    void noSecretIsPartOfAnEndpoint() {
        start("copy-to-other-tenant");
        assertThat(main.getCamelContext().getEndpoints()).extracting(Endpoint::getEndpointUri)
                .anyMatch(uri -> uri.contains("/order")).noneMatch(uri -> uri.contains("s3cr3t"));
    }

    @Test
    void aMissingPropertyIsNamed() {
        main.configure().setRoutesIncludePattern("classpath:routes/misspelt.camel.yaml");
        assertThatThrownBy(main::start).hasStackTraceContaining("mandatory parameters must be provided: recordType");
    }

    @Test
    void aBaseUrlThatIsNoneIsRefusedAtTheStart() {
        set("tenantapi-source", "baseUrl", "api.example.com");
        assertThatThrownBy(() -> start("orders-from-tenant")).hasStackTraceContaining("baseUrl");
    }

    @ParameterizedTest
    @CsvSource({ "tenantapi-source, orders-from-tenant, maxAttempts", "tenantapi-sink, products-to-tenant, upsertStrategy" })
    void aPropertyThatTheKameletDoesNotHaveIsRefused(String kamelet, String route, String one) {
        set(kamelet, "pasword", PASSWORD);
        assertThatThrownBy(() -> start(route))
                .hasStackTraceContaining("The Kamelet " + kamelet + " has no property pasword. It has: baseUrl, tenant, ")
                .hasStackTraceContaining(", " + one)
                .satisfies(refused -> assertThat(Throwables.getStackTrace(refused)).doesNotContain(PASSWORD, "uuid"));
    }

    @Test
    void oneThatTheRouteSetsIsRefusedToo() {
        main.configure().setRoutesIncludePattern("classpath:routes/misspelt-option.camel.yaml");
        assertThatThrownBy(main::start).hasStackTraceContaining("The Kamelet tenantapi-source has no property onFailuer.");
    }

    @Test
    void aPropertyMayBeWrittenWithDashes() {
        Main dashes = new Main();
        try {
            Map.of("base-url", platform.simulator().baseUrl(), "tenant", "acme", "username", "connector", "password", PASSWORD,
                    "connection-id", "1001", "record-type", "order", "on-failure", "skip", "state-directory",
                    stateDirectory.toString())
                    .forEach((property, value) -> dashes.addProperty("camel.kamelet.tenantapi-source." + property, value));
            dashes.bind("erp", (Processor) delivered::add);
            dashes.configure().setRoutesIncludePattern("classpath:routes/orders-by-properties.camel.yaml");
            tenant("acme").put("order", "{}");
            dashes.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> !delivered.isEmpty());
        } finally {
            dashes.stop();
        }
    }

    @Test
    void aPropertyMayBeOfOneUseOnly() {
        // and pom.xml sets an environment variable that is of no use here
        assertThat(System.getenv()).containsKey("CAMEL_KAMELET_TENANTAPI_SOURCE_NIGHTLY_OVERLAP");
        set("tenantapi-source", "invoices.recordType", "invoice");
        tenant("acme").put("invoice", "{}");
        tenant("acme").put("order", "{}");
        main.configure().setRoutesIncludePattern(
                "classpath:routes/orders-from-tenant.camel.yaml,classpath:routes/invoices-by-properties.camel.yaml");
        main.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> delivered.size() == 2);
        assertThat(delivered).extracting(exchange -> exchange.getMessage().getHeader(TenantApiConstants.RECORD_TYPE))
                .containsExactlyInAnyOrder("order", "invoice");
    }

    @Test
    void oneMisspeltForOneUseIsRefused() {
        set("tenantapi-source", "invoices.recordType", "invoice");
        set("tenantapi-source", "invoices.on-failuer", "stop");
        assertThatThrownBy(() -> start("invoices-by-properties")).hasStackTraceContaining("has no property onFailuer.");
    }

    @Test
    void theProjectOfTheGuideExportsAndImports() throws Exception {
        String localId = tenant("acme").put("order", "{}");
        Path order = Path.of("orders", localId + ".json");
        Files.deleteIfExists(order);
        Files.writeString(Files.createDirectories(Path.of("products")).resolve("lantern.json"),
                "{\"remoteId\":\"85123A\",\"title\":\"Lantern\",\"vatRatePercent\":\"25\"}");
        Main project = new Main();
        String resources = "classpath:maven-project/src/main/resources/";
        project.setPropertyPlaceholderLocations(resources + "application.properties");
        project.addOverrideProperty("tenant.base-url", platform.simulator().baseUrl());
        project.addOverrideProperty("camel.kamelet.tenantapi-source.stateDirectory", stateDirectory.toString());
        for (String kamelet : List.of("tenantapi-source", "tenantapi-sink")) {
            project.addOverrideProperty("camel.kamelet." + kamelet + ".username", "connector");
            project.addOverrideProperty("camel.kamelet." + kamelet + ".password", PASSWORD);
        }
        project.configure().setRoutesIncludePattern(resources + "camel/connector.camel.yaml");
        project.start();
        try {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.exists(order) && !tenant("acme").records("product").isEmpty());
        } finally {
            project.stop();
        }
    }
}
