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

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.internal.client.Printable;

/**
 * Finds the fields that a server makes anew for each answer: each poll meets them as a change, and delivers the record
 * again. Says once which they are.
 */
final class ChangingFields {

    private static final Logger LOG = LoggerFactory.getLogger(ChangingFields.class);
    private static final int MAX_RECORDS = 16;
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_PATHS = 10;

    private final String positionKey;
    /** by localId: the content that was met last, of those whose lastModified had come with another content before */
    private final Map<String, RecordVersion> met = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RecordVersion> eldest) {
            return size() > MAX_RECORDS;
        }
    };
    private boolean told;

    ChangingFields(String positionKey) {
        this.positionKey = positionKey;
    }

    /** This comes with a lastModified that was finished with another content. The second time that is not a chance. */
    void met(RecordVersion version) {
        if (told || version.bytes().length > MAX_BYTES) {
            return;
        }
        RecordVersion before = met.put(version.localId(), version);
        Instant lastModified = version.lastModified();
        if (before == null || !before.lastModified().equals(lastModified)) {
            return;
        }
        List<String> paths = paths(before, version);
        if (!paths.isEmpty()) {
            told = true;
            met.clear();
            LOG.warn(
                    "Record {} of {} comes with another content each time, though its lastModified stays {}, and is delivered each"
                     + " time. It differs at {}. If that is not a change of the record, as with signed URLs or the order of an array,"
                     + " name it in ignoreFields, and it is not delivered again for that.",
                    Printable.of(version.localId()), positionKey, lastModified, Printable.of(String.join(", ", paths)));
        }
    }

    /** As JSON pointers. */
    private static List<String> paths(RecordVersion one, RecordVersion other) {
        try {
            List<String> paths = new ArrayList<>();
            compare("", one.digest().tree(one.bytes()), other.digest().tree(other.bytes()), paths);
            return paths.size() > MAX_PATHS ? paths.subList(0, MAX_PATHS) : paths;
        } catch (Throwable e) {
            return List.of();
        }
    }

    private static void compare(String path, JsonNode one, JsonNode other, List<String> paths) {
        if (one.isObject() && other.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String pointer = path + "/" + name.replace("~", "~0").replace("/", "~1");
                compare(pointer, one.path(name), other.path(name), paths);
            }
        } else if (one.isArray() && other.isArray() && one.size() == other.size() && !isReordered(one, other)) {
            for (int at = 0; at < one.size(); at++) {
                compare(path + "/" + at, one.get(at), other.get(at), paths);
            }
        } else if (one.getNodeType() == JsonNodeType.MISSING || !Objects.equals(one, other)) {
            paths.add(path);
        }
    }

    private static boolean isReordered(JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return false;
        }
        List<JsonNode> left = new ArrayList<>();
        one.forEach(left::add);
        other.forEach(left::remove);
        return left.isEmpty();
    }
}
