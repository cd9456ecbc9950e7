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
package org.tenantapi.camel.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * JSON as the simulator reads and writes it: digits stay as they were written, a key stands once, nothing follows the
 * value.
 */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {
    }

    /** @throws Refusal (400) when {@code body} is not one JSON object */
    static ObjectNode object(byte[] body) {
        if (read(body) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.badRequest("The body must be one JSON object");
    }

    /** @throws Refusal (400) when {@code body} is not one JSON array of objects */
    static List<ObjectNode> objects(byte[] body) {
        if (!(read(body) instanceof ArrayNode array)) {
            throw Refusal.badRequest("The body must be a JSON array of objects");
        }
        List<ObjectNode> objects = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (!(element instanceof ObjectNode object)) {
                throw Refusal.badRequest("Element " + objects.size() + " of the array must be a JSON object");
            }
            objects.add(object);
        }
        return objects;
    }

    /** An object written by the person who runs the simulator, so a mistake in it is an argument's. */
    static ObjectNode given(String json) {
        try {
            return recordOf(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when {@code given} is not an object */
    static ObjectNode recordOf(JsonNode given) {
        if (given instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("A record must be one JSON object");
    }

    static ObjectNode parsed(byte[] ownOutput) {
        try {
            return (ObjectNode) MAPPER.readTree(ownOutput);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    private static JsonNode read(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("The body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Refusal.badRequest("The body is not JSON: " + e.getMessage());
        }
    }
}
