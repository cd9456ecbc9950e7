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
package org.tenantapi.camel.benchmark;

import java.io.IOException;
import java.net.URI;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultConsumer;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.HttpTransport;
import org.tenantapi.camel.internal.client.RecordReader;
import org.tenantapi.camel.internal.client.Request;
import org.tenantapi.camel.internal.client.RequestBudget;
import org.tenantapi.camel.internal.client.RetryPolicy;
import org.tenantapi.camel.internal.client.ServerTime;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TransportSettings;
import org.tenantapi.camel.internal.export.snapshot.SnapshotStore;

/**
 * An export by the component's parts without position, de-duplication, headers and status: the answer is fetched,
 * spooled and sorted as the consumer does it, and the bytes of each record are sent to the route.
 */
final class BareComponentExport extends CamelWay {

    private final int spoolThreshold;
    private final HttpTransport transport;
    private final TenantApiClient client;
    private final DefaultConsumer consumer;

    BareComponentExport(Work work) throws Exception {
        super(work);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("orders").process(exchange -> done.increment());
            }
        });
        TenantApiComponent defaults = new TenantApiComponent();
        spoolThreshold = defaults.getSpoolThreshold();
        transport = new HttpTransport(context, TransportSettings.defaults());
        client = new TenantApiClient(
                transport,
                new ClientSettings(
                        URI.create(work.baseUrl(work.records())), TENANT, USER, PASSWORD, CONNECTION_ID, null, false,
                        defaults.getMaxResponseSize()),
                RetryPolicy.never(), new RequestBudget(0));
        consumer = (DefaultConsumer) context.getRoute("orders").getConsumer();
    }

    @Override
    public void pass() throws Exception {
        try (RecordReader records = RecordReader.of(client.execute(Request.get("order"))).setAsideTooLarge();
             SnapshotStore snapshot = new SnapshotStore(spoolThreshold)) {
            while (records.next()) {
                snapshot.add(records, ServerTime.parse(records.envelope().lastModified()));
            }
            snapshot.sort();
            for (int place = 0; place < snapshot.size(); place++) {
                send(snapshot.record(place).bytes());
            }
        }
        work.checkDone(done.sum());
    }

    private void send(byte[] record) throws Exception {
        Exchange exchange = consumer.createExchange(true);
        exchange.getMessage().setBody(record);
        consumer.getProcessor().process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    @Override
    public void close() throws IOException {
        transport.close();
        super.close();
    }
}
