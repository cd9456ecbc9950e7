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
package org.tenantapi.camel.imports.batch;

import java.io.IOException;
import java.io.InputStream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * A batch that comes as a JSON array, cut into its elements byte for byte.
 */
final class JsonArraySource implements BatchSource {

    // Numbers are only passed by, never converted: no need to bound their length.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
            .build();

    private final JsonWindow window;
    private final JsonParser parser;
    private boolean begun;
    private boolean complete;

    /** @param in an array in UTF-8, without a byte order mark */
    JsonArraySource(InputStream in) throws IOException {
        window = new JsonWindow(in);
        parser = JSON.createParser(window);
    }

    @Override
    public BatchElement next() throws IOException {
        try {
            return complete ? null : advance();
        } catch (JsonProcessingException e) {
            // without the source: Jackson would quote it
            throw broken(e.getOriginalMessage());
        }
    }

    private BatchElement advance() throws IOException {
        if (!begun) {
            parser.nextToken();
            begun = true;
        }
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            if (parser.nextToken() != null) {
                throw broken("something follows after the array's end");
            }
            complete = true;
            return null;
        }
        if (token == null) {
            throw broken("the array has no end");
        }
        long line = parser.currentTokenLocation().getLineNr();
        long start = parser.currentTokenLocation().getByteOffset();
        if (start < 0) {
            throw broken("it is not in UTF-8");
        }
        window.forgetBefore(start);
        parser.skipChildren();
        if (token != JsonToken.START_OBJECT) {
            throw new InvalidRecordException("Line " + line + ": this element of the array is not a JSON object");
        }
        return new BatchElement(window.copy(start, parser.currentLocation().getByteOffset()), line);
    }

    private IOException broken(String what) {
        return new IOException(
                "line " + parser.currentLocation().getLineNr() + ", column " + parser.currentLocation().getColumnNr() + ": "
                               + what);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
