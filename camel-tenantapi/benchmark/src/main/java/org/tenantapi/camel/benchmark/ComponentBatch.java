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

import org.apache.camel.builder.RouteBuilder;
import org.tenantapi.camel.TenantApiConstants;

/**
 * An import by the component, many requests in flight.
 */
final class ComponentBatch extends CamelWay {

    private final ImportBodies bodies;

    /**
     * @param millis the server takes for each
     */
    ComponentBatch(Work work, ImportBodies bodies, int maxInFlight, int millis) throws Exception {
        super(work);
        this.bodies = bodies;
        addComponent(work.isWarmUp() ? 0 : millis).setMaxConnections(maxInFlight);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("tenantapi:" + CONNECTION_ID + "/order?operation=create&maxInFlight=" + maxInFlight)
                        .process(exchange -> done.add(
                                exchange.getMessage().getHeader(TenantApiConstants.NUM_CREATED, Long.class)));
            }
        });
    }

    @Override
    public void pass() {
        send(bodies.first(work.records()));
        work.checkDone(done.sum());
    }
}
