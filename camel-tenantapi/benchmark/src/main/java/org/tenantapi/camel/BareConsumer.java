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

import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.tenantapi.camel.export.BareExport;
import org.tenantapi.camel.export.Fetch;

/**
 * The consumer without position, de-duplication and headers: it fetches, spools and sorts as the real one does, and
 * sends each record to the route with the same body, and that is all. The difference is what these three cost.
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
                endpoint.client(), endpoint.getConfiguration().getRecordType(), endpoint.filter(), endpoint.ownWrites());
    }

    public void poll() throws Exception {
        try (Fetch fetch = source.fetch(null)) {
            BareExport.run(fetch, endpoint.getComponent().getSpoolThreshold(), version -> {
                Exchange exchange = consumer.createExchange(true);
                exchange.getMessage().setBody(
                        new TenantRecord(version.bytes(), version.envelope(), endpoint.getComponent().getObjectMapper()));
                consumer.getProcessor().process(exchange);
            });
        }
    }
}
