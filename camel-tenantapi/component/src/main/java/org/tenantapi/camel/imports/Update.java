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
 * Changes the fields that are sent of a record that exists: {@code PUT /{type}/{localId}}, or without a localId
 * {@code PUT /{type}/by-remote-id}. The ids are taken from the request or from the record.
 */
public final class Update implements ImportOperation {

    private final RecordWriter writer;

    public Update(TenantApiClient client, WriteSettings settings) {
        this.writer = new RecordWriter(client, settings);
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        return writer.update(request, OutgoingRecord.of(request));
    }
}
