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

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.HttpTransport;
import org.tenantapi.camel.internal.client.RequestBudget;
import org.tenantapi.camel.internal.client.RetryPolicy;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TransportSettings;

/**
 * A component's connections: found by their names, opened once for all that use them, and closed with the last of
 * these.
 */
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final TenantApiComponent component;
    private final Map<ClientSettings, Pool> pools = new HashMap<>();
    /** what a server has asked for holds for the next request too, so they outlive their pools; they have no threads */
    private final Map<ClientSettings, RequestBudget> budgets = new ConcurrentHashMap<>();
    private final Map<String, OwnWrites> ownWrites = new ConcurrentHashMap<>();
    private final LifecycleStrategy onContextStopping = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            // requests under way go on
            budgets.values().forEach(RequestBudget::stopWaiting);
        }
    };
    private Duration baseDelay = RetryPolicy.BASE_DELAY;

    /** The pool that all clients of one connection share, and its users, which keep it open. */
    private record Pool(HttpTransport transport, Set<Object> users) {
    }

    Connections(TenantApiComponent component) {
        this.component = component;
    }

    /**
     * @throws IllegalArgumentException if there is no such connection, or it lacks something
     */
    @SuppressWarnings("NullAway") // ClientSettings says which of these is not set
    ClientSettings clientSettings(String name) {
        TenantConnection connection = connection(name);
        try {
            return new ClientSettings(
                    baseUrl(or(connection.getBaseUrl(), component.getBaseUrl())),
                    or(connection.getTenant(), component.getTenant()),
                    or(connection.getUsername(), component.getUsername()),
                    or(connection.getPassword(), component.getPassword()),
                    connection.getConnectionId(),
                    or(connection.getUserAgent(), component.getUserAgent()),
                    Objects.requireNonNullElse(connection.getAllowPlainHttp(), component.isAllowPlainHttp()),
                    component.getMaxResponseSize());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The connection '" + name + "' cannot be used: " + e.getMessage(), e);
        }
    }

    TransportSettings transportSettings(String name) {
        SSLContextParameters ssl = or(connection(name).getSslContextParameters(), component.getSslContextParameters());
        if (ssl == null && component.isUseGlobalSslContextParameters()) {
            ssl = component.retrieveGlobalSslContextParameters();
        }
        Duration responseTimeout = Duration.ofMillis(component.getResponseTimeout());
        return new TransportSettings(
                ssl, component.getHttpClientConfigurer(), Duration.ofMillis(component.getConnectTimeout()), responseTimeout,
                component.getRequestTimeout() == 0
                        ? TransportSettings.requestTimeoutFor(responseTimeout)
                        : Duration.ofMillis(component.getRequestTimeout()),
                component.getMaxConnections());
    }

    RetryPolicy retryPolicy() {
        return new RetryPolicy(
                component.getMaxRetries(), Duration.ofMillis(component.getMaxRetryAfter()), baseDelay, null);
    }

    /** For tests, which have less time. */
    void setBaseDelay(Duration baseDelay) {
        this.baseDelay = baseDelay;
    }

    double requestsPerSecond(String name) {
        return Objects.requireNonNullElse(connection(name).getRequestsPerSecond(), component.getRequestsPerSecond());
    }

    /**
     * A client for this connection; all clients of one connection share its pool and its budget of requests.
     *
     * @param user keeps the pool open, until it releases it
     */
    synchronized TenantApiClient client(String name, ClientSettings settings, RetryPolicy retryPolicy, Object user) {
        Pool pool = pools.computeIfAbsent(settings, s -> open(name));
        pool.users.add(user);
        RequestBudget budget = budgets.computeIfAbsent(settings, s -> new RequestBudget(requestsPerSecond(name)));
        return new TenantApiClient(pool.transport, settings, retryPolicy, budget);
    }

    private Pool open(String name) {
        return new Pool(
                new HttpTransport(component.getCamelContext(), transportSettings(name)),
                Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Adds a user of the pool, if it is open: it can end its work although the owner of its client is stopped. */
    synchronized void keep(ClientSettings settings, Object user) {
        Pool pool = pools.get(settings);
        if (pool != null) {
            pool.users.add(user);
        }
    }

    /** Removes a user of the pool, which is closed if it was the last. */
    synchronized void release(ClientSettings settings, Object user) {
        Pool pool = pools.get(settings);
        if (pool != null && pool.users.remove(user) && pool.users.isEmpty()) {
            pools.remove(settings);
            pool.transport.close();
        }
    }

    /** What the producers of this Connection have written. */
    OwnWrites ownWrites(ClientSettings settings) {
        return ownWrites.computeIfAbsent(
                settings.baseUrl() + " " + settings.tenant() + " " + settings.connectionId(), connection -> new OwnWrites());
    }

    /** From now on each wait for the server ends when the context is being stopped. */
    void start() {
        component.getCamelContext().addLifecycleStrategy(onContextStopping);
    }

    synchronized void stop() {
        component.getCamelContext().getLifecycleStrategies().remove(onContextStopping);
        pools.values().forEach(pool -> pool.transport.close());
        pools.clear();
        budgets.clear();
    }

    private TenantConnection connection(String name) {
        TenantConnection bean = component.getCamelContext().getRegistry().lookupByNameAndType(name, TenantConnection.class);
        if (bean != null) {
            return bean;
        }
        TenantConnection configured = component.getConnections().get(name);
        if (configured != null) {
            return configured;
        }
        String tenant = component.getTenant();
        if (tenant == null) {
            throw new IllegalArgumentException(
                    "There is no connection '" + name + "'. The registry has no TenantConnection of that name, the component's"
                                               + " connections are " + component.getConnections().keySet()
                                               + ", and to be taken for a Connection's id the component's own tenant is not set.");
        }
        LOG.info("'{}' is not the name of a TenantConnection, so it is the id of a Connection of the Tenant {}", name, tenant);
        TenantConnection literal = new TenantConnection();
        literal.setConnectionId(name);
        return literal;
    }

    private static @Nullable URI baseUrl(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            // without the text: it may hold a password
            throw new IllegalArgumentException("baseUrl is not a URL; set it like https://api.example.com/api");
        }
    }

    private static <T> @Nullable T or(@Nullable T value, @Nullable T otherwise) {
        return value == null ? otherwise : value;
    }
}
