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

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.export.ExportSettings;

/**
 * The resources of a consumer that runs: the claim on its position, its client, and the threads of its deliveries.
 */
final class ConsumerResources {

    private final TenantApiConsumer consumer;
    private final ExportSettings settings;
    private @Nullable ExecutorService threads;
    /** from the first start on; it stays after a stop, so that it can still be asked why it waited */
    private volatile @Nullable TenantApiClient client;

    ConsumerResources(TenantApiConsumer consumer, ExportSettings settings) {
        this.consumer = consumer;
        this.settings = settings;
    }

    /**
     * @throws IllegalStateException if another consumer of this CamelContext has the position
     */
    void claimPosition() {
        consumer.getEndpoint().getComponent().positionClaims().claim(settings.positionKey(), consumer);
    }

    void acquire() {
        TenantApiEndpoint endpoint = consumer.getEndpoint();
        if (settings.pace().maxInFlight() > 1) {
            threads = endpoint.getCamelContext().getExecutorServiceManager()
                    .newFixedThreadPool(consumer, endpoint.getEndpointUri(), settings.pace().maxInFlight());
        }
        client = endpoint.pollingClient(consumer);
    }

    TenantApiClient client() {
        return Objects.requireNonNull(client, "the consumer has not been started");
    }

    /** Whether the server wants a pause. */
    boolean isThrottled() {
        return throttledUntil().isPresent();
    }

    /** Whether the server wants a pause that is longer than this. */
    boolean isThrottledFor(Duration delay) {
        Instant then = Instant.now().plus(delay);
        return throttledUntil().filter(until -> until.isAfter(then)).isPresent();
    }

    private Optional<Instant> throttledUntil() {
        TenantApiClient asking = client;
        return asking == null ? Optional.empty() : asking.throttledUntil();
    }

    /** Ends requests, the one in progress too, and begins no other. */
    void disconnect() {
        TenantApiClient stopped = client;
        if (stopped != null) {
            stopped.stop();
        }
    }

    /** Runs deliveries: in the thread that polls, if there is one at a time. */
    Executor deliveries() {
        return threads == null ? Runnable::run : threads;
    }

    void release() {
        TenantApiEndpoint endpoint = consumer.getEndpoint();
        endpoint.getComponent().positionClaims().release(settings.positionKey(), consumer);
        endpoint.release(consumer);
        if (threads != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(threads);
            threads = null;
        }
    }
}
