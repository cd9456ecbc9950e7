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
package org.tenantapi.camel.internal.imports;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;
import org.tenantapi.camel.internal.imports.json.SentContent;

/**
 * The version of a record that a write started from, and what was written: so it can be told whether the version that
 * the server answers is the writer's alone, or has another system's change in it.
 */
public final class WriteBase {

    /** Of a record that the write has created. */
    static final WriteBase NOTHING = new WriteBase(null, MissingNode.getInstance());

    /** a text and its translations: a write of one changes others */
    private static final List<String> TRANSLATIONS = List.of("_lang2", "_lang", "_fallback");
    private static final String LAST_MODIFIED = "lastModified";
    private static final String REMOTE_ID_MAP = "remoteIdMap";

    private final byte @Nullable [] version;
    private final JsonNode written;

    private WriteBase(byte @Nullable [] version, JsonNode written) {
        this.version = version;
        this.written = written;
    }

    static WriteBase of(ImportResult before, OutgoingRecord written) {
        return new WriteBase(before.body(), written.tree());
    }

    /** The record before the write, unless the write has created it. */
    public byte @Nullable [] version() {
        return version;
    }

    /** Whether the answer differs from that only in what was written, and in what the server changes with it. */
    public boolean explains(byte[] answer) {
        if (version == null) {
            return true;
        }
        JsonNode before = SentContent.tree(version);
        JsonNode after = SentContent.tree(answer);
        return names(before, after).stream().allMatch(name -> isWritten(name, before, after));
    }

    private boolean isWritten(String name, JsonNode before, JsonNode after) {
        if (name.equals(LAST_MODIFIED)) {
            return true;
        }
        if (name.equals(REMOTE_ID_MAP)) {
            JsonNode own = after.path("remoteId");
            return names(before.path(name), after.path(name)).stream().allMatch(
                    link -> after.path(name).path(link).equals(own)
                            || isSame(before.path(name).path(link), after.path(name).path(link)));
        }
        return isWritten(before.path(name), after.path(name), written.path(name)) || written.properties().stream()
                .anyMatch(field -> !field.getKey().equals(name) && text(field.getKey()).equals(text(name)));
    }

    private static boolean isWritten(JsonNode before, JsonNode after, JsonNode written) {
        if (isSame(before, after)) {
            return true;
        }
        if (before.isObject() && after.isObject() && written.isObject()) {
            return names(before, after).stream()
                    .allMatch(name -> isWritten(before.path(name), after.path(name), written.path(name)));
        }
        return !written.isMissingNode();
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.equals(other) || isAbsent(one) && isAbsent(other);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static Set<String> names(JsonNode one, JsonNode other) {
        Set<String> names = new TreeSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String text(String name) {
        return TRANSLATIONS.stream().filter(name::endsWith).findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length())).orElse(name);
    }
}
