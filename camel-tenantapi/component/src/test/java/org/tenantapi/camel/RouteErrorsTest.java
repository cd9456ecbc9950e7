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
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.internal.management.ExportPlug;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A route throws Errors, which Camel does not catch as it does exceptions.
 */
@Timeout(120)
class RouteErrorsTest extends RouteTest {

    private static final String ENDPOINT = "tenantapi:webshop/order?delay=20&initialDelay=0&retryDelay=1h";

    private final AtomicInteger commits = new AtomicInteger();
    private volatile int atCommit = Integer.MAX_VALUE;

    @Override
    public TenantApiComponent component() {
        TenantApiComponent component = super.component();
        component.setPositionStore(new FailingStore());
        return component;
    }

    @ParameterizedTest
    @CsvSource({ "'',direct:erp", "'&maxInFlight=3',direct:erp", "'',mock:erp", "'&maxInFlight=3',mock:erp" })
    void anErrorIsTheFailureOfItsRecordAndNoStopWaitsForIt(String options, String erp) throws Exception {
        for (int n = 0; n < 8; n++) {
            order("n" + n);
        }
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(ENDPOINT + options).routeId("export").to(erp).process(RouteErrorsTest.this::overflowAt5)
                        .process(RouteErrorsTest.this::note);
                from("direct:erp").routeId("erp").process(RouteErrorsTest.this::overflowAt5);
            }
        });
        await().until(() -> delivered.size() == 7);
        await().untilAsserted(() -> assertThat(plug().status().failedRecords()).singleElement()
                .extracting(FailedRecord::lastError).asString().contains("StackOverflowError"));
        expectNothingInFlight();
        order("later");
        await().until(() -> delivered.size() == 8);
        expectNothingInFlight();
    }

    private void overflowAt5(Exchange exchange) {
        if (exchange.getMessage().getBody(String.class).contains("\"n5\"")) {
            throw new StackOverflowError();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&maxInFlight=3" })
    void anErrorInACallbackOfTheRouteHoldsUpNothing(String options) throws Exception {
        order("one");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(ENDPOINT + options).routeId("export").process(exchange -> exchange.getExchangeExtension()
                        .addOnCompletion(new SynchronizationAdapter() {
                            @Override
                            public void onComplete(Exchange completed) {
                                throw new AssertionError("as a callback throws it");
                            }
                        })).process(RouteErrorsTest.this::note);
            }
        });
        await().untilAsserted(() -> assertThat(plug().status().failedRecords()).singleElement()
                .extracting(FailedRecord::lastError).asString().contains("AssertionError"));
        expectNothingInFlight();
    }

    @Test
    void anErrorInAPollEndsNoScheduling() throws Exception {
        atCommit = 3;
        for (int n = 0; n < 5; n++) {
            order("n" + n);
        }
        export(ENDPOINT);
        await().until(() -> commits.get() > 3);
        awaitDelivered(5);
        order("later");
        await().atMost(Duration.ofSeconds(20)).until(() -> delivered.stream().anyMatch(order -> order.endsWith(":later")));
    }

    @Test
    void norDoesAnErrorAroundAPoll() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        context.getRegistry().bind("strategy", new DefaultPollingConsumerPollStrategy() {
            @Override
            public boolean begin(Consumer consumer, Endpoint endpoint) {
                if (polls.incrementAndGet() == 1) {
                    throw new NoClassDefFoundError("com/example/Poll");
                }
                return true;
            }
        });
        order("one");
        export(ENDPOINT + "&pollStrategy=#strategy");
        awaitDelivered(1);
    }

    private ExportPlug plug() {
        return ((TenantApiConsumer) context.getRoute("export").getConsumer()).plug();
    }

    /** What a graceful stop waits for. */
    private void expectNothingInFlight() {
        InflightRepository inflight = context.getInflightRepository();
        await().untilAsserted(() -> {
            context.getRoutes().forEach(route -> assertThat(inflight.size(route.getRouteId())).isZero());
        });
    }

    private final class FailingStore implements PositionStore {

        private final MemoryPositionStore memory = new MemoryPositionStore();

        @Override
        public OwnedPosition open(String key) {
            OwnedPosition owned = memory.open(key);
            return new OwnedPosition() {
                @Override
                public Position position() {
                    return owned.position();
                }

                @Override
                public long epoch() {
                    return owned.epoch();
                }

                @Override
                public void commit(PositionChange change) {
                    if (commits.incrementAndGet() == atCommit) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    owned.commit(change);
                }

                @Override
                public void close() {
                    owned.close();
                }
            };
        }
    }
}
