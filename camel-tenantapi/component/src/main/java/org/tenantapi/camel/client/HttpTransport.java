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
package org.tenantapi.camel.client;

import java.io.IOException;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/**
 * The HTTP connections of one component: a pool of its own, built by camel-http, that neither follows redirects nor
 * keeps cookies nor repeats a request by itself.
 * <p>
 * It is open from its construction until {@link #close()}, which also breaks off what is still under way, and cannot be
 * opened again: a component that starts anew makes a new one. Safe for use by many threads.
 */
public final class HttpTransport implements AutoCloseable {

    private static final TimeValue IDLE_CONNECTIONS_LIVE = TimeValue.ofSeconds(30);

    private final HttpComponent component;
    private final HttpEndpoint endpoint;
    private final CloseableHttpClient client;
    private volatile boolean closed;

    /**
     * @throws RuntimeCamelException if the HTTP client cannot be built, for example from the given TLS parameters
     */
    public HttpTransport(CamelContext camelContext, TransportSettings settings) {
        component = httpComponent(camelContext, settings);
        try {
            ServiceHelper.startService(component);
            // The endpoint only lends its client; each request names its own host.
            endpoint = (HttpEndpoint) component.createEndpoint("https://tenantapi");
            ServiceHelper.startService(endpoint);
            client = (CloseableHttpClient) endpoint.getHttpClient();
        } catch (Exception e) {
            ServiceHelper.stopService(component);
            throw new RuntimeCamelException("Cannot build the HTTP client: " + e.getMessage(), e);
        }
    }

    private static HttpComponent httpComponent(CamelContext camelContext, TransportSettings settings) {
        HttpComponent http = new HttpComponent();
        http.setCamelContext(camelContext);
        http.setAutomaticRetriesDisabled(true);
        http.setRedirectHandlingDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setAuthCachingDisabled(true);
        http.setConnectTimeout(settings.connectTimeout().toMillis());
        http.setSoTimeout(settings.responseTimeout().toMillis());
        http.setResponseTimeout(settings.responseTimeout().toMillis());
        http.setConnectionRequestTimeout(settings.responseTimeout().toMillis());
        http.setMaxTotalConnections(settings.maxConnections());
        http.setConnectionsPerRoute(settings.maxConnections());
        http.setSslContextParameters(settings.sslContextParameters());
        http.setHttpClientConfigurer(evictIdleConnectionsThen(settings.httpClientConfigurer()));
        return http;
    }

    private static HttpClientConfigurer evictIdleConnectionsThen(HttpClientConfigurer last) {
        return builder -> {
            builder.evictExpiredConnections().evictIdleConnections(IDLE_CONNECTIONS_LIVE);
            if (last != null) {
                last.configureHttpClient(builder);
            }
        };
    }

    ClassicHttpResponse send(HttpHost origin, HttpUriRequestBase request) throws IOException {
        try {
            return client.executeOpen(origin, request, null);
        } catch (IllegalStateException e) {
            if (closed) {
                throw new IOException("The HTTP connections were closed", e);
            }
            throw e;
        }
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Closes all connections at once; whoever waits for an answer gets an {@link TenantApiUnavailableException}.
     */
    @Override
    public void close() {
        closed = true;
        // Not in good order, as the endpoint would: a TLS goodbye can wait for ever on a server that does not read.
        client.close(CloseMode.IMMEDIATE);
        ServiceHelper.stopService(endpoint, component);
    }
}
