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

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.internal.client.Request;

/**
 * The address of one record: under its localId, else under its remoteId.
 */
record RecordAddress(String recordType, @Nullable String localId, @Nullable String remoteId) {

    private static final String BY_REMOTE_ID = "by-remote-id";

    /**
     * @throws InvalidRecordException if both ids are missing
     */
    RecordAddress {
        if (localId == null && remoteId == null) {
            throw new InvalidRecordException(
                    "Which " + recordType + " is meant is unknown: set the header CamelTenantApiLocalId or"
                                             + " CamelTenantApiRemoteId, or in an update the record's field localId or remoteId;"
                                             + " a header that an export or an import wrote itself does not count, nor a copy of it: take the id from the body");
        }
    }

    static RecordAddress of(ImportRequest request) {
        return new RecordAddress(request.recordType(), request.localId(), request.remoteId());
    }

    static RecordAddress byRemoteId(String recordType, String remoteId) {
        return new RecordAddress(recordType, null, remoteId);
    }

    Request get() {
        return addressed(Request.get(path()));
    }

    Request put(Payload payload) {
        return addressed(Request.put(payload, path()));
    }

    /** A POST to what belongs to the record. */
    Request post(Payload payload, String belongings) {
        return addressed(Request.post(payload, path(belongings)));
    }

    private String[] path(String... belongings) {
        return Stream.concat(Stream.of(recordType, localId != null ? localId : BY_REMOTE_ID), Stream.of(belongings))
                .toArray(String[]::new);
    }

    private Request addressed(Request request) {
        return localId != null || remoteId == null ? request : request.withQuery("remoteId", remoteId);
    }

    /** For messages. */
    @Override
    public String toString() {
        return recordType + (localId != null ? " with localId " + Printable.of(localId) : " " + Printable.of(remoteId));
    }
}
