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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.export.DeliveryResult;
import org.tenantapi.camel.internal.export.ExportDelivery;
import org.tenantapi.camel.internal.export.ExportSource;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.status.Direction;

/**
 * Delivers records to the route as exchanges. A delivery has completed when its exchange has: a route that hands it
 * over to another thread, as {@code seda} does, completes it there.
 */
final class ExchangeDelivery implements ExportDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeDelivery.class);

    private final TenantApiConsumer consumer;
    private final Executor executor;
    private final boolean inBatches;
    private final RecordLinks links;
    private final ClientSettings settings;
    private final String recordType;
    private final String plug;
    private final String scope;
    private final ObjectMapper objectMapper;
    /** if deliveries are to be transacted, from the time on that the position is known */
    private @Nullable TransactedRoute transacted;

    ExchangeDelivery(TenantApiConsumer consumer, Executor executor, ExportSource source) {
        TenantApiEndpoint endpoint = consumer.getEndpoint();
        this.consumer = consumer;
        this.executor = executor;
        this.inBatches = endpoint.getConfiguration().getBatchSize() > 1;
        this.settings = endpoint.getClientSettings();
        this.recordType = endpoint.getConfiguration().getRecordType();
        this.plug = Direction.EXPORT.plug(recordType);
        this.scope = WrittenHeaders.scope(settings, recordType);
        this.links = new RecordLinks(source, endpoint.getConfiguration().isLinkRemoteId(), scope);
        this.objectMapper = endpoint.getComponent().getObjectMapper();
    }

    @Override
    public void begin(OwnedPosition position) {
        transacted = consumer.getEndpoint().getConfiguration().isTransacted()
                ? new TransactedRoute(consumer, position, links) : null;
    }

    @Override
    public void deliver(List<RecordVersion> versions, int attempt, Consumer<DeliveryResult> completed) {
        Exchange exchange = consumer.createExchange(true);
        fill(exchange, versions, attempt);
        DeliveryCompletion completion = new DeliveryCompletion(consumer, links, versions.get(0), completed);
        exchange.getExchangeExtension().addOnCompletion(completion);
        try {
            executor.execute(() -> process(exchange, versions, completion));
        } catch (Throwable e) {
            completion.fail(e);
        }
    }

    @Override
    public List<FinishedVersion> made() {
        return links.made();
    }

    private void process(Exchange exchange, List<RecordVersion> versions, DeliveryCompletion completion) {
        try {
            if (!consumer.mayGoOn()) {
                completion.tell(
                        new DeliveryResult.Aborted("Its consumer was suspended or stopped before it entered the route"));
            } else if (transacted == null) {
                consumer.getProcessor().process(exchange);
            } else {
                transacted.process(exchange, versions, completion);
            }
        } catch (Throwable e) {
            completion.fail(e);
            end(exchange, e);
        }
    }

    /**
     * Camel ends an exchange that a route throws an exception for, but not when it throws an Error: then a stop would
     * wait for it in vain, and what is left to do for it would be done along with the next exchange of this thread.
     */
    private void end(Exchange exchange, Throwable reason) {
        try {
            exchange.setException(reason);
            exchange.getContext().getCamelContextExtension().getReactiveExecutor().schedule(() -> {
                // behind what is left to do
            });
        } catch (Throwable e) {
            LOG.warn("{}: an exchange that failed with {} is not ended, so a stop may wait for it: {}", plug, reason,
                    e.toString());
        }
    }

    private void fill(Exchange exchange, List<RecordVersion> versions, int attempt) {
        Message message = exchange.getMessage();
        WrittenHeaders.tell(exchange, settings, recordType, plug);
        message.setHeader(TenantApiConstants.ATTEMPT, attempt);
        if (inBatches) {
            message.setBody(versions.stream().map(this::toRecord).toList());
            return;
        }
        RecordVersion version = versions.get(0);
        TenantRecord record = toRecord(version);
        message.setBody(record);
        WrittenHeaders.tellRecord(exchange, scope, version.localId(), version.envelope().remoteId());
        message.setHeader(TenantApiConstants.FILE_NAME, SafeFileName.of(version.localId()));
        message.setHeader(TenantApiConstants.LAST_MODIFIED, version.lastModified());
        message.setHeader(TenantApiConstants.VERSION_ID, new VersionId(version));
        setTimestamp(message, version.lastModified());
        setCreated(message, record);
    }

    /** As Camel's other consumers do: its date language takes a number, but not an Instant. */
    private static void setTimestamp(Message message, Instant lastModified) {
        try {
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, lastModified.toEpochMilli());
        } catch (ArithmeticException e) {
            // hundreds of millions of years away
        }
    }

    private TenantRecord toRecord(RecordVersion version) {
        return new TenantRecord(version, objectMapper);
    }

    private static void setCreated(Message message, TenantRecord tenantRecord) {
        try {
            Instant created = tenantRecord.created();
            if (created != null) {
                message.setHeader(TenantApiConstants.CREATED, created);
            }
        } catch (DateTimeException e) {
            // the export does not need it: the record's own text tells what the server sent
        }
    }
}
