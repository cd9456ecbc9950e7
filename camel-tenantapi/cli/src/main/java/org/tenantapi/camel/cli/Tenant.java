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
package org.tenantapi.camel.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantApiEndpoint;

/**
 * A Connection to a Tenant, for one command: the component in a Camel of its own, which can only read.
 */
final class Tenant implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final TenantApiComponent component = new TenantApiComponent(context);
    private final String connection;
    private volatile Instant serverTime;

    /** Of a Connection's id; the component is to be configured before the first endpoint is asked for. */
    Tenant(String connection) {
        this.connection = connection;
        component.setHttpClientConfigurer(client -> client.addResponseInterceptorLast(
                (response, entity, exchange) -> serverTime = DateUtils.parseStandardDate(response, HttpHeaders.DATE))
                .addExecInterceptorFirst("reads only", Tenant::readOnly));
        context.addComponent("tenantapi", component);
    }

    /**
     * What an export writes to the server, such as the link of an order that is due, is as good as written: so a dry
     * run goes on as the export would, but nothing is sent.
     */
    private static ClassicHttpResponse readOnly(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        return Method.isSafe(request.getMethod())
                ? chain.proceed(request, scope) : new BasicClassicHttpResponse(HttpStatus.SC_NO_CONTENT);
    }

    TenantApiComponent component() {
        return component;
    }

    CamelContext context() {
        return context;
    }

    String baseUrl() {
        return component.getBaseUrl();
    }

    /** An endpoint of the Connection, its record type perhaps followed by options. */
    TenantApiEndpoint endpoint(String recordType) {
        context.start();
        return context.getEndpoint("tenantapi:" + connection + "/" + recordType, TenantApiEndpoint.class);
    }

    /** The server's time at its latest answer, where it tells. */
    Optional<Instant> serverTime() {
        return Optional.ofNullable(serverTime);
    }

    @Override
    public void close() {
        context.stop();
    }
}
