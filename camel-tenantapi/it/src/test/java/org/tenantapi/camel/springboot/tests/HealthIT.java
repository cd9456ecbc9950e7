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
package org.tenantapi.camel.springboot.tests;

import java.net.http.HttpResponse;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the actuator tells Kubernetes, or another client.
 */
class HealthIT {

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private Application.Builder application() {
        SimulatedTenant tenant = platform.simulator().tenant("acme").user(Application.USER, Application.PASSWORD)
                .connection("1001");
        return Application.with().web().tenant(platform.simulator(), tenant)
                .property("management.endpoints.web.exposure.include", "health,configprops")
                .property("management.endpoint.health.show-details", "always").property("camel.health.exposure-level", "full")
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("tenantapi:1001/order?initialDelay=0&delay=50").routeId("orders").to("log:orders");
                    }
                });
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }

    private static JsonNode health(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body()).path("components").path("camelHealth");
    }

    /** Lesson 25. */
    @Test
    void isDownWhilePollsFailAndUpAgainAndShowsNoPassword() throws Exception {
        try (Application application = application().start()) {
            eventually(() -> assertThat(application.consumer("orders").getSuccessCounter()).isPositive());
            HttpResponse<String> up = application.get("/actuator/health");
            assertThat(up.statusCode()).isEqualTo(200);
            assertThat(health(up).toString()).contains("consumer:orders");

            platform.simulator().on("GET", "/order").always().answer(Fault.status(400));
            eventually(() -> {
                HttpResponse<String> down = application.get("/actuator/health");
                assertThat(down.statusCode()).isEqualTo(503);
                assertThat(health(down).path("status").asText()).isEqualTo("DOWN");
                assertThat(down.body()).contains("consumer:orders", "400").doesNotContain(Application.PASSWORD);
            });

            platform.simulator().clearFaults();
            eventually(() -> assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200));

            HttpResponse<String> properties = application.get("/actuator/configprops/camel.component.tenantapi");
            assertThat(properties.statusCode()).isEqualTo(200);
            assertThat(properties.body()).contains("baseUrl").doesNotContain(Application.PASSWORD);
        }
    }
}
