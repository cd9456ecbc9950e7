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

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.client.TenantApiClient;
import org.tenantapi.camel.client.TraceContext;
import org.tenantapi.camel.imports.AddLogEvents;
import org.tenantapi.camel.imports.AddShipments;
import org.tenantapi.camel.imports.Create;
import org.tenantapi.camel.imports.FileUpload;
import org.tenantapi.camel.imports.Get;
import org.tenantapi.camel.imports.ImportOperation;
import org.tenantapi.camel.imports.ImportRequest;
import org.tenantapi.camel.imports.ImportResult;
import org.tenantapi.camel.imports.JsonBody;
import org.tenantapi.camel.imports.ListRecords;
import org.tenantapi.camel.imports.Ping;
import org.tenantapi.camel.imports.RecordSender;
import org.tenantapi.camel.imports.Update;
import org.tenantapi.camel.imports.UploadFile;
import org.tenantapi.camel.imports.UpsertByLookup;
import org.tenantapi.camel.imports.UpsertOnRemoteId;
import org.tenantapi.camel.imports.WriteSettings;
import org.tenantapi.camel.management.ImportPlug;
import org.tenantapi.camel.management.ImportPlugs;
import org.tenantapi.camel.management.ManagedImport;
import org.tenantapi.camel.status.Direction;

/**
 * An import Plug: sends records to the Tenant, and reads single ones.
 */
@ManagedResource(description = "Managed Tenant API import")
public class TenantApiProducer extends DefaultAsyncProducer implements ManagedImport {

    private static final Logger LOG = LoggerFactory.getLogger(TenantApiProducer.class);

    private final Map<TenantApiOperation, ImportOperation> operations = new EnumMap<>(TenantApiOperation.class);
    private TenantApiClient client;
    private UploadFile uploadFile;
    private ListRecords listRecords;
    private RecordBody recordBody;
    private final ImportBatches batches;

    TenantApiProducer(TenantApiEndpoint endpoint) {
        super(endpoint);
        this.batches = new ImportBatches(endpoint);
    }

    @Override
    public TenantApiEndpoint getEndpoint() {
        return (TenantApiEndpoint) super.getEndpoint();
    }

    /** The Plug of the endpoint, which the producers share that import its record type through its Connection. */
    @Override
    public ImportPlug plug() {
        return plugs().of(getEndpoint().getCamelContext(), getEndpoint().getClientSettings(), recordType());
    }

    private ImportPlugs plugs() {
        return getEndpoint().getComponent().importPlugs();
    }

    private String recordType() {
        return getEndpoint().getConfiguration().getRecordType();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        client = getEndpoint().client(this);
        TenantApiConfiguration configuration = getEndpoint().getConfiguration();
        WriteSettings settings
                = new WriteSettings(
                        configuration.isNumbersAsStrings(), configuration.getSuppressTotalsRecalc(), configuration.isValidate(),
                        configuration.isSkipUnchanged());
        operations.put(TenantApiOperation.upsert, switch (configuration.getUpsertStrategy()) {
            case lookup -> new UpsertByLookup(client, settings);
            case updateOnRemoteId -> new UpsertOnRemoteId(client, settings, getEndpoint().ownWrites()::isWatched);
        });
        operations.put(TenantApiOperation.create, new Create(client, settings));
        operations.put(TenantApiOperation.update, new Update(client, settings, getEndpoint().ownWrites()::isWatched));
        operations.put(TenantApiOperation.get, new Get(client));
        operations.put(TenantApiOperation.addShipments, new AddShipments(client, settings));
        operations.put(TenantApiOperation.addLogEvents, new AddLogEvents(client, settings));
        operations.put(TenantApiOperation.ping, new Ping(client));
        uploadFile = new UploadFile(client);
        listRecords = new ListRecords(client);
        recordBody = new RecordBody(getEndpoint().getComponent().getObjectMapper());
        ServiceHelper.startService(batches);
        plugs().start(getEndpoint().getCamelContext(), getEndpoint().getClientSettings(), recordType(), client,
                getEndpoint().getComponent().isHealthCheckProducerEnabled());
    }

