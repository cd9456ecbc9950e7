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

import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;
import org.tenantapi.camel.internal.imports.json.SentContent;

import static org.tenantapi.camel.imports.ImportOutcome.Status.UPDATED;

/**
 * Changes the fields that are sent of a record that exists: {@code PUT /{type}/{localId}}, or without a localId
 * {@code PUT /{type}/by-remote-id}. The ids are taken from the request or from the record. Where the answer is lost the
 * record is read, and written again only if it does not show what was sent.
 */
public final class Update implements ImportOperation {

    private final TenantApiClient client;
    private final RecordWriter writer;
    private final RecordLookup lookup;
    private final Predicate<String> readsFirst;

    public Update(TenantApiClient client, WriteSettings settings) {
        this(client, settings, recordType -> false);
    }

    /**
     * @param readsFirst whether records of a type are read before they are written, so that it is known what the write
     *                   started from
     */
    public Update(TenantApiClient client, WriteSettings settings, Predicate<String> readsFirst) {
        this.readsFirst = readsFirst;
        this.client = client;
        this.writer = new RecordWriter(client, settings);
        this.lookup = new RecordLookup(client);
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        OutgoingRecord updated = writer.checked(request);
        RecordAddress address = new RecordAddress(request.recordType(), updated.localId(), updated.remoteId());
        return new UncertainWrite(client, request, updated) {

            @Override
            ImportResult write() {
                WriteBase base = readsFirst.test(request.recordType()) ? lookup.base(address, record, request.trace()) : null;
                return writer.update(request, record, address).startedFrom(base);
            }

            @Override
            Optional<ImportResult> look() {
                return Optional.of(lookup.at(address, request.trace()))
                        .filter(shown -> record.content().isShownBy(SentContent.tree(shown.requireBody())))
                        .map(shown -> shown.with(UPDATED));
            }
        }.execute();
    }
}
