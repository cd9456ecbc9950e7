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
import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.Request;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;
import org.tenantapi.camel.internal.imports.json.RecordRules;

import static org.tenantapi.camel.imports.ImportOutcome.Status.CREATED;
import static org.tenantapi.camel.imports.ImportOutcome.Status.UPDATED;

/**
 * Sends one record, as a POST or a PUT.
 */
final class RecordWriter {

    private static final String ORDER = "order";
    private static final int HTTP_CREATED = 201;

    private final TenantApiClient client;
    private final WriteSettings settings;

    RecordWriter(TenantApiClient client, WriteSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * The record that the request holds.
     *
     * @throws InvalidRecordException if it is not one that the platform would take
     */
    OutgoingRecord checked(ImportRequest request) {
        OutgoingRecord record = request.record();
        if (settings.validate()) {
            RecordRules.check(record);
        }
        return record;
    }

    ImportResult create(ImportRequest request, OutgoingRecord record) {
        if (settings.validate()) {
            RecordRules.checkNew(record);
        }
        return send(post(request, record), record, null).with(CREATED).startedFrom(WriteBase.NOTHING);
    }

    ImportResult createOrUpdateOnRemoteId(ImportRequest request, OutgoingRecord record) {
        ImportResult result = send(post(request, record).withQuery("updateOnRemoteId", "true"), record, null);
        return result.status() == HTTP_CREATED
                ? result.with(CREATED).startedFrom(WriteBase.NOTHING) : result.with(UPDATED);
    }

    ImportResult update(ImportRequest request, OutgoingRecord record, RecordAddress address) {
        Payload payload = Payload.json(record.asGiven(settings.numbersAsStrings()));
        return send(address.put(payload).in(request.trace()), record, address.localId()).with(UPDATED);
    }

    /** Updates the record that was found under its remoteId, and leaves it that remoteId. */
    ImportResult updateFound(ImportRequest request, OutgoingRecord record, @Nullable String localId) {
        Payload payload = Payload.json(record.withRemoteId(settings.numbersAsStrings()));
        RecordAddress address = new RecordAddress(request.recordType(), localId, record.remoteId());
        return send(address.put(payload).in(request.trace()), record, localId).with(UPDATED);
    }

    private Request post(ImportRequest request, OutgoingRecord record) {
        return Request.post(Payload.json(record.withRemoteId(settings.numbersAsStrings())), request.recordType())
                .in(request.trace());
    }

    private ImportResult send(Request write, OutgoingRecord record, @Nullable String localId) {
        try (Answer answer = client.execute(withTotalsRule(write))) {
            return ImportResult.ofWritten(answer, localId, record.remoteId());
        }
    }

    private Request withTotalsRule(Request write) {
        Boolean suppress = settings.suppressTotalsRecalc();
        return suppress != null && write.path().get(0).equals(ORDER)
                ? write.withQuery("suppressTotalsRecalc", suppress.toString()) : write;
    }
}
