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

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.management.ImportPlug;
import org.tenantapi.camel.internal.management.ImportPlugs;
import org.tenantapi.camel.internal.management.ManagedImport;

/**
 * An import Plug: sends records to the Tenant, and reads single ones.
 */
@ManagedResource(description = "Managed Tenant API import")
public class TenantApiProducer extends DefaultAsyncProducer implements ManagedImport {

    private final ImportBatches batches;
    private @Nullable TenantApiClient client;
    private @Nullable ProducerOperations operations;

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
        TenantApiClient started = getEndpoint().client(this);
        client = started;
        operations = new ProducerOperations(getEndpoint(), started, batches);
        ServiceHelper.startService(batches);
        plugs().start(getEndpoint().getCamelContext(), getEndpoint().getClientSettings(), recordType(), started,
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
            ProducerOperations started = Objects.requireNonNull(operations, "The producer has not been started");
            started.of(exchange.getMessage()).perform(message(exchange));
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            getEndpoint().release(exchange);
        }
        callback.done(true);
        return true;
    }

    private ProducerMessage message(Exchange exchange) {
        String chosen = WrittenHeaders.chosenRecordType(exchange);
        return new ProducerMessage(
                exchange, chosen == null ? recordType() : RecordType.require(chosen),
                getEndpoint().getClientSettings(), getEndpoint().getComponent().getObjectMapper());
    }
}
