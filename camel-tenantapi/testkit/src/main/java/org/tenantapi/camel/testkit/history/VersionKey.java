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
package org.tenantapi.camel.testkit.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What tells one version from another.
 *
 * @param content the digest of the record, the same whatever the order of its keys and its white space
 */
record VersionKey(String localId, Instant lastModified, String content) {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    /** @throws IllegalArgumentException if it is not a record: a JSON object with a localId and a lastModified */
    static VersionKey of(String json) {
        try {
            if (READER.readTree(json) instanceof ObjectNode record && record.path("localId").isTextual()) {
                StringBuilder canonical = new StringBuilder();
                write(record, canonical);
                return new VersionKey(
                        record.get("localId").textValue(), Instant.parse(record.path("lastModified").asText()),
                        digest(canonical.toString()));
            }
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("Not a record with a localId and a lastModified: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("Not a JSON object with a localId");
    }

    private static void write(JsonNode node, StringBuilder canonical) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            canonical.append('{');
            sorted.forEach((name, value) -> {
                canonical.append(name.length()).append(':').append(name).append('=');
                write(value, canonical);
            });
            canonical.append('}');
        } else if (node.isArray()) {
            canonical.append('[');
            for (JsonNode element : node) {
                write(element, canonical);
                canonical.append(',');
            }
            canonical.append(']');
        } else {
            // the type keeps "1", 1 and 1.0 apart, the length what a text contains from what surrounds it
            String value = node.asText();
            canonical.append(node.getNodeType()).append(value.length()).append(':').append(value);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform is required to have SHA-256", e);
        }
    }
}
