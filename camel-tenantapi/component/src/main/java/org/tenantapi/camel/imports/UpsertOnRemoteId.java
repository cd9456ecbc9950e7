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
package org.tenantapi.camel.imports;

import org.tenantapi.camel.client.TenantApiClient;

/**
 * Updates the record with this remoteId or creates it, as the server finds it: {@code POST
 * /{type}?updateOnRemoteId=true}. A localId, in the request or in the record, decides nothing.
 */
public final class UpsertOnRemoteId implements ImportOperation {

    private final RecordWriter writer;

    public UpsertOnRemoteId(TenantApiClient client, WriteSettings settings) {
        this.writer = new RecordWriter(client, settings);
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        OutgoingRecord record = OutgoingRecord.of(request);
        record.requireRemoteId();
        return writer.createOrUpdateOnRemoteId(request, record);
    }
}
