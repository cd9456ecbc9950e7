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

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.internal.imports.json.Edits.Edit;
import org.tenantapi.camel.internal.imports.json.JsonScan.Span;

/**
 * One record that is to be sent, with the ids that it has in itself and in its request.
 */
public final class OutgoingRecord {

    private final String recordType;
    private final @Nullable String requestedLocalId;
    private final OutgoingJson json;
    private final @Nullable String remoteId;

    /**
     * @param  localId                of the request, if it has one
     * @param  remoteId               of the request, if it has one
     * @throws InvalidRecordException if this is not one JSON object, or has another remoteId than the request
     */
    public OutgoingRecord(String recordType, @Nullable String localId, @Nullable String remoteId, OutgoingJson json) {
        if (!json.isObject()) {
            throw new InvalidRecordException("The body is an array where one record was expected");
        }
        this.recordType = recordType;
        this.requestedLocalId = localId;
        this.json = json;
        this.remoteId = agreedId("CamelTenantApiRemoteId", remoteId, "remoteId", json.remoteId());
    }

    /** From the request or the record, if either has it. */
    public @Nullable String remoteId() {
        return remoteId;
    }

    /**
     * From the request or the record.
     *
     * @throws InvalidRecordException if neither has it
     */
    public String requireRemoteId() {
        if (remoteId == null) {
            throw new InvalidRecordException(
                    "The record has no remoteId, so the platform could not find it again and would keep a new record each time:"
                                             + " set the header CamelTenantApiRemoteId or the record's field remoteId; a header that an export or an import"
                                             + " wrote itself does not count, nor a copy of it");
        }
        return remoteId;
    }

    /**
     * From the request or the record, if either has it.
     *
     * @throws InvalidRecordException if they differ
     */
    public @Nullable String localId() {
        return agreedId("CamelTenantApiLocalId", requestedLocalId, "localId", json.localId());
    }

    /** What to send to a record that is addressed otherwise. */
    public byte[] asGiven(boolean numbersAsStrings) {
        return json.bytes(json.numbers(numbersAsStrings));
    }

    /**
     * What to send when the record must hold its remoteId: otherwise it would be created without an identity, or lose
     * it, and be created once more the next time.
     */
    public byte[] withRemoteId(boolean numbersAsStrings) {
        return json.bytes(Stream.concat(missingRemoteId(), json.numbers(numbersAsStrings)));
    }

    private Stream<Edit> missingRemoteId() {
        JsonScan scan = json.scan();
        if (remoteId == null || scan.remoteId() != null) {
            return Stream.empty();
        }
        String value = "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(remoteId)) + "\"";
        if (scan.vacantRemoteId() != null) {
            return Stream.of(edit(scan.vacantRemoteId(), value));
        }
        Span afterTheBrace = new Span(scan.rootStart() + 1, 0);
        return Stream.of(edit(afterTheBrace, "\"remoteId\":" + value + (scan.elements() == 0 ? "" : ",")));
    }

    RulesPrecheck precheck() {
        return json.scan().precheck();
    }

    /** The record as a tree. */
    public JsonNode tree() {
        return SentContent.tree(json.text());
    }

    /** What the server has to show when this has been written. */
    public SentContent content() {
        return new SentContent(tree());
    }

    public String recordType() {
        return recordType;
    }

    /** As the subject of a sentence. */
    @Override
    public String toString() {
        String localId = requestedLocalId != null ? requestedLocalId : json.localId();
        String id = remoteId != null ? " " + Printable.of(remoteId) : localId != null ? " with localId " + Printable.of(localId)
                : " without an id";
        return "The " + recordType + id;
    }

    private static Edit edit(Span span, String replacement) {
        return new Edit(span, replacement.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String agreedId(
            String header, @Nullable String requested, String field, @Nullable String written) {
        if (requested != null && written != null && !requested.equals(written)) {
            throw new InvalidRecordException(
                    "The header " + header + " says '" + requested + "' but the record's field " + field + " says '" + written
                                             + "': remove the one that does not belong here");
        }
        return requested != null ? requested : written;
    }
}
