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

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;

class ImportHealthCheckTest extends RouteTest {

    private HealthCheckRepository producers;

    @BeforeEach
    void addRouteWithChecks() throws Exception {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        producers = (HealthCheckRepository) registry.resolveById("producers");
        registry.register(producers);
        context.getComponent("tenantapi", TenantApiComponent.class).setMaxRetries(0);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:import").routeId("import").to("tenantapi:webshop/product?operation=create");
            }
        });
        producers.setEnabled(true);
    }

    private HealthCheck.Result readiness() {
        return HealthCheckHelper.invokeReadiness(context).stream().findFirst().orElseThrow();
    }

    private Exception send() {
        return template.request("direct:import", exchange -> exchange.getMessage()
                .setBody("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\"}")).getException();
    }

    @Test
    @DisplayName("there is no check unless producers are checked, which is Camel's convention, and none of a stopped route")
    void isOffUnlessEnabled() throws Exception {
        assertThat(producers.stream()).hasSize(1);
        producers.setEnabled(false);
        assertThat(HealthCheckHelper.invokeReadiness(context)).isEmpty();
        producers.setEnabled(true);
        context.getRouteController().stopRoute("import");
        assertThat(producers.stream()).isEmpty();
        context.getRouteController().startRoute("import");
        assertThat(producers.stream()).hasSize(1);
    }

    @Test
    void isThereWhereCamelIsToldToCheckProducers() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.health.producersEnabled", "true");
        main.bind("tenantapi", component());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:import").to("tenantapi:webshop/product");
            }
        });
        main.start();
        try {
            assertThat(HealthCheckHelper.invokeReadiness(main.getCamelContext(), "full"))
                    .anySatisfy(result -> assertThat(result.getDetails()).containsEntry("plug", "ProductImport"));
        } finally {
            main.stop();
        }
    }

    @Test
    void canBeSwitchedOffOnTheComponent() throws Exception {
        context.getRouteController().stopRoute("import");
        context.getComponent("tenantapi", TenantApiComponent.class).setHealthCheckProducerEnabled(false);
        context.getRouteController().startRoute("import");
        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    @Test
    void tellsTheStatusInItsDetails() {
        assertThat(send()).isNull();
        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(readiness().getDetails()).containsEntry("plug", "ProductImport").containsEntry("total.numDelivered", 1L)
                .containsEntry("created", 1L).containsEntry("unchanged", 0L).containsEntry("state", "IDLE")
                .containsEntry("tenant", "acme").containsEntry("connectionId", "1001")
                .containsEntry("lastSuccessfulTransfer.numConsidered", 1L);
        assertThat(readiness().getDetails().toString()).doesNotContain(PASSWORD);
    }

    @Test
    void isDownWhileTheServerRefusesTheUser() {
        platform().on("POST", "/product").answer(Fault.status(401));
        assertThat(send()).hasMessageContaining("401");
        HealthCheck.Result refused = readiness();
        assertThat(refused.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(refused.getMessage().orElse("")).contains("ProductImport of acme/1001", "refuses this user",
                "Check username and password.").doesNotContain(PASSWORD);
        assertThat(refused.getDetails()).containsEntry("http.response.code", 401);
        assertThat((String) refused.getDetails().get("lastError")).contains("401");
        assertThat(send()).isNull();
        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    @DisplayName("lesson 22: a server that asks for a pause does not make the Plug unhealthy, and the pause is to be seen")
    void isNotDownWhileThrottled() {
        context.getComponent("tenantapi", TenantApiComponent.class).setMaxRetryAfter(3_600_000);
        platform().on("POST", "/product").answer(Fault.status(503).retryAfter(600));
        assertThat(send()).hasMessageContaining("503");
        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(readiness().getDetails()).containsEntry("state", "THROTTLED").containsKey("throttledUntil");
    }

    @Test
    void oneRecordThatIsRefusedSaysNothingAboutThePlug() {
        platform().on("POST", "/product").answer(Fault.status(400));
        assertThat(send()).hasMessageContaining("400");
        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    @DisplayName("lesson 25: a server that serves no request is trouble when it has not for five minutes, and not at the first request: see PlugHealthTest")
    void isNotDownAtTheFirstRequestInVain() {
        platform().on("GET", "/").answer(Fault.reset());
        template.request("tenantapi:webshop/product?operation=ping", e -> e.getMessage().setBody(null));
        assertThat(readiness().getState()).as("once").isEqualTo(HealthCheck.State.UP);
        assertThat(readiness().getDetails()).as("but it is to be seen").containsKey("failingSince");
    }
}
