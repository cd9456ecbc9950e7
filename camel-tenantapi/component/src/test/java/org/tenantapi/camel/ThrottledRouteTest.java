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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the server's wish for a pause does to routes.
 */
class ThrottledRouteTest extends RouteTest {

    private static final String POLLING = "tenantapi:webshop/order?delay=20&initialDelay=0";
    private static final int AN_HOUR = 3600;

    @ParameterizedTest
    @ValueSource(ints = { 429, 503 })
    @DisplayName("lesson 22: a Retry-After of an hour does not hang a consumer, which waits and is not down")
    void aThrottledConsumerSkipsPollsAndIsNotDown(int status) throws Exception {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
        platform().on("GET", "/order").always().answer(Fault.status(status).retryAfter(AN_HOUR));
        export(POLLING);
        await().until(() -> platform().requestCount() == 1);
        ScheduledPollConsumer consumer = (ScheduledPollConsumer) context.getRoute("export").getConsumer();
        long polls = consumer.getCounter();

        await().until(() -> consumer.getCounter() > polls + 5);

        assertThat(platform().requestCount()).isEqualTo(1);
        assertThat(HealthCheckHelper.invoke(context)).extracting(HealthCheck.Result::getState)
                .doesNotContain(HealthCheck.State.DOWN);
        assertThat(context.getRouteController().stopRoute("export", 30, TimeUnit.SECONDS, true)).isTrue();
    }

    @Test
    void aThrottledPollHasNotFoundThatThereIsNothing() throws Exception {
        platform().on("GET", "/order").always().answer(Fault.status(429).retryAfter(AN_HOUR));
        List<Exchange> empty = new CopyOnWriteArrayList<>();
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(POLLING + "&sendEmptyMessageWhenIdle=true").routeId("export").process(empty::add);
            }
        });
        ScheduledPollConsumer consumer = (ScheduledPollConsumer) context.getRoute("export").getConsumer();
        await().until(() -> consumer.getCounter() > 5);
        assertThat(empty).isEmpty();
    }

    @Test
    @DisplayName("lessons 22 and 24: the wait is capped by maxRetryAfter, and what was done before it stays done")
    void aThrottledConsumerGoesOnWhereItWas() throws Exception {
        context.getComponent("tenantapi", TenantApiComponent.class).setMaxRetryAfter(50);
        List<String> before = List.of(order("first"), order("second"));
        export(POLLING);
        awaitDelivered(2);
        platform().clearRequests();
        platform().on("GET", "/order").times(3).answer(Fault.status(429).retryAfter(AN_HOUR));
        await().until(() -> platform().requestCount() >= 1);
        String after = order("third");

        awaitDelivered(3);
        awaitPolls();

        assertThat(delivered).containsExactlyInAnyOrder(before.get(0) + ":first", before.get(1) + ":second", after + ":third");
    }

    @Test
    @DisplayName("lesson 24: a storm of 429 costs a producer nothing but time")
    void aProducerWaitsAndGoesOn() {
        platform().on("POST", "/product").times(3).answer(Fault.status(429).retryAfter(0));

        Exchange sent = template.request("tenantapi:webshop/product?operation=create",
                exchange -> exchange.getMessage().setBody(product("p-1")));

        assertThat(sent.getException()).isNull();
        assertThat(tenant().records("product")).hasSize(1);
        assertThat(platform().requestCount()).isEqualTo(4);
    }

    @Test
    @DisplayName("lesson 24: many producers under a limit of the server all get through, each record once")
    void manyProducersShareWhatTheServerAllows() {
        platform().clock().followSystem();
        platform().requestsPerSecond(100);
        context.getComponent("tenantapi", TenantApiComponent.class).setMaxRetries(20);

        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 200).mapToObj(i -> template.asyncSend(
                "tenantapi:" + (i % 2 == 0 ? "webshop" : "pos") + "/product?operation=create",
                exchange -> exchange.getMessage().setBody(product("p-" + i)))).collect(Collectors.toList());

        assertThat(sent).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofMinutes(2))
                .satisfies(exchange -> assertThat(exchange.getException()).isNull()));
        assertThat(tenant().records("product")).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(ints = { 429, 503 })
    @DisplayName("lesson 22: stopping a route ends the wait of its producer, at the latest when the timeout has passed")
    void aStoppedRouteDoesNotWait(int status) throws Exception {
        CompletableFuture<Exchange> sent = sendAndAwaitThrottling("to", status);

        context.getRouteController().stopRoute("import", 1, TimeUnit.SECONDS);

        assertThatItWasNotSent(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = { "to", "toD" })
    @DisplayName("lesson 22: stopping the CamelContext ends the waits of all producers")
    void aStoppedContextDoesNotWait(String eip) throws Exception {
        CompletableFuture<Exchange> sent = sendAndAwaitThrottling(eip, 429);
        context.getShutdownStrategy().setTimeout(60);

        context.stop();

        assertThat(context.getShutdownStrategy().isTimeoutOccurred()).isFalse();
        assertThatItWasNotSent(sent);
    }

    private CompletableFuture<Exchange> sendAndAwaitThrottling(String eip, int status) throws Exception {
        platform().on("POST", "/product").always().answer(Fault.status(status).retryAfter(AN_HOUR));
        String uri = "tenantapi:webshop/product?operation=create";
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                var route = from("direct:import").routeId("import");
                if (eip.equals("to")) {
                    route.to(uri);
                } else {
                    route.toD(uri);
                }
            }
        });
        CompletableFuture<Exchange> sent
                = template.asyncSend("direct:import", exchange -> exchange.getMessage().setBody(product("p-1")));
        await().until(() -> context.getEndpoint(uri, TenantApiEndpoint.class).client(this).throttledUntil().isPresent());
        return sent;
    }

    private static void assertThatItWasNotSent(CompletableFuture<Exchange> sent) {
        assertThat(sent).succeedsWithin(Duration.ofSeconds(30)).extracting(Exchange::getException)
                .isInstanceOfSatisfying(TenantApiUnavailableException.class, e -> assertThat(e.isAmbiguous()).isFalse())
                .asString().contains("stopped");
        assertThat(platform().requestCount()).isEqualTo(1);
        assertThat(tenant().records("product")).isEmpty();
    }

    private static String product(String remoteId) {
        return "{\"remoteId\":\"" + remoteId + "\",\"sku\":\"" + remoteId + "\",\"vatRatePercent\":\"25\",\"stock\":\"10\"}";
    }
}
