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
import java.util.Optional;

import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;
import org.tenantapi.camel.internal.imports.json.SentContent;

import static org.tenantapi.camel.imports.ImportOutcome.Status.CREATED;

/**
 * Creates a record: {@code POST /{type}}. A remoteId that the request has and the record has not is added to the
 * record. Where the answer is lost the record is looked up by its remoteId; without one it is never sent again.
 */
public final class Create implements ImportOperation {

    private final TenantApiClient client;
    private final RecordWriter writer;
    private final RecordLookup lookup;

    public Create(TenantApiClient client, WriteSettings settings) {
        this.client = client;
        this.writer = new RecordWriter(client, settings);
        this.lookup = new RecordLookup(client);
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        OutgoingRecord created = writer.checked(request);
        return created.remoteId() == null ? createOnce(request, created) : new Creation(request, created).execute();
    }

    @Override
    public ImportResult executeAgain(ImportRequest request) {
        OutgoingRecord created = writer.checked(request);
        if (created.remoteId() == null) {
            throw new OutcomeUnknownException(
                    "A new " + request.recordType()
                                              + " may have been created by an earlier attempt. It has no remoteId to find it"
                                              + " by. Look it up in the Tenant before it is sent again.",
                    null);
        }
        Creation creation = new Creation(request, created);
        return created(creation).orElseGet(() -> {
            try {
                return creation.execute();
            } catch (TenantApiConflictException e) {
                return created(creation).orElseThrow(() -> e);
            }
        });
    }

    private static Optional<ImportResult> created(Creation creation) {
        try {
            return creation.look();
        } catch (TenantApiException e) {
            throw UncertainWrite.unknown(creation.record.toString(), e, "An earlier attempt may have created it.");
        }
    }

    private ImportResult createOnce(ImportRequest request, OutgoingRecord created) {
        try {
            return writer.create(request, created);
        } catch (TenantApiException e) {
            throw e.isAmbiguous()
                    ? UncertainWrite.unknown("A new " + request.recordType(), e, "It has no remoteId to find it by.") : e;
        }
    }

    private final class Creation extends UncertainWrite {

        private Creation(ImportRequest request, OutgoingRecord created) {
            super(client, request, created);
        }

        @Override
        ImportResult write() {
            return writer.create(request, record);
        }

        @Override
        Optional<ImportResult> look() {
            Optional<ImportResult> found = lookup.byRemoteId(request.recordType(), record.requireRemoteId(), request.trace());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            List<String> differences = record.content().differencesOfNew(SentContent.tree(found.get().requireBody()));
            if (!differences.isEmpty()) {
                throw new OutcomeUnknownException(
                        record + " may have been created or not: the answer was lost, and the record with this remoteId is not"
                                                  + " as it was sent: it differs at " + differences
                                                  + ". Look at it in the Tenant: it may be another one, or have been changed since.",
                        null);
            }
            return found.map(it -> it.with(CREATED));
        }
    }
}
