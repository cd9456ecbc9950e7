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
package org.tenantapi.camel.benchmark;

import java.util.Collection;
import java.util.concurrent.CountDownLatch;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/**
 * An export by the component, with all that it does by default: a file as position store, de-duplication, headers. A
 * pass begins with the start of its route and ends with the end of the poll, when all is committed.
 */
final class ComponentExport extends CamelWay implements PollingConsumerPollStrategy {

    private final String options;
    private final Class<?> bodyType;
    private CountDownLatch polled;
    private volatile Exception failure;
    private int passes;

    /**
     * @param options  of the endpoint
     * @param bodyType what the route converts the body to; null for not at all
     */
    ComponentExport(Work work, String options, Class<?> bodyType) throws Exception {
        super(work);
        this.options = options;
        this.bodyType = bodyType;
        addComponent(work.records());
        context.getRegistry().bind("endOfPoll", this);
        context.start();
    }

    @Override
    public void prepare() throws Exception {
        super.prepare();
        if (passes > 0) {
            context.getRouteController().stopRoute("orders");
            context.removeRoute("orders");
        }
        passes++;
        polled = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // another position each time, so that each pass exports all
                RouteDefinition route = from("tenantapi:" + CONNECTION_ID + "/order?initialDelay=0&pollStrategy=#endOfPoll"
                                             + "&positionKey=pass-" + passes + options)
                        .routeId("orders").autoStartup(false);
                if (bodyType != null) {
                    route.convertBodyTo(bodyType);
                }
                route.process(exchange -> done.add(records(exchange)));
            }
        });
    }

    private static int records(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Collection<?> batch && !batch.isEmpty() ? batch.size() : 1;
    }

    @Override
    public void pass() throws Exception {
        context.getRouteController().startRoute("orders");
        polled.await();
        if (failure != null) {
            throw failure;
        }
        work.checkDone(done.sum());
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        polled.countDown();
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        failure = cause;
        polled.countDown();
        return false;
    }
}
