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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hc.core5.http.HttpEntity;

/**
 * An export without Camel.
 */
final class PlainExport implements Way {

    private static final ObjectReader JACKSON = new JsonMapper().readerFor(JsonNode.class);
    private static final int BUFFER = 64 * 1024;

    private final PlainClient client = new PlainClient(1);
    private final Work work;
    private final PlainClient.Reading<Integer> reading;

    private PlainExport(Work work, PlainClient.Reading<Integer> reading) {
        this.work = work;
        this.reading = reading;
    }

    /** Reads the answer and looks at nothing: no export can be faster. */
    static Way drain(Work work) {
        return new PlainExport(work, answer -> drain(answer, work));
    }

    /** Reads the answer record by record, in a loop. */
    static Way loop(Work work) {
        return new PlainExport(work, PlainExport::loop);
    }

    private static int drain(HttpEntity answer, Work work) throws IOException {
        long left = answer.getContentLength();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = answer.getContent()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                left -= read;
            }
        }
        return left == 0 ? work.records() : 0;
    }

    private static int loop(HttpEntity answer) throws IOException {
        int records = 0;
        try (MappingIterator<JsonNode> all = JACKSON.readValues(answer.getContent())) {
            while (all.hasNext()) {
                all.next();
                records++;
            }
        }
        return records;
    }

    @Override
    public void pass() throws IOException {
        work.checkDone(client.get(work.baseUrl(work.records()), reading));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
