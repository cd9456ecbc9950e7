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

import java.time.Duration;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link HttpTransport}. A duration that is missing takes its default.
 *
 * @param sslContextParameters keys and trust for TLS; if missing, those of the JVM
 * @param httpClientConfigurer changes the HTTP client after everything else, if there is one
 * @param connectTimeout       how long to wait for a connection to be made, 10 seconds by default
 * @param responseTimeout      how long to wait for the next byte of an answer, and for a free connection of the pool,
 *                             60 seconds by default
 * @param requestTimeout       how long a request may go on without the head of an answer, and then with fewer than 100
 *                             bytes a second; five minutes by default, or twice {@code responseTimeout} where that is
 *                             longer
 * @param maxConnections       how many connections may be open at a time, at least 1
 */
public record TransportSettings(
        @Nullable SSLContextParameters sslContextParameters,
        @Nullable HttpClientConfigurer httpClientConfigurer,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration requestTimeout,
        int maxConnections) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_CONNECTIONS = 20;

    /**
     * @throws IllegalArgumentException if a duration is shorter than a millisecond or {@code maxConnections} is below 1
     */
    public TransportSettings {
        connectTimeout = atLeastOneMillisecond("connectTimeout", connectTimeout, CONNECT_TIMEOUT);
        responseTimeout = atLeastOneMillisecond("responseTimeout", responseTimeout, RESPONSE_TIMEOUT);
        requestTimeout = atLeastOneMillisecond("requestTimeout", requestTimeout, requestTimeoutFor(responseTimeout));
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + ": set it to 1 or more");
        }
    }

    /**
     * The settings that serve most: TLS as the JVM has it, the default timeouts, 20 connections.
     */
    public static TransportSettings defaults() {
        return new TransportSettings(null, null, CONNECT_TIMEOUT, RESPONSE_TIMEOUT, REQUEST_TIMEOUT, MAX_CONNECTIONS);
    }

    /**
     * The default of {@code requestTimeout}.
     */
    public static Duration requestTimeoutFor(Duration responseTimeout) {
        Duration twice = responseTimeout.multipliedBy(2);
        return twice.compareTo(REQUEST_TIMEOUT) > 0 ? twice : REQUEST_TIMEOUT;
    }

    // zero would reach the HTTP client as "wait for ever"
    private static Duration atLeastOneMillisecond(String name, @Nullable Duration value, Duration defaultValue) {
        if (value == null) {
            return defaultValue;
        }
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": set it to one millisecond or more");
        }
        return value;
    }
}
