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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.internal.imports.ListRecords;

/**
 * Hands a message the records of its type, one after another and still on their way. They are closed when its exchange
 * ends.
 */
final class RecordList implements ProducerOperation {

    private static final Logger LOG = LoggerFactory.getLogger(RecordList.class);

    private final TenantApiEndpoint endpoint;
    private final ListRecords operation;

    RecordList(TenantApiEndpoint endpoint, ListRecords operation) {
        this.endpoint = endpoint;
        this.operation = operation;
    }

    @Override
    public void perform(ProducerMessage message) {
        Exchange exchange = message.exchange();
        var records = operation.execute(message.recordType(), query(exchange), message.trace(),
                (bytes, envelope) -> new TenantRecord(bytes, envelope, message.objectMapper()));
        // the producer of a dynamic endpoint may be stopped before the route has read them
        endpoint.keepConnected(records);
        exchange.getExchangeExtension().addOnCompletion(new CloseOnCompletion(records));
        message.tell();
        exchange.getMessage().setBody(records);
    }

    private Map<String, String> query(Exchange exchange) {
        Map<String, String> query = new LinkedHashMap<>(endpoint.filter());
        Object since = exchange.getMessage().getHeader(TenantApiConstants.MODIFIED_AT_OR_AFTER);
        if (since != null) {
            query.put(ClientSource.MODIFIED_AT_OR_AFTER, ClientSource.wholeSeconds(instant(since)));
        }
        return query;
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
                endpoint.release(closeable);
            }
        }
    }
}
