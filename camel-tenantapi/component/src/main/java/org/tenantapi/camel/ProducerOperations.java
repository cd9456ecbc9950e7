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

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.imports.AddLogEvents;
import org.tenantapi.camel.internal.imports.AddShipments;
import org.tenantapi.camel.internal.imports.Create;
import org.tenantapi.camel.internal.imports.FileUpload;
import org.tenantapi.camel.internal.imports.Get;
import org.tenantapi.camel.internal.imports.ImportOperation;
import org.tenantapi.camel.internal.imports.ImportRequest;
import org.tenantapi.camel.internal.imports.ImportResult;
import org.tenantapi.camel.internal.imports.ListRecords;
import org.tenantapi.camel.internal.imports.Ping;
import org.tenantapi.camel.internal.imports.Update;
import org.tenantapi.camel.internal.imports.UploadFile;
import org.tenantapi.camel.internal.imports.UpsertByLookup;
import org.tenantapi.camel.internal.imports.UpsertOnRemoteId;
import org.tenantapi.camel.internal.imports.WriteSettings;

/**
 * The operations of one running producer: the one that its endpoint names, and the others for messages whose header
 * names one of them.
 */
final class ProducerOperations {

    private final TenantApiEndpoint endpoint;
    private final RecordBody recordBody;
    private final Map<TenantApiOperation, ProducerOperation> operations = new EnumMap<>(TenantApiOperation.class);
    private final ProducerOperation configured;

    ProducerOperations(TenantApiEndpoint endpoint, TenantApiClient client, ImportBatches batches) {
        this.endpoint = endpoint;
        this.recordBody = new RecordBody(endpoint.getComponent().getObjectMapper());
        WriteSettings settings = settings();
        Predicate<String> readsFirst = endpoint.ownWrites()::isWatched;
        records(TenantApiOperation.upsert, upsert(client, settings, readsFirst), ProducerMessage::request, batches);
        records(TenantApiOperation.create, new Create(client, settings), ProducerMessage::request, batches);
        records(TenantApiOperation.update, new Update(client, settings, readsFirst), ProducerMessage::addressed, batches);
        operations.put(TenantApiOperation.get, get(new Get(client)));
        operations.put(TenantApiOperation.list, new RecordList(endpoint, new ListRecords(client)));
        operations.put(TenantApiOperation.addShipments,
                add(new AddShipments(client, settings), ProducerMessage::answerTextAboutRecord));
        operations.put(TenantApiOperation.addLogEvents,
                add(new AddLogEvents(client, settings), ProducerMessage::answerText));
        operations.put(TenantApiOperation.uploadFile, upload(new UploadFile(client)));
        operations.put(TenantApiOperation.ping, ping(new Ping(client)));
        configured = operation(endpoint.getConfiguration().getOperation());
    }

    private WriteSettings settings() {
        TenantApiConfiguration configuration = endpoint.getConfiguration();
        return new WriteSettings(
                configuration.isNumbersAsStrings(), configuration.getSuppressTotalsRecalc(), configuration.isValidate(),
                configuration.isSkipUnchanged());
    }

    private ImportOperation upsert(TenantApiClient client, WriteSettings settings, Predicate<String> readsFirst) {
        return switch (endpoint.getConfiguration().getUpsertStrategy()) {
            case lookup -> new UpsertByLookup(client, settings);
            case updateOnRemoteId -> new UpsertOnRemoteId(client, settings, readsFirst);
        };
    }

    private void records(
            TenantApiOperation name, ImportOperation operation, BiFunction<ProducerMessage, byte[], ImportRequest> single,
            ImportBatches batches) {
        operations.put(name, new RecordImport(endpoint, recordBody, name, operation, single, batches));
    }

    private static ProducerOperation get(ImportOperation get) {
        return message -> message.answerRecord(get.execute(message.addressed(null)));
    }

    private static ProducerOperation ping(ImportOperation ping) {
        return message -> message.answerObject(ping.execute(message.request(null)));
    }

    private ProducerOperation add(ImportOperation add, BiConsumer<ProducerMessage, ImportResult> answer) {
        return message -> answer.accept(message, add.execute(message.addressed(recordBody.json(message.exchange()))));
    }

    private ProducerOperation upload(UploadFile upload) {
        return message -> message.about("file").answerRecord(upload.execute(file(message.exchange()), message.trace()));
    }

    private FileUpload file(Exchange exchange) {
        Message message = exchange.getMessage();
        String name = message.getHeader(Exchange.FILE_NAME_ONLY, String.class);
        if (name == null) {
            name = message.getHeader(Exchange.FILE_NAME, String.class);
        }
        return new FileUpload(
                name == null ? "" : name,
                Boolean.TRUE.equals(message.getHeader(TenantApiConstants.PUBLIC_ACCESS, Boolean.class)),
                recordBody.file(exchange, name));
    }

    /** The operation that the header names; without a header the endpoint's. */
    ProducerOperation of(Message message) {
        Object header = message.getHeader(TenantApiConstants.OPERATION);
        return header == null ? configured : operation(named(header.toString()));
    }

    private ProducerOperation operation(TenantApiOperation name) {
        return Objects.requireNonNull(operations.get(name), name::name);
    }

    private static TenantApiOperation named(String header) {
        return Arrays.stream(TenantApiOperation.values())
                .filter(operation -> operation.name().equals(header)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The header " + TenantApiConstants.OPERATION + " is '" + header + "', but the operations are "
                                                                + Arrays.toString(TenantApiOperation.values())));
    }
}
