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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ExportHealthCheckTest extends RouteTest {

    private static final String FAST = "tenantapi:webshop/order?delay=20&initialDelay=0";

    @BeforeEach
    void checkConsumers() {
        platform().clock().followSystem();
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
    }

    private HealthCheck.Result readiness() {
        return HealthCheckHelper.invokeReadiness(context).stream().filter(r -> r.getDetails().containsKey("plug")).findFirst()
                .orElseThrow();
    }

    private boolean isUp() {
        return readiness().getState() == HealthCheck.State.UP;
    }

    private void awaitDown(String reason) {
        await().until(() -> !isUp() && readiness().getMessage().orElse("").contains(reason));
    }

    @Test
    void tellsTheStatusInItsDetails() throws Exception {
        order("new");
        export(FAST);
        awaitDelivered(1);
        await().until(this::isUp);
        Map<String, Object> details = readiness().getDetails();
        assertThat(details).containsEntry("plug", "OrderExport").containsEntry("positionKey", "acme/1001/order")
                .containsEntry("tenant", "acme").containsEntry("connectionId", "1001")
                .containsEntry("total.numDelivered", 1L).containsEntry("quarantined", 0)
                .containsKeys("lastSuccessfulTransfer.endTime", "mark", "lagSeconds", "state");
        assertThat(details.values().toString()).doesNotContain(PASSWORD);
    }

    @Test
    void isReadyOnceTheServerHasAnsweredHoweverLongTheFirstPollTakes() throws Exception {
        order("new");
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        platform().on("GET", "/order").times(4).answer(Fault.status(404));
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST).routeId("export").process(exchange -> {
                    inRoute.countDown();
                    goOn.await(20, TimeUnit.SECONDS);
                });
            }
        });
        assertThat(inRoute.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(readiness().getState()).as("the server has answered").isEqualTo(HealthCheck.State.UP);
        goOn.countDown();
    }

    @Test
    void isNotReadyBeforeTheFirstAnswer() throws Exception {
        export("tenantapi:webshop/order?initialDelay=60000");
        awaitDown("has not answered yet");
    }

    @Test
    void isDownWhenTheServerRefusesTheUser() throws Exception {
        platform().on("GET", "/order").always().answer(Fault.status(401));
        export(FAST);
        awaitDown("refuses this user");
        assertThat(readiness().getDetails()).containsEntry("http.response.code", 401);
        assertThat(readiness().getMessage().orElse("")).contains("Check username and password.").doesNotContain(PASSWORD);
        platform().clearFaults();
        await().until(this::isUp);
    }

    @Test
    @DisplayName("lesson 52: down when more than maxFailed have failed, so that nothing new gets through")
    void isDownWhenTooManyRecordsHaveFailed() throws Exception {
        order("poison");
        order("poison");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&maxFailed=1").routeId("export").process(exchange -> {
                    throw new IllegalStateException("the ERP is down");
                });
            }
        });
        awaitDown("more than maxFailed = 1");
        assertThat(readiness().getDetails()).containsEntry("failed", 2);
    }

    @Test
    @DisplayName("lesson 52: a poison record that onFailure=stop waits for is down, with the reason and since when, until it passes")
    void isDownWhileARecordHoldsUpAllOthers() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        String poison = order("poison");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&onFailure=stop&retryDelay=1").routeId("export").process(exchange -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no such customer");
                    }
                });
            }
        });
        awaitDown("onFailure=stop");
        HealthCheck.Result down = readiness();
        assertThat(down.getMessage().orElse("")).contains("OrderExport of acme/1001/order", poison, "no such customer",
                "since " + down.getDetails().get("heldUpSince"));
        broken.set(false);
        await().until(this::isUp);
        assertThat(readiness().getDetails()).doesNotContainKey("heldUpSince");
    }

    @Test
    @DisplayName("a quarantine that is not empty shows in the details, with the records that are in it")
    void tellsWhatIsInQuarantine() throws Exception {
        String poison = order("poison");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&maxAttempts=1").routeId("export").process(exchange -> {
                    throw new IllegalStateException("no such customer");
                });
            }
        });
        await().until(() -> Integer.valueOf(1).equals(readiness().getDetails().get("quarantined")));
        assertThat(readiness().getDetails()).containsEntry("quarantinedRecords", List.of(poison))
                .containsEntry("failed", 0).hasEntrySatisfying("lastError", error -> assertThat((String) error)
                        .contains("no such customer"))
                .containsKey("lastErrorTime");
    }

    @Test
    @DisplayName("lesson 20: fenced is down and says so and since when; started again, it takes the position back")
    void isDownWhenFencedAndRecovers() throws Exception {
        MemoryPositionStore store = new MemoryPositionStore();
        context.getComponent("tenantapi", TenantApiComponent.class).setPositionStore(store);
        order("new");
        export(FAST);
        await().until(() -> readiness().getDetails().containsKey("lastSuccessfulTransfer.endTime"));
        store.open("acme/1001/order");
        order("new");
        awaitDown("newer owner");
        assertThat(readiness().getDetails()).containsEntry("state", "FENCED").containsKey("fencedSince");
        restartRoute();
        awaitDelivered(2);
        await().until(this::isUp);
        await().until(() -> Long.valueOf(1).equals(readiness().getDetails().get("total.numDelivered")));
    }

    @Test
    @DisplayName("lesson 22: a server that asks for an hour's pause does not make the Plug unhealthy")
    void isNotDownWhileThrottled() throws Exception {
        order("new");
        export(FAST);
        awaitDelivered(1);
        await().until(this::isUp);
        platform().on("GET", "/order").always().answer(Fault.status(429).retryAfter(3600));
        await().until(() -> "THROTTLED".equals(readiness().getDetails().get("state")));
        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(readiness().getDetails()).containsKey("throttledUntil");
    }

    @Test
    void isDownWhenTheServersClockIsFarOff() throws Exception {
        platform().clock().set(NOON).freeze();
        export(FAST);
        awaitDown("The server's clock is");
    }

    @Test
    @DisplayName("lesson 19: a damaged position keeps the route from starting, and the health check says why")
    void isDownWhenThePositionIsDamaged() throws Exception {
        order("new");
        export(FAST);
        awaitDelivered(1);
        context.getRouteController().stopRoute("export");
        damage();
        try {
            context.getRouteController().startRoute("export");
        } catch (Exception e) {
            assertThat(e).hasStackTraceContaining("damaged");
        }
        TenantApiConsumer consumer = (TenantApiConsumer) context.getRoute("export").getConsumer();
        assertThat(consumer.getHealthCheck().call().getMessage().orElse("")).contains("It could not be started", "damaged");
    }

    private void damage() throws IOException {
        try (Stream<Path> files = Files.list(stateDirectory)) {
            Path file = files.filter(f -> f.toString().endsWith(".position")).findFirst().orElseThrow();
            Files.writeString(file, "garbage");
        }
    }
}
