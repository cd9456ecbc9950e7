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
package org.tenantapi.camel.examples.firstroute;

import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The first route of the README and the guide, in each language they show it in, with the properties they show.
 */
class FirstRouteTest {

    private static final String PROJECT = "first-route/src/main/resources";
    private static final String USER = "connector";
    private static final String PASSWORD = "secret";

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    @TempDir
    private Path stateDirectory;

    private final Main main = new Main();
    private String localId;

    @BeforeEach
    void aTenantWithOneOrder() throws Exception {
        main.setPropertyPlaceholderLocations("classpath:" + PROJECT + "/application.properties");
        main.addOverrideProperty("camel.component.tenantapi.base-url", platform.simulator().baseUrl());
        main.addOverrideProperty("camel.component.tenantapi.username", USER);
        main.addOverrideProperty("camel.component.tenantapi.password", PASSWORD);
        main.addOverrideProperty("camel.component.tenantapi.state-directory", stateDirectory.toString());
        localId = platform.simulator().tenant("acme")
                .user(USER, PASSWORD).connection("1001").put("order", "{\"remoteOrderNo\":\"536365\"}");
        Files.deleteIfExists(file());
    }

    private Path file() {
        return Path.of("orders", localId + ".json");
    }

    @Test
    void writesAnOrderToAFileFromYaml() throws Exception {
        main.configure().setRoutesIncludePattern("classpath:" + PROJECT + "/camel/orders.camel.yaml");
        runUntilTheOrderIsThere();
    }

    @Test
    void writesAnOrderToAFileFromJava() throws Exception {
        main.configure().setBasePackageScan(OrdersRoute.class.getPackageName());
        runUntilTheOrderIsThere();
    }

    @Test
    void writesAnOrderToAFileFromXml() throws Exception {
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                addXmlRoutes((ModelCamelContext) configured.getCamelContext());
            }
        });
        runUntilTheOrderIsThere();
    }

    /** What camel-xml-io-dsl does with a file, with the parser that it does it with. */
    private void addXmlRoutes(ModelCamelContext context) {
        try (InputStream xml = getClass().getResourceAsStream("/first-route/orders.camel.xml")) {
            context.addRouteDefinitions(new ModelParser(xml).parseRoutesDefinition().orElseThrow().getRoutes());
        } catch (Exception e) {
            throw new IllegalStateException("The XML route cannot be used", e);
        }
    }

    private void runUntilTheOrderIsThere() throws Exception {
        main.start();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file()) && Files.size(file()) > 0);
        } finally {
            main.stop();
        }
        ObjectMapper json = new ObjectMapper();
        try (Reader reader = Files.newBufferedReader(file(), StandardCharsets.UTF_8)) {
            assertThat(json.readTree(reader))
                    .isEqualTo(platform.simulator().tenant("acme").record("order", localId).node());
        }
    }
}
