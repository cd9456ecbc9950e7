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

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A route that was removed leaves nothing behind that goes on in the background.
 */
@DisplayName("lesson 50: clients, threads and evictors end with what made them (vonage-java-sdk#628)")
class RemovedRouteTest extends RouteTest {

    private static final String PRODUCTS = "[{\"remoteId\":\"1\",\"vatRatePercent\":\"25\",\"stock\":\"1\"},"
                                           + "{\"remoteId\":\"2\",\"vatRatePercent\":\"25\",\"stock\":\"1\"}]";

    private Set<Thread> before;

    @BeforeEach
    void notePresentThreads() {
        before = threads();
    }

    /** Of pools, their evictors, the limits of requests, polls and senders. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("tenantapi") || thread.getName().contains("evictor"))
                .collect(Collectors.toSet());
    }

    private List<String> left() {
        return threads().stream().filter(thread -> !before.contains(thread)).map(Thread::getName).toList();
    }

    private void awaitNothingLeft() {
        await().untilAsserted(() -> assertThat(left()).isEmpty());
    }

    private void remove(String... routeIds) throws Exception {
        for (String routeId : routeIds) {
            context.getRouteController().stopRoute(routeId);
            context.removeRoute(routeId);
        }
    }

    private void route(String routeId, String from, String to) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(routeId).toD(to);
            }
        });
    }

    @Test
    void exportsAndImportsOverSeveralConnectionsLeaveNothingBehind() throws Exception {
        order("new");
        for (int round = 0; round < 3; round++) {
            export("tenantapi:webshop/order?delay=20&initialDelay=0&maxInFlight=2");
            route("other", "tenantapi:pos/product?delay=20&initialDelay=0", "mock:products");
            route("import", "direct:import", "tenantapi:${header.connection}/product");
            awaitPolls();
            for (String connection : List.of("webshop", "pos")) {
                template.requestBodyAndHeader("direct:import", PRODUCTS, "connection", connection);
            }
            assertThat(left()).anyMatch(name -> name.contains("evictor")).anyMatch(name -> name.contains("/product"));
            remove("export", "other", "import");
            awaitNothingLeft();
        }
        assertThat(delivered).hasSize(1);
    }

    @Test
    void aRouteThatIsStoppedHoldsNothingAndTakesAnewWhenItIsStarted() throws Exception {
        order("new");
        export("tenantapi:webshop/order?delay=20&initialDelay=0");
        awaitDelivered(1);
        context.getRouteController().stopRoute("export");
        awaitNothingLeft();
        order("new");
        context.getRouteController().startRoute("export");
        awaitDelivered(2);
    }

    @Test
    void aRouteThatCannotBeStartedHoldsNothing() throws Exception {
        export("tenantapi:webshop/order?delay=20&initialDelay=0");
        awaitPolls();
        assertThatThrownBy(() -> route("second", "tenantapi:webshop/order?delay=30&initialDelay=0", "mock:second")).isNotNull();
        remove("export");
        awaitNothingLeft();
    }

    @Test
    void aConnectionThatAnotherRouteUsesStaysOpen() throws Exception {
        order("new");
        export("tenantapi:webshop/order?delay=20&initialDelay=0");
        route("import", "direct:import", "tenantapi:webshop/product");
        template.requestBody("direct:import", PRODUCTS);
        remove("import");
        awaitDelivered(1);
        order("new");
        awaitDelivered(2);
        remove("export");
        awaitNothingLeft();
    }

    @Test
    void anExportGoesOnWhenItsEndpointIsRemovedFromTheContext() throws Exception {
        order("new");
        export("tenantapi:webshop/order?delay=20&initialDelay=0");
        awaitDelivered(1);
        context.removeEndpoints("tenantapi:*");
        order("new");
        awaitDelivered(2);
        remove("export");
        awaitNothingLeft();
    }

    @Test
    @DisplayName("a list is read to its end though the producer of its dynamic endpoint is stopped by then")
    void aListOutlivesTheProducerOfItsDynamicEndpoint() throws Exception {
        for (int n = 0; n < 2_000; n++) {
            order("x".repeat(100));
        }
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").routeId("list").toD("tenantapi:${body}/order?operation=list", -1)
                        .process(exchange -> {
                            int read = 0;
                            for (Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
                                 records.hasNext();
                                 read++) {
                                records.next();
                            }
                            exchange.getMessage().setBody(read);
                        });
            }
        });
        assertThat(template.requestBody("direct:list", "webshop", Integer.class)).isEqualTo(2_000);
        awaitNothingLeft();
    }

    @Test
    void dynamicEndpointsThatAreNotKeptLeaveNothingInTheirRoute() throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:batches").routeId("batches").toD("tenantapi:${header.connection}/product", -1);
            }
        });
        for (int n = 0; n < 5; n++) {
            template.requestBodyAndHeader("direct:batches", PRODUCTS, "connection", "webshop");
        }
        awaitNothingLeft();
        assertThat(context.getRoute("batches").getServices()).filteredOn(RouteStop.class::isInstance).hasSize(1);
    }
}
