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

import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;
import org.tenantapi.camel.internal.imports.json.SentContent;

import static org.tenantapi.camel.imports.ImportOutcome.Status.CREATED;
import static org.tenantapi.camel.imports.ImportOutcome.Status.UNCHANGED;
import static org.tenantapi.camel.imports.ImportOutcome.Status.UPDATED;

/**
 * Updates the record with this remoteId or creates it, having looked: {@code GET /{type}/by-remote-id}, then {@code PUT
 * /{type}/{localId}} or {@code POST /{type}}. If another writer has created it in between (409), it is updated. A
 * localId, in the request or in the record, decides nothing: it may be one of another Tenant, where the record comes
 * from.
 */
public final class UpsertByLookup implements ImportOperation {

    private final TenantApiClient client;
    private final WriteSettings settings;
    private final RecordWriter writer;
    private final RecordLookup lookup;

    public UpsertByLookup(TenantApiClient client, WriteSettings settings) {
        this.client = client;
        this.settings = settings;
        this.writer = new RecordWriter(client, settings);
        this.lookup = new RecordLookup(client);
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        OutgoingRecord upserted = writer.checked(request);
        upserted.requireRemoteId();
        return new Upsert(request, upserted).execute();
    }

    private final class Upsert extends UncertainWrite {

        /** what the latest write does if it is carried out */
        private ImportOutcome.Status effect = CREATED;

        private Upsert(ImportRequest request, OutgoingRecord upserted) {
            super(client, request, upserted);
        }

        @Override
        ImportResult write() {
            Optional<ImportResult> found = find();
            if (found.isPresent()) {
                return update(found.get());
            }
            effect = CREATED;
            try {
                return writer.create(request, record);
            } catch (TenantApiConflictException e) {
                ImportResult present = find().orElseThrow(() -> e);
                return e.mayBeOwn() && isShownBy(present) ? present.with(CREATED) : update(present);
            }
        }

        private ImportResult update(ImportResult found) {
            if (settings.skipUnchanged() && isShownBy(found)) {
                return found.with(UNCHANGED);
            }
            effect = UPDATED;
            return writer.updateFound(request, record, found.localId()).startedFrom(WriteBase.of(found, record));
        }

        private Optional<ImportResult> find() {
            return lookup.byRemoteId(request.recordType(), record.requireRemoteId(), request.trace());
        }

        @Override
        Optional<ImportResult> look() {
            return find().filter(this::isShownBy).map(found -> found.with(effect));
        }

        private boolean isShownBy(ImportResult found) {
            return record.content().isShownBy(SentContent.tree(found.requireBody()));
        }
    }
}
