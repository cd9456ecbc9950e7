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
package org.tenantapi.camel.internal.imports.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * Looks once through a JSON text that is to be sent: makes sure that it is one complete value in UTF-8, and notes where
 * the things stand that may have to be changed. No value is converted, no tree is built.
 */
final class JsonScan {

    /** A part of the text, in bytes. */
    record Span(int start, int length) {
    }

    // Numbers are only passed by, never converted: no need to bound their length.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
            .build();
    private static final int LENGTH_OF_UTF_32_UNIT = 4;

    private final List<Span> numbers = new ArrayList<>();
    private @Nullable JsonToken root;
    private int rootStart;
    private int elements;
    private @Nullable String localId;
    private @Nullable String remoteId;
    private @Nullable Span vacantRemoteId;
    private final RulesPrecheck precheck = new RulesPrecheck();

    private JsonScan() {
    }

    /**
     * @throws InvalidRecordException if this is not one JSON object, or one array of objects, in UTF-8
     */
    static JsonScan of(byte[] json) {
        requireUtf8(json);
        JsonScan scan = new JsonScan();
        try (JsonParser parser = JSON.createParser(json)) {
            scan.root(parser);
            return scan;
        } catch (JsonProcessingException e) {
            throw invalid(e.getOriginalMessage(), e.getLocation(), e);
        } catch (IOException e) {
            throw new InvalidRecordException("The body cannot be read as JSON: " + e.getMessage(), e);
        }
    }

    boolean isObject() {
        return root == JsonToken.START_OBJECT;
    }

    /** Where the object or array begins. */
    int rootStart() {
        return rootStart;
    }

    /** How many fields the object has, or objects the array. */
    int elements() {
        return elements;
    }

    /** The text of the top-level field, unless it is absent, null or empty. */
    @Nullable
    String localId() {
        return localId;
    }

    /** The text of the top-level field, unless it is absent, null or empty. */
    @Nullable
    String remoteId() {
        return remoteId;
    }

    /** The place of a top-level remoteId that is null or empty, if there is one. */
    @Nullable
    Span vacantRemoteId() {
        return vacantRemoteId;
    }

    /** What was seen of the fields on the way. */
    RulesPrecheck precheck() {
        return precheck;
    }

    /** All numbers, in order. */
    List<Span> numbers() {
        return numbers;
    }

    private void root(JsonParser parser) throws IOException {
        root = parser.nextToken();
        rootStart = (int) parser.currentTokenLocation().getByteOffset();
        if (root == JsonToken.START_OBJECT) {
            object(parser);
        } else if (root == JsonToken.START_ARRAY) {
            array(parser);
        } else {
            throw invalid("it is neither an object nor an array of objects", parser.currentTokenLocation(), null);
        }
        if (parser.nextToken() != null) {
            throw invalid("something follows after its end", parser.currentTokenLocation(), null);
        }
    }

    private void object(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            precheck.see(true, name, parser);
            if (name.equals("remoteId")) {
                remoteId = id(name, parser);
                vacantRemoteId = remoteId == null ? span(parser) : null;
            } else if (name.equals("localId")) {
                localId = id(name, parser);
            }
            value(parser);
            elements++;
        }
    }

    private void array(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw invalid("element " + elements + " of the array is not an object", parser.currentTokenLocation(), null);
            }
            value(parser);
            elements++;
        }
    }

    private void value(JsonParser parser) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                token = parser.nextToken();
                precheck.see(false, name, parser);
            }
            if (token.isNumeric()) {
                numbers.add(span(parser));
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    private static @Nullable String id(String name, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            throw invalid(name + " is not a text", parser.currentTokenLocation(), null);
        }
        String text = parser.getText();
        return text.isEmpty() ? null : text;
    }

    // of a number, of null or of an empty text: all of them ASCII as written
    private static Span span(JsonParser parser) throws IOException {
        int quotes = parser.currentToken() == JsonToken.VALUE_STRING ? 2 : 0;
        return new Span((int) parser.currentTokenLocation().getByteOffset(), parser.getTextLength() + quotes);
    }

    // Jackson would detect UTF-16 and UTF-32 and read them (RFC 8259, 8.1 wants UTF-8); JSON in UTF-8 never holds a zero.
    private static void requireUtf8(byte[] json) {
        for (int i = 0; i < Math.min(json.length, LENGTH_OF_UTF_32_UNIT); i++) {
            if (json[i] == 0) {
                throw new InvalidRecordException("The body is not JSON in UTF-8: byte " + i + " is zero; convert it to UTF-8");
            }
        }
    }

    private static InvalidRecordException invalid(String what, JsonLocation where, @Nullable Exception cause) {
        return new InvalidRecordException(
                "The body is not a JSON object or an array of JSON objects in UTF-8: " + what + " (line " + where.getLineNr()
                                          + ", column " + where.getColumnNr() + ")",
                cause);
    }
}