    @Override
    protected void doStop() throws Exception {
        if (client != null) {
            client.stopWaiting();
            plugs().stop(getEndpoint().getCamelContext(), getEndpoint().getClientSettings(), recordType(), client);
        }
        ServiceHelper.stopService(batches);
        getEndpoint().release(this);
        super.doStop();
    }

    /** Done when this returns. Camel shows in JMX what an asynchronous producer has to show, but no other's. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        getEndpoint().keepConnected(exchange);
        try {
            trace(exchange.getMessage()).during(() -> perform(exchange));
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            getEndpoint().release(exchange);
        }
        callback.done(true);
        return true;
    }

    private static TraceContext trace(Message message) {
        return TraceContext.of(name -> message.getHeader(name, String.class));
    }

    private Void perform(Exchange exchange) {
        TenantApiOperation operation = operation(exchange.getMessage());
        String recordType = recordType(exchange);
        switch (operation) {
            case list -> list(exchange, recordType);
            case uploadFile -> answer(exchange, "file", uploadFile.execute(fileUpload(exchange)));
            case get ->
                answer(exchange, recordType, operations.get(operation).execute(addressed(exchange, recordType, null)));
            case ping -> {
                ImportResult result = operations.get(operation).execute(request(exchange, recordType, null, null));
                tell(exchange, recordType, result);
                setRecord(exchange.getMessage(), result);
            }
            case upsert, create, update -> importRecords(exchange, recordType, operation);
            case addShipments, addLogEvents -> {
                ImportResult result
                        = operations.get(operation).execute(addressed(exchange, recordType, recordBody.json(exchange)));
                tell(exchange, recordType, result);
                if (operation == TenantApiOperation.addShipments) {
                    tellRecord(exchange, recordType, result);
                }
                // nothing is known of these answers, so they are handed on as they are
                exchange.getMessage()
                        .setBody(result.body() == null ? null : new String(result.body(), StandardCharsets.UTF_8));
            }
        }
        return null;
    }

    private void importRecords(Exchange exchange, String recordType, TenantApiOperation operation) {
        ImportPlug plug = plugs().of(
                getEndpoint().getCamelContext(), getEndpoint().getClientSettings(), recordType, recordType());
        JsonBody records = records(exchange, plug);
        Consumer<ImportResult> written = result -> getEndpoint().ownWrites().note(recordType, result);
        if (records.batch() != null) {
            tell(exchange, recordType);
            batches.run(exchange, plug, records.batch(),
                    sender(exchange, recordType, operations.get(operation), written), operation);
            return;
        }
        String scope = operation == TenantApiOperation.update ? scope(recordType) : null;
        ImportResult result = plug.activity().single(
                () -> operations.get(operation).execute(request(exchange, recordType, scope, records.single())));
        if (result.body() != null) {
            written.accept(result);
        }
        answer(exchange, recordType, result);
    }

    /** It sends on threads of its own. */
    private static RecordSender sender(
            Exchange exchange, String recordType, ImportOperation operation, Consumer<ImportResult> written) {
        TraceContext trace = trace(exchange.getMessage());
        return new RecordSender(new ImportOperation() {

            @Override
            public ImportResult execute(ImportRequest request) {
                return trace.during(() -> operation.execute(request));
            }

            @Override
            public ImportResult executeAgain(ImportRequest request) {
                return trace.during(() -> operation.executeAgain(request));
            }
        }, recordType, written);
    }

    private JsonBody records(Exchange exchange, ImportPlug plug) {
        try {
            return recordBody.records(exchange);
        } catch (Throwable e) {
            plug.activity().unreadable(e);
            throw e;
        }
    }

