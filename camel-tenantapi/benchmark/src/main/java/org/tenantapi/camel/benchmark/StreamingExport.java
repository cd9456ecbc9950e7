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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The route of an expert in Camel and Jackson: the answer is not kept, and split record by record while it comes in.
 * Both stream caches have to be off for that.
 */
final class StreamingExport extends CamelWay {

    private final ObjectReader reader;

    /**
     * @param bodyType of the message for each record
     */
    StreamingExport(Work work, Class<?> bodyType) throws Exception {
        super(work);
        reader = new JsonMapper().readerFor(bodyType);
        start(new HttpRoute() {
            @Override
            public void configure() {
                withHeaders(from("direct:in").streamCache("false"), "GET")
                        .to(orders(work.baseUrl(work.records())) + "&disableStreamCache=true")
                        .split().body(InputStream.class, StreamingExport.this::records).streaming()
                        .process(exchange -> done.increment());
            }
        });
    }

    private Iterator<?> records(InputStream answer) {
        try {
            return reader.readValues(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void pass() {
        send(null);
        work.checkDone(done.sum());
    }
}
