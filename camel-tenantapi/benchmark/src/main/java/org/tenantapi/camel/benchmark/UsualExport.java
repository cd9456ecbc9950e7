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

import java.util.Map;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.component.jackson.ListJacksonDataFormat;

/**
 * The route that one writes first: get the answer, unmarshal it to a list, split the list.
 */
final class UsualExport extends CamelWay {

    UsualExport(Work work) throws Exception {
        super(work);
        start(new HttpRoute() {
            @Override
            public void configure() {
                withHeaders(from("direct:in"), "GET")
                        .to(orders(work.baseUrl(work.records())))
                        .unmarshal(new ListJacksonDataFormat(new JsonMapper(), Map.class))
                        .split(body())
                        .process(exchange -> done.increment());
            }
        });
    }

    @Override
    public void pass() {
        send(null);
        work.checkDone(done.sum());
    }
}