    private TenantApiOperation operation(Message message) {
        Object header = message.getHeader(TenantApiConstants.OPERATION);
        if (header == null) {
            return getEndpoint().getConfiguration().getOperation();
        }
        return Arrays.stream(TenantApiOperation.values())
                .filter(operation -> operation.name().equals(header.toString())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The header " + TenantApiConstants.OPERATION + " is '" + header + "', but the operations are "
                                                                + Arrays.toString(TenantApiOperation.values())));
    }

    private String recordType(Exchange exchange) {
        String chosen = WrittenHeaders.chosenRecordType(exchange);
        return chosen == null ? getEndpoint().getConfiguration().getRecordType() : TenantApiComponent.requireRecordType(chosen);
    }

    /** About a record that is there: ids that the route chose for an earlier request about it are meant still. */
    private ImportRequest addressed(Exchange exchange, String recordType, byte[] body) {
        return request(exchange, recordType, scope(recordType), body);
    }

    /** @param scope where ids that were used before are meant still; {@code null} for nowhere */
    private static ImportRequest request(Exchange exchange, String recordType, String scope, byte[] body) {
        return ImportRequest.of(recordType, WrittenHeaders.chosenLocalId(exchange, scope),
                WrittenHeaders.chosenRemoteId(exchange, scope), body, Map.of());
    }

    private String scope(String recordType) {
        return WrittenHeaders.scope(getEndpoint().getClientSettings(), recordType);
    }

    private FileUpload fileUpload(Exchange exchange) {
        Message message = exchange.getMessage();
        String name = message.getHeader(Exchange.FILE_NAME_ONLY, String.class);
        if (name == null) {
            name = message.getHeader(Exchange.FILE_NAME, String.class);
        }
        return new FileUpload(
                name, message.getHeader(TenantApiConstants.PUBLIC_ACCESS, false, boolean.class),
                recordBody.file(exchange, name));
    }

    private void list(Exchange exchange, String recordType) {
        Map<String, String> query = new LinkedHashMap<>(getEndpoint().filter());
        Object since = exchange.getMessage().getHeader(TenantApiConstants.MODIFIED_AT_OR_AFTER);
        if (since != null) {
            query.put(ClientSource.MODIFIED_AT_OR_AFTER, ClientSource.wholeSeconds(instant(since)));
        }
        var records = listRecords.execute(ImportRequest.of(recordType, null, null, null, query),
                (bytes, envelope) -> new TenantRecord(bytes, envelope, getEndpoint().getComponent().getObjectMapper()));
        // the producer of a dynamic endpoint may be stopped before the route has read them
        getEndpoint().keepConnected(records);
        exchange.getExchangeExtension().addOnCompletion(new CloseOnCompletion(records));
        tell(exchange, recordType);
        exchange.getMessage().setBody(records);
    }

    private static Instant instant(Object header) {
        try {
            return header instanceof Instant instant ? instant : Instant.parse(header.toString());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "The header " + TenantApiConstants.MODIFIED_AT_OR_AFTER + " is '" + header
                                               + "', not an instant such as 2026-11-01T00:00:00Z",
                    e);
        }
    }

    private void answer(Exchange exchange, String recordType, ImportResult result) {
        tell(exchange, recordType, result);
        tellRecord(exchange, recordType, result);
        setRecord(exchange.getMessage(), result);
    }

    private void tellRecord(Exchange exchange, String recordType, ImportResult result) {
        WrittenHeaders.tellRecord(exchange, scope(recordType), result.localId(), result.remoteId());
    }

    private void setRecord(Message message, ImportResult result) {
        message.setBody(result.body() == null
                ? null : TenantRecord.of(result.body(), getEndpoint().getComponent().getObjectMapper()));
    }

    private void tell(Exchange exchange, String recordType, ImportResult result) {
        tell(exchange, recordType);
        exchange.getMessage().setHeader(TenantApiConstants.HTTP_STATUS, result.status());
    }

    private void tell(Exchange exchange, String recordType) {
        WrittenHeaders.tell(exchange, getEndpoint().getClientSettings(), recordType, Direction.IMPORT.plug(recordType));
    }

    private final class CloseOnCompletion extends SynchronizationAdapter {

        private final Closeable closeable;

        private CloseOnCompletion(Closeable closeable) {
            this.closeable = closeable;
        }

        @Override
        public void onDone(Exchange exchange) {
            try {
                closeable.close();
            } catch (IOException e) {
                LOG.debug("Closing an answer failed: {}", e.getMessage());
            } finally {
                getEndpoint().release(closeable);
            }
        }
    }
}
