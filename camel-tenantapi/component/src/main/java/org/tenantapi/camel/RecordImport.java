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
package org.tenantapi.camel;

import java.util.Objects;
import java.util.function.BiFunction;

import org.tenantapi.camel.internal.imports.ImportOperation;
import org.tenantapi.camel.internal.imports.ImportRequest;
import org.tenantapi.camel.internal.imports.ImportResult;
import org.tenantapi.camel.internal.imports.batch.JsonBody;
import org.tenantapi.camel.internal.imports.batch.RecordSender;
import org.tenantapi.camel.internal.management.ImportPlug;

/**
 * Imports the records of a message, one or a batch of them, by upsert, create or update.
 */
final class RecordImport implements ProducerOperation {

    private final TenantApiEndpoint endpoint;
    private final RecordBody recordBody;
    private final TenantApiOperation name;
    private final ImportOperation operation;
    private final BiFunction<ProducerMessage, byte[], ImportRequest> single;
    private final ImportBatches batches;

    /**
     * @param single makes the request for a record that comes alone; the ids of a message are not those of a batch
     */
    RecordImport(TenantApiEndpoint endpoint, RecordBody recordBody, TenantApiOperation name, ImportOperation operation,
                 BiFunction<ProducerMessage, byte[], ImportRequest> single, ImportBatches batches) {
        this.endpoint = endpoint;
        this.recordBody = recordBody;
        this.name = name;
        this.operation = operation;
        this.single = single;
        this.batches = batches;
    }

    @Override
    public void perform(ProducerMessage message) {
        ImportPlug plug = plug(message.recordType());
        JsonBody records = records(message, plug);
        if (records.batch() == null) {
            importOne(message, plug, Objects.requireNonNull(records.single()));
        } else {
            message.tell();
            RecordSender sender = new RecordSender(
                    operation, message.recordType(), message.trace(), result -> noteWritten(message, result));
            batches.run(message.exchange(), plug, records.batch(), sender, name);
        }
    }

    private ImportPlug plug(String recordType) {
        return endpoint.getComponent().importPlugs().of(
                endpoint.getCamelContext(), endpoint.getClientSettings(), recordType,
                endpoint.getConfiguration().getRecordType());
    }

    private JsonBody records(ProducerMessage message, ImportPlug plug) {
        try {
            return recordBody.records(message.exchange());
        } catch (Throwable e) {
            plug.activity().unreadable(e);
            throw e;
        }
    }

    private void importOne(ProducerMessage message, ImportPlug plug, byte[] json) {
        ImportResult result = plug.activity().single(() -> operation.execute(single.apply(message, json)));
        if (result.body() != null) {
            noteWritten(message, result);
        }
        message.answerRecord(result);
    }

    private void noteWritten(ProducerMessage message, ImportResult result) {
        endpoint.ownWrites().note(message.recordType(), result);
    }
}
