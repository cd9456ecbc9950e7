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

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiNotFoundException;
import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TraceContext;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;

/**
 * The look-up of records on the server.
 */
final class RecordLookup {

    private final TenantApiClient client;

    RecordLookup(TenantApiClient client) {
        this.client = client;
    }

    /** The record with this remoteId, if there is one; it has a localId. */
    Optional<ImportResult> byRemoteId(String recordType, String remoteId, TraceContext trace) {
        try (Answer answer = client.execute(RecordAddress.byRemoteId(recordType, remoteId).get().in(trace))) {
            return Optional.of(ImportResult.ofRecord(answer, null, remoteId));
        } catch (TenantApiNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The record at this address. */
    ImportResult at(RecordAddress address, TraceContext trace) {
        try (Answer answer = client.execute(address.get().in(trace))) {
            return ImportResult.ofRecord(answer, address.localId(), address.remoteId());
        }
    }

    /** What a write to this address starts from, if that is known. */
    @Nullable
    WriteBase base(RecordAddress address, OutgoingRecord written, TraceContext trace) {
        try {
            return WriteBase.of(at(address, trace), written);
        } catch (TenantApiNotFoundException e) {
            return WriteBase.NOTHING;
        } catch (TenantApiException e) {
            // whether the write is possible is for the write to find out
            return null;
        }
    }
}
