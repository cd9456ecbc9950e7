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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A route is stopped while it has a record that does not get through. That is not a failed delivery: the record comes
 * again as soon as the route runs, and not a retryDelay later.
 */
class StoppedRouteTest extends RouteTest {

    private static final String ENDPOINT = "tenantapi:webshop/order?delay=20&initialDelay=0&retryDelay=1h&reportFailures=true";

    private final List<Object> attempts = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final CountDownLatch reached = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(strings = { "", "&maxInFlight=3", "&batchSize=3", "&onFailure=skip", "&onFailure=stop" })
    void aRedeliveryThatAStopRejectsIsNoFailure(String options) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(ENDPOINT + options).routeId("export").errorHandler(defaultErrorHandler().maximumRedeliveries(-1)
                        .redeliveryDelay(50).allowRedeliveryWhileStopping(false)).process(exchange -> {
                            reached.countDown();
                            if (broken.get()) {
                                throw new IllegalStateException("the ERP is down for a moment");
                            }
                        }).process(StoppedRouteTest.this::noteWithAttempt);
            }
        });
        expectAllAfterARestart();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&maxInFlight=3", "&batchSize=3", "&onFailure=skip", "&onFailure=stop" })
    void anExchangeThatAForcedStopInterruptsIsNoFailure(String options) throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(ENDPOINT + options).routeId("export").process(exchange -> {
                    reached.countDown();
                    if (broken.get()) {
                        new CountDownLatch(1).await();
                    }
                }).process(StoppedRouteTest.this::noteWithAttempt);
            }
        });
        expectAllAfterARestart();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&maxInFlight=3" })
    void aRecordThatIsOnItsWayWhenItsConsumerIsStoppedGetsThroughAndDoesNotComeAgain(String options) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(ENDPOINT + options).routeId("export").process(exchange -> {
                    ScheduledPollConsumer consumer = (ScheduledPollConsumer) context.getRoute("export").getConsumer();
                    if (delivered.isEmpty()) {
                        // without the wait of a graceful stop, as a leader that steps down does it
                        new Thread(consumer::stop, "stopper").start();
                        await().until(() -> !consumer.isStarted());
                        await().during(Duration.ofMillis(300)).until(() -> !Thread.currentThread().isInterrupted());
                    }
                }).process(StoppedRouteTest.this::noteWithAttempt);
            }
        });
        String localId = order("one");
        awaitDelivered(1);
        restartRoute();
        order("two");
        awaitDelivered(2);
        awaitPolls();
        assertThat(delivered).filteredOn((localId + ":one")::equals).hasSize(1);
        assertThat(delivered).hasSize(2);
    }

    @Test
    void aThreadThatIsInterruptedStopsARouteLikeAnyOther() throws Exception {
        export(ENDPOINT);
        order("one");
        awaitDelivered(1);
        Thread.currentThread().interrupt();
        context.getRoute("export").getConsumer().stop();
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        order("two");
        restartRoute();
        awaitDelivered(2);
    }

    private void expectAllAfterARestart() throws Exception {
        List<String> orders = List.of(order("one") + ":one", order("two") + ":two", order("three") + ":three");
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        context.getRouteController().stopRoute("export");
        assertThat(delivered).isEmpty();
        broken.set(false);
        context.getRouteController().startRoute("export");
        awaitDelivered(3);
        awaitPolls();
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(attempts).containsOnly(1);
        TenantApiConsumer consumer = (TenantApiConsumer) context.getRoute("export").getConsumer();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(consumer.failedRecords()).isEmpty());
        assertThat(tenant().events()).isEmpty();
    }

    private void noteWithAttempt(Exchange exchange) {
        attempts.add(exchange.getMessage().getHeader(TenantApiConstants.ATTEMPT));
        note(exchange);
    }
}
