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

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.ListJacksonDataFormat;

/**
 * Builds and starts a context, and is done with the first record. What is measured is the whole process, from its
 * start.
 */
final class FirstRecord extends CamelWay {

    private final CountDownLatch first = new CountDownLatch(1);
    private final RouteBuilder routes;

    private FirstRecord(Work work, boolean byComponent) throws IOException {
        super(work);
        routes = byComponent ? new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:" + CONNECTION_ID + "/order?initialDelay=0").process(exchange -> first.countDown());
            }
        } : new HttpRoute() {
            @Override
            public void configure() {
                withHeaders(from("timer:poll?delay=0&period=30000"), "GET")
                        .to(orders(work.baseUrl(work.records())))
                        .unmarshal(new ListJacksonDataFormat(new JsonMapper(), Map.class))
                        .split(body())
                        .process(exchange -> first.countDown());
            }
        };
        if (byComponent) {
            addComponent(work.records());
        }
    }

    static Way component(Work work) throws IOException {
        return new FirstRecord(work, true);
    }

    static Way route(Work work) throws IOException {
        return new FirstRecord(work, false);
    }

    @Override
    public void pass() throws Exception {
        start(routes);
        first.await();
    }
}
