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
import java.util.function.Predicate;

import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;
import org.tenantapi.camel.internal.imports.json.SentContent;

import static org.tenantapi.camel.imports.ImportOutcome.Status.UPDATED;

/**
 * Updates the record with this remoteId or creates it, as the server finds it: {@code POST
 * /{type}?updateOnRemoteId=true}. A localId, in the request or in the record, decides nothing.
 */
public final class UpsertOnRemoteId implements ImportOperation {

    private final TenantApiClient client;
    private final RecordWriter writer;
    private final RecordLookup lookup;
    private final Predicate<String> readsFirst;

    public UpsertOnRemoteId(TenantApiClient client, WriteSettings settings) {
        this(client, settings, recordType -> false);
    }

    /**
     * @param readsFirst whether records of a type are read before they are written, so that it is known what the write
     *                   started from
     */
    public UpsertOnRemoteId(TenantApiClient client, WriteSettings settings, Predicate<String> readsFirst) {
        this.readsFirst = readsFirst;
        this.client = client;
        this.writer = new RecordWriter(client, settings);
        this.lookup = new RecordLookup(client);
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        OutgoingRecord upserted = writer.checked(request);
        upserted.requireRemoteId();
        return new UncertainWrite(client, request, upserted) {

            @Override
            ImportResult write() {
                WriteBase base = readsFirst.test(request.recordType())
                        ? lookup.base(RecordAddress.byRemoteId(request.recordType(), record.requireRemoteId()), record,
                                request.trace())
                        : null;
                ImportResult result = createOrUpdate();
                return result.base() == null ? result.startedFrom(base) : result;
            }

            private ImportResult createOrUpdate() {
                try {
                    return writer.createOrUpdateOnRemoteId(request, record);
                } catch (TenantApiConflictException e) {
                    // another writer created it while the server looked: now it finds it
                    return writer.createOrUpdateOnRemoteId(request, record);
                }
            }

            @Override
            Optional<ImportResult> look() {
                return lookup.byRemoteId(request.recordType(), record.requireRemoteId(), request.trace())
                        .filter(found -> record.content().isShownBy(SentContent.tree(found.requireBody())))
                        .map(found -> found.with(UPDATED));
            }
        }.execute();
    }
}
