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
package org.tenantapi.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.Envelope;
import org.tenantapi.camel.internal.client.MalformedRecordsException;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.internal.client.ServerTime;
import org.tenantapi.camel.internal.export.RecordVersion;

/**
 * One record of a Tenant as the server sent it, byte for byte. What every record has in common can be asked for without
 * reading the rest; the rest is there as text, tree, map or an object of yours. Jackson writes it as its own JSON.
 * Immutable.
 */
public final class TenantRecord implements JsonSerializable {

    /** Numbers keep all their digits: none passes through a double. */
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {
    };

    private final byte[] bytes;
    private final Envelope envelope;
    private final ObjectMapper objectMapper;

    /** as an export knows it, if it comes from one */
    private final @Nullable RecordVersion exported;

    TenantRecord(byte[] bytes, Envelope envelope, ObjectMapper objectMapper) {
        this(bytes, envelope, objectMapper, null);
    }

    TenantRecord(RecordVersion exported, ObjectMapper objectMapper) {
        this(exported.bytes(), exported.envelope(), objectMapper, exported);
    }

    private TenantRecord(byte[] bytes, Envelope envelope, ObjectMapper objectMapper, @Nullable RecordVersion exported) {
        this.bytes = bytes;
        this.envelope = envelope;
        this.objectMapper = objectMapper;
        this.exported = exported;
    }

    /**
     * A record of these bytes.
     *
     * @param  json                     one JSON object in UTF-8; copied
     * @throws IllegalArgumentException if it is anything else
     */
    public static TenantRecord of(byte[] json) {
        return of(json.clone(), EXACT);
    }

    /**
     * A record of this text.
     *
     * @param  json                     one JSON object
     * @throws IllegalArgumentException if it is anything else
     */
    public static TenantRecord of(String json) {
        return of(json.getBytes(StandardCharsets.UTF_8), EXACT);
    }

    static TenantRecord of(byte[] bytes, ObjectMapper objectMapper) {
        try {
            return new TenantRecord(bytes, Envelope.of(bytes), objectMapper);
        } catch (MalformedRecordsException e) {
            throw new IllegalArgumentException("A record is one JSON object. " + e.getMessage(), e);
        }
    }

    /**
     * The id that the platform gave it; a record that is still to be created has none.
     */
    public @Nullable String localId() {
        return envelope.localId();
    }

    /**
     * Its id in the system behind the Connection that it was read through, if it has one there.
     */
    public @Nullable String remoteId() {
        return envelope.remoteId();
    }

    /**
     * When it was created, by the server's clock, if the record says so.
     *
     * @throws DateTimeException if the server's text is not a date-time
     */
    public @Nullable Instant created() {
        return instant(envelope.created());
    }

    /**
     * When it changed last, by the server's clock, if the record says so.
     *
     * @throws DateTimeException if the server's text is not a date-time
     */
    public @Nullable Instant lastModified() {
        return instant(envelope.lastModified());
    }

    /**
     * What tells this version of the record from every other, the same each time it comes: the key of an idempotent
     * receiver, also for the records of a batch. Of a record that an export delivered it is the text of the header
     * {@value TenantApiConstants#VERSION_ID}. It is made anew each time, with a digest of the content.
     *
     * @throws IllegalStateException if the record has no localId, or no lastModified that is a date-time
     */
    public String versionId() {
        try {
            return new VersionId(exported == null ? RecordVersion.of(bytes) : exported).toString();
        } catch (MalformedRecordsException e) {
            throw new IllegalStateException("The record has no version: " + e.getMessage(), e);
        }
    }

    /**
     * Its address, relative to the server's origin, if the record says so.
     */
    public @Nullable String href() {
        return envelope.href();
    }

    /**
     * The JSON as it came.
     */
    public String json() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * A copy of the JSON as it came, in UTF-8.
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The record as a tree, a new one each time. Numbers are exact.
     */
    public JsonNode node() {
        return read(() -> EXACT.readTree(bytes));
    }

    /**
     * The record as a map, a new one each time: texts, Boolean, BigDecimal and integers of whatever size, lists and
     * maps. A field that is null in the record is a key with a null value, a field that is absent is not a key.
     */
    public Map<String, Object> map() {
        return read(() -> EXACT.readValue(bytes, MAP));
    }

    /**
     * The record as an object of yours, read by the component's ObjectMapper. Fields that it does not have are left
     * out: a record has more than an application declares, and gets new ones.
     *
     * @throws RuntimeCamelException if the ObjectMapper cannot make one of this record
     */
    public <T> T as(Class<T> type) {
        return read(() -> objectMapper.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(bytes));
    }

    /** Not a copy: for those who change nothing. */
    byte[] sharedBytes() {
        return bytes;
    }

    Envelope envelope() {
        return envelope;
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new RuntimeCamelException("Cannot read the record " + this + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return Optional.ofNullable(text).map(ServerTime::parse).orElse(null);
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        try (JsonParser parser = EXACT.createParser(bytes)) {
            // token by token: copyCurrentStructureExact came with Jackson 2.22, and Camel 4.14 and 4.18 bring an older one
            while (parser.nextToken() != null) {
                // "exact", as the plain method passes numbers through double
                generator.copyCurrentEventExact(parser);
            }
        }
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer typing)
            throws IOException {
        serialize(generator, provider);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TenantRecord record && Arrays.equals(bytes, record.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /**
     * Ids and time, not the content: it is safe to log.
     */
    @Override
    public String toString() {
        return "TenantRecord[localId=" + Printable.of(localId()) + ", remoteId=" + Printable.of(remoteId()) + ", lastModified="
               + Objects.toString(envelope.lastModified()) + ", " + bytes.length + " bytes]";
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }
}
