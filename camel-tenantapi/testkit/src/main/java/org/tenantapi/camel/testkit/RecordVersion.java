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

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;

/**
 * One state of a record: what the platform holds from {@link #visibleAt()} on, until the next version replaces it.
 * Immutable.
 * <p>
 * The content stands behind the envelope ({@code href}, {@code localId}, {@code remoteId}, {@code remoteIdMap},
 * {@code remoteRefMap}, {@code created}, {@code lastModified}) with its fields, digits and order as they were written.
 */
public final class RecordVersion {

    /** The fields that the platform alone decides. */
    static final List<String> ENVELOPE
            = List.of("href", "localId", "remoteId", "remoteIdMap", "remoteRefMap", "created", "lastModified");

    private final String type;
    private final String localId;
    private final Map<String, String> remoteIds;
    private final Instant lastModified;
    private final Instant visibleAt;
    private final byte[] json;
    private final int remoteIdAt;

    private RecordVersion(String type, String localId, Map<String, String> remoteIds, Instant lastModified, Instant visibleAt,
                          byte[] json, int remoteIdAt) {
        this.type = type;
        this.localId = localId;
        this.remoteIds = remoteIds;
        this.lastModified = lastModified;
        this.visibleAt = visibleAt;
        this.json = json;
        this.remoteIdAt = remoteIdAt;
    }

    /** @param record holds the whole envelope but href and remoteId, which follow from the rest and from who asks */
    static RecordVersion of(String type, ObjectNode record, Instant visibleAt) {
        String localId = id(record.required("localId"));
        ObjectNode head = Json.newObject();
        head.put("href", "/api/" + PathSegments.encode(type) + "/" + PathSegments.encode(localId));
        head.put("localId", localId);
        int remoteIdAt = Json.bytes(head).length - 1;

        ObjectNode whole = head;
        for (String field : List.of("remoteIdMap", "remoteRefMap", "created", "lastModified")) {
            whole.set(field, record.required(field));
        }
        for (Map.Entry<String, JsonNode> field : record.properties()) {
            if (!ENVELOPE.contains(field.getKey())) {
                whole.set(field.getKey(), field.getValue());
            }
        }
        Map<String, String> remoteIds = new TreeMap<>();
        for (Map.Entry<String, JsonNode> link : record.required("remoteIdMap").properties()) {
            remoteIds.put(link.getKey(), id(link.getValue()));
        }
        return new RecordVersion(
                type, localId, Map.copyOf(remoteIds), instant(record.required("lastModified")), visibleAt, Json.bytes(whole),
                remoteIdAt);
    }

    public String type() {
        return type;
    }

    public String localId() {
        return localId;
    }

    /** The remoteId that this connection gave the record, if it gave one. */
    public Optional<String> remoteId(String connectionId) {
        return Optional.ofNullable(remoteIds.get(connectionId));
    }

    /** connection id to remoteId */
    public Map<String, String> remoteIds() {
        return remoteIds;
    }

    public Instant lastModified() {
        return lastModified;
    }

    /** The simulator's time from which on this version was shown. */
    public Instant visibleAt() {
        return visibleAt;
    }

    /** The record as the platform shows it to a connection that gave it no remoteId. */
    public String json() {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** The record as the platform shows it to this connection. */
    public String jsonSeenBy(String connectionId) {
        Buffer seen = Buffer.buffer();
        appendTo(seen, connectionId);
        return seen.toString();
    }

    /** {@link #json()} as a tree of its own, to look into or to change. */
    public ObjectNode node() {
        return Json.parsed(json);
    }

    /** A field of the record; a missing one answers {@link JsonNode#isMissingNode()}. */
    public JsonNode field(String name) {
        return node().path(name);
    }

    byte[] bytesSeenBy(String connectionId) {
        Buffer seen = Buffer.buffer(json.length + 64);
        appendTo(seen, connectionId);
        return seen.getBytes();
    }

    void appendTo(Buffer buffer, String connectionId) {
        byte[] remoteId = remoteIdField(connectionId);
        buffer.appendBytes(json, 0, remoteIdAt).appendBytes(remoteId).appendBytes(json, remoteIdAt, json.length - remoteIdAt);
    }

    long lengthSeenBy(String connectionId) {
        return (long) json.length + remoteIdField(connectionId).length;
    }

    /**
     * The record with the fields of {@code patch}: absent is unchanged, null is cleared, a nested value is replaced
     * whole.
     */
    ObjectNode merged(ObjectNode patch) {
        ObjectNode merged = node();
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (ENVELOPE.contains(field.getKey())) {
                continue;
            }
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        }
        return merged;
    }

    /** The remoteIdMap of this version, with those that {@code patch} brings. */
    ObjectNode linkedBy(ObjectNode patch) {
        ObjectNode links = (ObjectNode) field("remoteIdMap");
        if (patch.path("remoteIdMap") instanceof ObjectNode more) {
            links.setAll(more);
        }
        return links;
    }

    private static String id(JsonNode given) {
        if (!given.isTextual() || given.textValue().isBlank()) {
            throw new IllegalArgumentException("An id must be a text that is not blank, not " + given);
        }
        return given.textValue();
    }

    private static Instant instant(JsonNode time) {
        try {
            return Instant.parse(time.asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Not a time like 2020-09-24T17:23:01Z: " + time, e);
        }
    }

    private byte[] remoteIdField(String connectionId) {
        String remoteId = remoteIds.get(connectionId);
        if (remoteId == null) {
            return new byte[0];
        }
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(remoteId));
        return (",\"remoteId\":\"" + quoted + "\"").getBytes(StandardCharsets.UTF_8);
    }

    /** Type, localId and lastModified; not the content. */
    @Override
    public String toString() {
        return type + " " + localId + " of " + lastModified;
    }
}
