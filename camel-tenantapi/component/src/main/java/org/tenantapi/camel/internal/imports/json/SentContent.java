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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What was sent, to be compared with what the server shows: each field that was sent must be there as it was sent; what
 * else the server shows does not matter. Numbers are the same as their text, and null is the same as absent.
 */
public final class SentContent {

    /** The fields that the server decides alone; a record that was read elsewhere brings those of elsewhere. */
    private static final Set<String> THE_SERVERS
            = Set.of("href", "localId", "created", "lastModified", "remoteIdMap", "remoteRefMap");
    static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonNode sent;

    SentContent(JsonNode sent) {
        this.sent = sent;
    }

    public static JsonNode tree(byte[] json) {
        try {
            return EXACT.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("This is not JSON: " + e.getMessage(), e);
        }
    }

    /** Whether a record shows all of it. */
    public boolean isShownBy(JsonNode shown) {
        return differences(shown, false).isEmpty();
    }

    /**
     * Where a record that was just created differs from it, as JSON pointers (RFC 6901). A server need not show a field
     * that was created empty.
     */
    public List<String> differencesOfNew(JsonNode shown) {
        return differences(shown, true);
    }

    private List<String> differences(JsonNode shown, boolean emptyMayBeAbsent) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            if (!THE_SERVERS.contains(field.getKey())) {
                compare("/" + field.getKey(), field.getValue(), shown.path(field.getKey()), emptyMayBeAbsent, differences);
            }
        }
        return differences;
    }

    private static void compare(
            String path, JsonNode sent, JsonNode shown, boolean emptyMayBeAbsent,
            List<String> differences) {
        if (isAbsent(shown)) {
            if (!isAbsent(sent) && !(emptyMayBeAbsent && isEmpty(sent))) {
                differences.add(path);
            }
        } else if (sent.isObject() && shown.isObject()) {
            for (Map.Entry<String, JsonNode> field : sent.properties()) {
                compare(path + "/" + field.getKey(), field.getValue(), shown.path(field.getKey()), emptyMayBeAbsent,
                        differences);
            }
        } else if (sent.isArray() && shown.isArray() && sent.size() == shown.size()) {
            for (int i = 0; i < sent.size(); i++) {
                compare(path + "/" + i, sent.get(i), shown.get(i), emptyMayBeAbsent, differences);
            }
        } else if (!isSameValue(sent, shown)) {
            differences.add(path);
        }
    }

    /** Also of one element of a list, such as a shipment: whether it is shown there. */
    public static boolean isSame(JsonNode sent, JsonNode shown) {
        List<String> differences = new ArrayList<>();
        compare("", sent, shown, true, differences);
        return differences.isEmpty();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() ? value.isEmpty() : value.asText().isEmpty();
    }

    private static boolean isSameValue(JsonNode sent, JsonNode shown) {
        if (!sent.isValueNode() || !shown.isValueNode() || isAbsent(sent)) {
            return false;
        }
        if (!sent.isNumber() && !shown.isNumber()) {
            return sent.asText().equals(shown.asText());
        }
        try {
            return new BigDecimal(sent.asText()).compareTo(new BigDecimal(shown.asText())) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
