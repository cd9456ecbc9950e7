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
import org.tenantapi.camel.BareConsumer;
import org.tenantapi.camel.TenantApiEndpoint;

/**
 * An export by the component's parts without position, de-duplication and headers.
 */
final class BareComponentExport extends CamelWay {

    private final BareConsumer consumer;

    BareComponentExport(Work work) throws Exception {
        super(work);
        addComponent(work.records());
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("orders").process(exchange -> done.increment());
            }
        });
        consumer = new BareConsumer(
                context.getEndpoint("tenantapi:" + CONNECTION_ID + "/order", TenantApiEndpoint.class),
                context.getRoute("orders").getConsumer());
    }

    @Override
    public void pass() throws Exception {
        consumer.poll();
        work.checkDone(done.sum());
    }
}
