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

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.internal.client.TraceContext;
import org.tenantapi.camel.internal.imports.json.OutgoingJson;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;

/**
 * The request to an operation.
 *
 * @param recordType the record type, such as {@code order}; ignored by operations that are not about records
 * @param localId    the platform's id of the record; if it is known
 * @param remoteId   the Connection's id of the record; if it is known and not only in the body
 * @param json       what to send, if the operation sends anything
 * @param trace      the trace that all its requests belong to
 */
public record ImportRequest(String recordType, @Nullable String localId, @Nullable String remoteId, @Nullable OutgoingJson json,
        TraceContext trace) {

    public ImportRequest {
        localId = emptyToNull(localId);
        remoteId = emptyToNull(remoteId);
    }

    /**
     * @param  body                   JSON in UTF-8, if the operation sends any
     * @throws InvalidRecordException if it is not one JSON object, or one array of objects
     */
    public static ImportRequest of(
            String recordType, @Nullable String localId, @Nullable String remoteId, byte @Nullable [] body,
            TraceContext trace) {
        return new ImportRequest(recordType, localId, remoteId, body == null ? null : OutgoingJson.of(body), trace);
    }

    /** @throws InvalidRecordException if there is none */
    OutgoingJson requireJson() {
        // which says that it is missing
        return json != null ? json : OutgoingJson.of(null);
    }

    /**
     * The record that it sends.
     *
     * @throws InvalidRecordException if its JSON is not one object, or has another remoteId than the request
     */
    OutgoingRecord record() {
        return new OutgoingRecord(recordType, localId, remoteId, requireJson());
    }

    private static @Nullable String emptyToNull(@Nullable String id) {
        return id == null || id.isEmpty() ? null : id;
    }
}
