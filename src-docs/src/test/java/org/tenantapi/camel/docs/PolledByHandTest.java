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
package org.tenantapi.camel.docs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.TenantApiSimulator;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the guide says of the hand-written route is true.
 */
class PolledByHandTest {

    @RegisterExtension
    private final TenantApiSimulatorExtension extension = new TenantApiSimulatorExtension();

    /** the orders that the ERP system took, by their number */
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean erpFails;
    private DefaultCamelContext context;

    @BeforeEach
    void setUpTenant() {
        // it does not say who it is
        extension.allowContractViolations();
        platform().tenant("acme").user("connector", "secret").connection("1001");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private TenantApiSimulator platform() {
        return extension.simulator();
    }

    private void put(String orderNumber) {
        platform().tenant("acme").put("order", "{\"remoteOrderNo\":\"" + orderNumber + "\"}");
    }

    @Test
    void losesAnOrderThatTheErpSystemRefusesOnce() throws Exception {
        putEarlier("1");
        erpFails = true;
        start();
        await().atMost(Duration.ofSeconds(20)).until(() -> refused.get() == 1);
        erpFails = false;
        awaitPolls(3);
        // proves that the route works
        put("2");
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.contains("2"));
        assertThat(taken).doesNotContain("1");
    }

    @Test
    void losesTheOrdersOfAnAnswerThatBreaksOff() throws Exception {
        putEarlier("1");
        platform().on("GET", "/order").answer(Fault.truncatedAt(20));
        start();
        awaitPolls(3);
        assertThat(taken).isEmpty();
    }

    @Test
    void losesAnOrderThatIsDatedBeforeTheLastPoll() throws Exception {
        start();
        // a poll is counted before it is answered: the second one says that the first, which asks for all, has its answer
        awaitPolls(2);
        putEarlier("1");
        awaitPolls(4);
        assertThat(taken).isEmpty();
    }

    @Test
    void repeatsEverythingAfterARestart() throws Exception {
        putEarlier("1");
        start();
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 1);
        context.stop();
        start();
        await().atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 2);
        assertThat(taken).containsExactly("1", "1");
    }

    /** By a platform whose clock is a minute behind. */
    private void putEarlier(String orderNumber) {
        platform().clock().set(Instant.now().minusSeconds(60)).freeze();
        put(orderNumber);
        platform().clock().followSystem();
    }

    private void awaitPolls(int more) {
        long before = platform().requestCount();
        await().atMost(Duration.ofSeconds(20)).until(() -> platform().requestCount() >= before + more);
    }

    private void start() throws Exception {
        context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("base.url", platform().baseUrl());
        context.getPropertiesComponent().addInitialProperty("poll.period", "50");
        context.addRoutes(new PolledByHand());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:erp").process(exchange -> {
                    if (erpFails) {
                        refused.incrementAndGet();
                        throw new IllegalStateException("The ERP system is busy");
                    }
                    taken.add(exchange.getMessage().getBody(Map.class).get("remoteOrderNo").toString());
                });
            }
        });
        context.start();
    }
}
