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
package org.tenantapi.camel.internal.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.position.Fingerprint;

/**
 * The digest of a record's content, the same for each order of its keys and any white space: a server is free to change
 * both from one answer to the next, and that makes no new version. Fields that a server makes anew for each answer can
 * be left out of it.
 */
public final class ContentDigest {

    /** Of all fields. */
    public static final ContentDigest WHOLE = new ContentDigest(List.of());

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final ObjectReader READER = MAPPER.reader();
    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final String EACH = "*";

    /** the names on the way to each field that is left out */
    private final List<List<String>> ignored;

    private ContentDigest(List<List<String>> ignored) {
        this.ignored = ignored;
    }

    /**
     * Of all fields but these.
     *
     * @param  pointers                 JSON pointers (RFC 6901), separated by commas, in which {@code *} stands for
     *                                  each element of an array or each field of an object; missing or blank for none
     * @throws IllegalArgumentException if one of them is not a pointer to a field
     */
    public static ContentDigest ignoring(@Nullable String pointers) {
        if (pointers == null || pointers.isBlank()) {
            return WHOLE;
        }
        return new ContentDigest(
                Arrays.stream(pointers.split(",")).map(String::strip).filter(pointer -> !pointer.isEmpty())
                        .map(ContentDigest::names).toList());
    }

    private static List<String> names(String pointer) {
        if (!pointer.startsWith("/") || pointer.length() == 1) {
            throw new IllegalArgumentException(
                    "ignoreFields names fields by JSON pointers such as /documents/*/url, not '" + pointer + "'");
        }
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(name -> name.replace("~1", "/").replace("~0", "~")).toList();
    }

    boolean isWhole() {
        return ignored.isEmpty();
    }

    /**
     * The digest of this record.
     */
    public Fingerprint of(byte[] json) {
        try {
            return of(tree(json));
        } catch (IOException e) {
            // a value beyond Jackson's limits, such as a number of more than 1000 digits: its bytes are all there is to compare
            return Fingerprint.of(json);
        }
    }

    static Fingerprint of(JsonNode tree) throws IOException {
        return Fingerprint.of(WRITER.writeValueAsBytes(tree));
    }

    /**
     * What the digest is taken of.
     *
     * @throws IOException if it cannot be read within Jackson's limits
     */
    JsonNode tree(byte[] json) throws IOException {
        JsonNode tree = READER.readTree(json);
        ignored.forEach(names -> remove(tree, names));
        return tree;
    }

    private static void remove(JsonNode node, List<String> names) {
        String name = names.get(0);
        if (names.size() > 1) {
            List<String> rest = names.subList(1, names.size());
            children(node, name).forEach(child -> remove(child, rest));
        } else if (node instanceof ObjectNode object) {
            object.remove(name.equals(EACH) ? fieldNames(object) : List.of(name));
        } else if (node instanceof ArrayNode array) {
            // in its place, so that the elements behind it stay where they are
            for (int at = 0; at < array.size(); at++) {
                if (name.equals(EACH) || name.equals(String.valueOf(at))) {
                    array.setNull(at);
                }
            }
        }
    }

    private static List<JsonNode> children(JsonNode node, String name) {
        if (name.equals(EACH)) {
            List<JsonNode> children = new ArrayList<>();
            node.forEach(children::add);
            return children;
        }
        boolean isIndex = node.isArray() && name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return List.of(isIndex && !name.isEmpty() ? node.path(Integer.parseInt(name)) : node.path(name));
    }

    private static List<String> fieldNames(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
