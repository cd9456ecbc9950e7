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

import java.util.List;

import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.SynchronizationAdapter;
import org.tenantapi.camel.internal.export.BareExport;
import org.tenantapi.camel.internal.export.DeliveryResult;
import org.tenantapi.camel.internal.export.Fetch;
import org.tenantapi.camel.internal.export.RecordVersion;

/**
 * The consumer without position, de-duplication and headers: it fetches, spools, sorts and counts as the real one does,
 * and sends each record to the route with the same body. The difference is what these three cost.
 */
public final class BareConsumer {

    private final TenantApiEndpoint endpoint;
    private final DefaultConsumer consumer;
    private final ClientSource source;

    /**
     * @param endpoint of the component
     * @param consumer of the route that is to get the records
     */
    public BareConsumer(TenantApiEndpoint endpoint, Consumer consumer) {
        this.endpoint = endpoint;
        this.consumer = (DefaultConsumer) consumer;
        source = new ClientSource(
                endpoint.client(this), endpoint.getConfiguration().getRecordType(), endpoint.filter(), null,
                endpoint.contentDigest(), endpoint.getConfiguration().getOnMalformedRecord());
    }

    public void poll() throws Exception {
        try (Fetch fetch = source.fetch(null)) {
            new BareExport(this::deliver).run(fetch, endpoint.getComponent().getSpoolThreshold());
        }
    }

    private void deliver(List<RecordVersion> versions, int attempt, java.util.function.Consumer<DeliveryResult> completed) {
        Exchange exchange = consumer.createExchange(true);
        RecordVersion version = versions.get(0);
        exchange.getMessage().setBody(
                new TenantRecord(version.bytes(), version.envelope(), endpoint.getComponent().getObjectMapper()));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                completed.accept(
                        done.getException() == null
                                ? DeliveryResult.DELIVERED : DeliveryResult.Failed.with(done.getException()));
            }
        });
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            completed.accept(DeliveryResult.Failed.with(e));
        }
    }
}
