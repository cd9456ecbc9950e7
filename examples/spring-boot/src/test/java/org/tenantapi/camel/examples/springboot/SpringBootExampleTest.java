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
package org.tenantapi.camel.examples.springboot;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.tenantapi.camel.TenantApiConsumer;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SpringBootExampleTest {

    private static final String PRODUCT = "{\"remoteId\":\"A1\",\"title\":\"A chair\",\"vatRatePercent\":\"25\"}";

    @TempDir
    private Path folder;

    private static ConfigurableApplicationContext start(String... arguments) {
        return SpringApplication.run(SpringBootExample.class, arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> send(ConfigurableApplicationContext application, String path, String body)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static void awaitOrders(ConfigurableApplicationContext application, int orders) {
        TenantApiConsumer export
                = (TenantApiConsumer) application.getBean(CamelContext.class).getRoute("order-export").getConsumer();
        await().atMost(Duration.ofSeconds(20)).until(() -> export.status().total().delivered() == orders);
    }

    @Test
    void runsAgainstTheSimulatorInItsOwnProcess() throws Exception {
        try (ConfigurableApplicationContext application
                = start("--spring.profiles.active=simulator", "--server.port=0", "--simulator.port=" + freePort())) {
            awaitOrders(application, 3);
            SimulatedTenant tenant = application.getBean(TenantApiSimulator.class).tenant("acme");

            HttpResponse<String> created = send(application, "/products", PRODUCT);
            assertThat(created.statusCode()).isEqualTo(200);
            assertThat(created.body()).contains("\"remoteId\":\"A1\"", "\"localId\"");
            assertThat(send(application, "/products", PRODUCT).statusCode()).isEqualTo(200);
            assertThat(tenant.records("product")).hasSize(1);

            HttpResponse<String> refused = send(application, "/products", "{\"remoteId\":\"A2\"}");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("vatRatePercent");

            HttpResponse<String> health = send(application, "/actuator/health", null);
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("consumer:order-export");
        }
    }

    @Test
    void runsAgainstATenantThatPropertiesDescribe() {
        try (TenantApiSimulator platform = TenantApiSimulator.start()) {
            platform.tenant("mine").user("me", "mine").connection("7").put("order", "{\"remoteOrderNo\":\"1\"}");
            try (ConfigurableApplicationContext application = start("--spring.profiles.active=mine", "--server.port=0",
                    "--TENANT_URL=" + platform.baseUrl(), "--TENANT_CODE=mine", "--TENANT_USER=me", "--TENANT_PASSWORD=mine",
                    "--TENANT_CONNECTION=7", "--camel.component.tenantapi.state-directory=" + folder)) {
                assertThat(application.getBeansOfType(TenantApiSimulator.class)).isEmpty();
                awaitOrders(application, 1);
            }
        }
    }
}
