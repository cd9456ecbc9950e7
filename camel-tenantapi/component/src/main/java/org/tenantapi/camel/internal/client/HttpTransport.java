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
package org.tenantapi.camel.internal.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.client.TenantApiUnavailableException;

/**
 * The HTTP connections of one component: a pool of its own, built by camel-http, that neither follows redirects nor
 * keeps cookies nor repeats a request by itself.
 * <p>
 * It is open from its construction until {@link #close()}, which also breaks off what is still under way, and cannot be
 * opened again: a component that starts anew makes a new one. Safe for use by many threads.
 */
public final class HttpTransport implements AutoCloseable {

    private static final TimeValue UNCHECKED = TimeValue.ofMilliseconds(100);
    /** set while this thread sends what is not idempotent (RFC 9110, 9.2.2): the pool is asked on the same thread */
    private static final ThreadLocal<Boolean> ONLY_ONCE = new ThreadLocal<>();
    private static final TimeValue IDLE_CONNECTIONS_LIVE = TimeValue.ofSeconds(30);

    private final HttpComponent component;
    private final HttpEndpoint endpoint;
    private final CloseableHttpClient client;
    private final CamelContext camelContext;
    private final ScheduledExecutorService timer;
    private final Duration requestTimeout;
    private volatile boolean closed;

    /**
     * @throws RuntimeCamelException if the HTTP client cannot be built, for example from the given TLS parameters
     */
    public HttpTransport(CamelContext camelContext, TransportSettings settings) {
        component = httpComponent(camelContext, settings);
        this.camelContext = camelContext;
        requestTimeout = settings.requestTimeout();
        try {
            ServiceHelper.startService(component);
            // The endpoint only lends its client; each request names its own host.
            endpoint = (HttpEndpoint) component.createEndpoint("https://tenantapi");
            ServiceHelper.startService(endpoint);
            client = (CloseableHttpClient) endpoint.getHttpClient();
            checkPooledConnections(settings);
        } catch (Exception e) {
            ServiceHelper.stopService(component);
            throw new RuntimeCamelException("Cannot build the HTTP client: " + e.getMessage(), e);
        }
        timer = camelContext.getExecutorServiceManager().newScheduledThreadPool(this, "tenantapi-request-limits", 1);
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
        http.setHttpClientConfigurer(configurerThen(settings.httpClientConfigurer()));
        return http;
    }

    /**
     * A server may have closed a connection of the pool, and a write that goes out on it is lost in doubt. To look
     * costs a millisecond, so it is spared where the connection was in use just now, unless the write cannot be
     * repeated at all.
     */
    private void checkPooledConnections(TransportSettings settings) {
        if (endpoint.getClientConnectionManager() instanceof PoolingHttpClientConnectionManager pool) {
            ConnectionConfig.Builder config = ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                    .setSocketTimeout(Timeout.of(settings.responseTimeout()));
            ConnectionConfig usual = config.setValidateAfterInactivity(UNCHECKED).build();
            ConnectionConfig always = config.setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS).build();
            pool.setConnectionConfigResolver(route -> ONLY_ONCE.get() == null ? usual : always);
        }
    }

    private static HttpClientConfigurer configurerThen(@Nullable HttpClientConfigurer last) {
        return builder -> {
            builder.evictExpiredConnections().evictIdleConnections(IDLE_CONNECTIONS_LIVE);
            builder.addResponseInterceptorFirst(new EmptyCompressed());
            if (last != null) {
                last.configureHttpClient(builder);
            }
        };
    }

    ClassicHttpResponse send(HttpHost origin, HttpUriRequestBase request) throws IOException {
        if (!Method.isIdempotent(request.getMethod())) {
            ONLY_ONCE.set(true);
        }
        try {
            return client.executeOpen(origin, request, null);
        } catch (IllegalStateException e) {
            if (closed) {
                throw new IOException("The HTTP connections were closed", e);
            }
            throw e;
        } finally {
            ONLY_ONCE.remove();
        }
    }

    /** Watches a request that begins now. */
    RequestWatch watch(Runnable cancelRequest, Consumer<RequestWatch> onEnd) {
        return new RequestWatch(timer, requestTimeout, cancelRequest, onEnd);
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Closes all connections at once; a thread that waits for an answer gets a {@link TenantApiUnavailableException}.
     */
    @Override
    public void close() {
        closed = true;
        // Not in good order, as the endpoint would: a TLS goodbye can wait for ever on a server that does not read.
        client.close(CloseMode.IMMEDIATE);
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        ServiceHelper.stopService(endpoint, component);
    }
}
