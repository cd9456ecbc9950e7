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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.TenantApiConstants;
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
}
