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
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Polls by the component when there is nothing new, one poll right after the other. What a poll commits, the horizon,
 * goes to the disk when the server's clock has moved on, so here once a second and not at each poll.
 */
final class IdleComponent extends CamelWay {

    private final ScheduledPollConsumer consumer;

    IdleComponent(Work work) throws Exception {
        super(work);
        addComponent(0);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                // its own schedule never comes: it is polled by hand
                from("tenantapi:" + CONNECTION_ID + "/order?startScheduler=false").routeId("orders").process(exchange -> {
                    throw new IllegalStateException("There should be nothing");
                });
            }
        });
        consumer = (ScheduledPollConsumer) context.getRoute("orders").getConsumer();
    }

    @Override
    public void pass() {
        for (int poll = 0; poll < work.records(); poll++) {
            consumer.run();
            if (consumer.getErrorCounter() > 0) {
                throw new IllegalStateException("A poll failed: the log has why");
            }
        }
    }
}
