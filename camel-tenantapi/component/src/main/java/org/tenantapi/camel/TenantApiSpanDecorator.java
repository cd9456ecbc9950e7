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

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;
import org.tenantapi.camel.status.Direction;

/**
 * Names the spans of Camel's tracing after Plug and operation: {@code OrderExport}, {@code ProductImport upsert}.
 * camel-telemetry finds it by its service file; without camel-telemetry it is not loaded.
 */
public final class TenantApiSpanDecorator extends AbstractSpanDecorator {

    @Override
    public String getComponent() {
        return "tenantapi";
    }

    @Override
    public String getComponentClassName() {
        return TenantApiComponent.class.getName();
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        if (isExport(exchange, endpoint)) {
            return plug(exchange, endpoint);
        }
        TenantApiOperation operation = operation(exchange, endpoint);
        return operation == TenantApiOperation.ping ? operation.name() : plug(exchange, endpoint) + " " + operation;
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        TenantApiEndpoint tenantApi = (TenantApiEndpoint) endpoint;
        span.setTag("tenantapi.plug", plug(exchange, endpoint));
        span.setTag("tenantapi.tenant", tenantApi.getClientSettings().tenant());
        span.setTag("tenantapi.connection", tenantApi.getClientSettings().connectionId());
        if (!isExport(exchange, endpoint)) {
            span.setTag("tenantapi.operation", operation(exchange, endpoint).name());
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        Integer status = exchange.getMessage().getHeader(TenantApiConstants.HTTP_STATUS, Integer.class);
        if (status != null) {
            span.setTag(TagConstants.HTTP_STATUS, status.toString());
        }
    }

    /** A route that sends to the very endpoint it comes from is taken for an export there too. */
    private static boolean isExport(Exchange exchange, Endpoint endpoint) {
        return exchange.getFromEndpoint() == endpoint;
    }

    private static String plug(Exchange exchange, Endpoint endpoint) {
        String recordType = ((TenantApiEndpoint) endpoint).getConfiguration().getRecordType();
        if (isExport(exchange, endpoint)) {
            return Direction.EXPORT.plug(recordType);
        }
        String header = WrittenHeaders.chosenRecordType(exchange);
        return Direction.IMPORT.plug(header != null && RecordType.isName(header) ? header : recordType);
    }

    /** The endpoint's, where the header names none that there is: the producer will refuse it. */
    private static TenantApiOperation operation(Exchange exchange, Endpoint endpoint) {
        String header = exchange.getMessage().getHeader(TenantApiConstants.OPERATION, String.class);
        for (TenantApiOperation operation : TenantApiOperation.values()) {
            if (operation.name().equals(header)) {
                return operation;
            }
        }
        return ((TenantApiEndpoint) endpoint).getConfiguration().getOperation();
    }
}
