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

import java.util.Iterator;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * The import that one writes with camel-http: marshal each record, post it, and take the localId from the answer.
 */
final class MarshalImport extends CamelWay {

    private final int inFlight;
    private final ImportBodies bodies = ImportBodies.jsonNodes();

    MarshalImport(Work work, int inFlight) throws Exception {
        super(work);
        this.inFlight = inFlight;
        start(new HttpRoute() {
            @Override
            public void configure() {
                if (inFlight == 1) {
                    from("direct:in").to("direct:one");
                } else {
                    from("direct:in").split(body()).streaming().parallelProcessing()
                            .executorService(threads(inFlight)).to("direct:one");
                }
                withHeaders(from("direct:one").marshal().json(JsonLibrary.Jackson), "POST")
                        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                        .to(orders(work.baseUrl(0)))
                        .unmarshal().json(JsonLibrary.Jackson, JsonNode.class)
                        .process(exchange -> {
                            if (exchange.getMessage().getBody(JsonNode.class).hasNonNull("localId")) {
                                done.increment();
                            }
                        });
            }
        });
    }

    @Override
    public void pass() {
        Iterator<Object> orders = bodies.first(work.records());
        if (inFlight == 1) {
            orders.forEachRemaining(this::send);
        } else {
            send(orders);
        }
        work.checkDone(done.sum());
    }
}
