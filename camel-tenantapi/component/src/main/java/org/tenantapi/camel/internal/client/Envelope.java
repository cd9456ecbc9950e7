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
package org.tenantapi.camel.internal.client;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import org.jspecify.annotations.Nullable;

/**
 * The part of a record whose form is fixed: its identifiers and timestamps, as text, exactly as the server sent them. A
 * part that the record does not have, or that is not a text, is absent.
 */
public record Envelope(@Nullable String localId, @Nullable String remoteId, @Nullable String created,
        @Nullable String lastModified, @Nullable String href) {

    // numbers are passed by, never converted: a record is not refused for one that is too long to compute with
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
            .build();

    /**
     * Reads the object that the parser has just begun, up to its end, without building a tree.
     */
    static Envelope read(JsonParser parser) throws IOException {
        String localId = null;
        String remoteId = null;
        String created = null;
        String lastModified = null;
        String href = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                continue;
            }
            switch (name) {
                case "localId" -> localId = parser.getText();
                case "remoteId" -> remoteId = parser.getText();
                case "created" -> created = parser.getText();
                case "lastModified" -> lastModified = parser.getText();
                case "href" -> href = parser.getText();
                default -> {
                    // everything else passes through unread
                }
            }
        }
        return new Envelope(localId, remoteId, created, lastModified, href);
    }

    /**
     * @throws MalformedRecordsException if these bytes are not one JSON object
     */
    public static Envelope of(byte[] record) throws MalformedRecordsException {
        try (JsonParser parser = JSON.createParser(record)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRecordsException("Not a JSON object but " + describe(parser.currentToken()));
            }
            Envelope envelope = read(parser);
            if (parser.nextToken() != null) {
                throw new MalformedRecordsException(
                        "Something follows the JSON object: " + describe(parser.currentToken()));
            }
            return envelope;
        } catch (MalformedRecordsException e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedRecordsException("Not a JSON object: " + reason(e), e);
        }
    }

    private static String describe(@Nullable JsonToken token) {
        if (token == null) {
            return "the end of the input";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_OBJECT, END_ARRAY -> "a closing bracket";
            case VALUE_STRING -> "a text";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> token.name();
        };
    }

    private static String reason(IOException e) {
        // without the source: Jackson would quote it
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? json.getOriginalMessage() + " at line " + json.getLocation().getLineNr() + ", column "
                  + json.getLocation().getColumnNr()
                : String.valueOf(e.getMessage());
    }
}
