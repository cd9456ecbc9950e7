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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.status.PlugState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A consumer is suspended, by a circuit breaker, an operator or a {@code pollEnrich}. That is not a stop.
 */
@Timeout(120)
class SuspendedRouteTest extends RouteTest {

    private static final String ENDPOINT = "tenantapi:webshop/order?delay=20&initialDelay=0&retryDelay=1h";

    private TenantApiConsumer exporting() {
        return (TenantApiConsumer) context.getRoute("export").getConsumer();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&maxInFlight=3" })
    @DisplayName("lesson 40: a failure counts although the consumer is suspended by it")
    void aFailureThatSuspendsItsConsumerCounts(String options) throws Exception {
        order("one");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(ENDPOINT + options).routeId("export").process(exchange -> {
                    exporting().suspend();
                    throw new IllegalStateException("no such customer");
                });
            }
        });
        await().untilAsserted(() -> assertThat(exporting().plug().status().failedRecords()).singleElement()
                .extracting(FailedRecord::attempts).isEqualTo(1));
        assertThat(exporting().isSuspended()).isTrue();
    }

    @Test
    @DisplayName("lesson 41: nothing enters an asynchronous route after its suspension began")
    void nothingEntersAfterTheSuspension() throws Exception {
        List<String> entered = new CopyOnWriteArrayList<>();
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        order("one");
        order("two");
        order("three");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(ENDPOINT).routeId("export").process(exchange -> entered.add(exchange.getExchangeId()))
                        .to("seda:slow?waitForTaskToComplete=Never");
                from("seda:slow").routeId("slow").process(exchange -> {
                    reached.countDown();
                    release.await();
                }).process(SuspendedRouteTest.this::note);
            }
        });
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        exporting().suspend();
        release.countDown();
        await().until(() -> exporting().plug().status().state() == PlugState.IDLE && delivered.size() == 1);
        assertThat(entered).hasSize(1);
        exporting().resume();
        awaitDelivered(3);
        assertThat(delivered).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("lesson 41: a stop does not wait for a record that was not received, and that record comes again")
    void aRecordThatWasNotReceivedHoldsUpNoStop() throws Exception {
        context.getShutdownStrategy().setTimeout(600);
        order("one");
        order("two");
        TenantApiPollingConsumer polled
                = (TenantApiPollingConsumer) context.getEndpoint(ENDPOINT).createPollingConsumer();
        polled.start();
        ((TenantApiConsumer) polled.getDelegateConsumer()).start();
        await().until(() -> polled.getQueueSize() == 1);
        polled.stop();
        assertThat(polled.getQueueSize()).isZero();
        try (ConsumerTemplate template = context.createConsumerTemplate()) {
            while (delivered.size() < 2) {
                Exchange received = template.receive(ENDPOINT, 20_000);
                note(received);
                template.doneUoW(received);
            }
        }
        assertThat(delivered).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void twoConsumersOfOnePlugAreToldWhyTheSecondGetsNothing() throws Exception {
        order("one");
        try (ConsumerTemplate first = context.createConsumerTemplate();
             ConsumerTemplate second = context.createConsumerTemplate()) {
            Exchange received = first.receive(ENDPOINT, 20_000);
            first.doneUoW(received);
            assertThatThrownBy(() -> second.receive(ENDPOINT, 100)).hasStackTraceContaining("would share the position")
                    .hasStackTraceContaining("pollEnrich or ConsumerTemplate of OrderExport");
        }
    }
}
