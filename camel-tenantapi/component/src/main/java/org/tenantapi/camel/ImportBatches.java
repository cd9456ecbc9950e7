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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.BatchImportException;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.internal.imports.batch.Batch;
import org.tenantapi.camel.internal.imports.batch.BatchSettings;
import org.tenantapi.camel.internal.imports.batch.BatchSource;
import org.tenantapi.camel.internal.imports.batch.EarlierAttempts;
import org.tenantapi.camel.internal.imports.batch.RecordSender;
import org.tenantapi.camel.internal.management.ImportPlug;
import org.tenantapi.camel.status.Counts;
import org.tenantapi.camel.status.Outcome;

/**
 * The batches of one producer: runs each on the thread of its exchange, and puts into the message what became of it.
 */
final class ImportBatches extends ServiceSupport {

    static final String ROUTE_STOPPED = "the route was stopped";

    private static final int MAX_IN_FLIGHT = 8;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private static final String ATTEMPTS = "CamelTenantApiBatchAttempts";

    private record Attempts(@Nullable Object body, String place, EarlierAttempts earlier) {
    }

    private final TenantApiEndpoint endpoint;
    private final Set<Batch> running = ConcurrentHashMap.newKeySet();
    private @Nullable ExecutorService senders;
    private @Nullable ProducerTemplate outcomes;

    ImportBatches(TenantApiEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        if (endpoint.maxInFlight(MAX_IN_FLIGHT) < 1) {
            throw new IllegalArgumentException("maxInFlight must be at least 1, not " + endpoint.maxInFlight(MAX_IN_FLIGHT));
        }
        if (endpoint.getConfiguration().getOutcomesUri() != null) {
            outcomes = endpoint.getCamelContext().createProducerTemplate(1);
        }
    }

    @Override
    protected void doStop() throws Exception {
        stopRunning();
        endSenders();
        if (outcomes != null) {
            outcomes.stop();
        }
    }

    void stopRunning() {
        running.forEach(batch -> batch.stop(ROUTE_STOPPED));
    }

    /** Imports the batch, and sets the headers and the body that tell what became of it. */
    void run(
            Exchange exchange, ImportPlug plug, BatchSource source, RecordSender sender, TenantApiOperation operation) {
        Batch batch = new Batch(settings(plug), sender, senders());
        List<RouteStop> stops = stops(exchange);
        running.add(batch);
        stops.forEach(stop -> stop.add(batch));
        try {
            if (endpoint.getCamelContext().isStopping()) {
                batch.stop(ROUTE_STOPPED);
            }
            run(exchange, plug, source, batch, attempts(exchange, plug, operation));
        } finally {
            stops.forEach(stop -> stop.remove(batch));
            running.remove(batch);
        }
    }

    private void run(Exchange exchange, ImportPlug plug, BatchSource source, Batch batch, EarlierAttempts earlier) {
        List<ImportOutcome> collected = new ArrayList<>();
        Batch.Result result
                = plug.activity().batch(batch,
                        () -> batch.run(source, outcomes == null ? collected::add : this::send, earlier));
        collected.addAll(result.undelivered());
        Message message = exchange.getMessage();
        setHeaders(message, result.counts());
        if (outcomes == null) {
            message.setHeader(TenantApiConstants.OUTCOMES, collected);
        }
        boolean failed
                = result.failure() != null || result.counts().failed() > 0 && endpoint.getConfiguration().isThrowOnFailure();
        if (failed) {
            throw new BatchImportException(
                    plug.toString(), result.counts(), collected, result.firstFailed(), result.failure());
        }
        message.setBody(outcomes == null ? collected : null);
        exchange.removeProperty(ATTEMPTS);
    }

    /**
     * Of the same body at the same place: an error handler that tries the message again does so in the same exchange.
     */
    private EarlierAttempts attempts(Exchange exchange, ImportPlug plug, TenantApiOperation operation) {
        Object body = exchange.getMessage().getBody();
        String place = endpoint.getEndpointUri() + " " + plug + " " + operation;
        Attempts before = exchange.getProperty(ATTEMPTS, Attempts.class);
        if (before != null && before.body == body && before.place.equals(place)) {
            return before.earlier;
        }
        EarlierAttempts none = new EarlierAttempts(outcomes == null, operation != TenantApiOperation.create);
        exchange.setProperty(ATTEMPTS, new Attempts(body, place, none));
        return none;
    }

    private void send(ImportOutcome outcome) {
        Objects.requireNonNull(outcomes)
                .sendBody(Objects.requireNonNull(endpoint.getConfiguration().getOutcomesUri()), outcome);
    }

    private static void setHeaders(Message message, Counts counts) {
        message.setHeader(TenantApiConstants.NUM_CONSIDERED, counts.considered());
        message.setHeader(TenantApiConstants.NUM_CREATED, counts.of(Outcome.CREATED));
        message.setHeader(TenantApiConstants.NUM_UPDATED, counts.of(Outcome.UPDATED));
        message.setHeader(TenantApiConstants.NUM_UNCHANGED, counts.of(Outcome.UNCHANGED));
        message.setHeader(TenantApiConstants.NUM_REJECTED, counts.of(Outcome.REJECTED));
        message.setHeader(TenantApiConstants.NUM_UNKNOWN, counts.of(Outcome.UNKNOWN));
    }

    /** A stop must not outlast Camel's patience, or it would be forced, and the outcomes be lost. */
    private BatchSettings settings(ImportPlug plug) {
        ShutdownStrategy shutdown = endpoint.getCamelContext().getShutdownStrategy();
        Duration patience = Duration.of(shutdown.getTimeout(), shutdown.getTimeUnit().toChronoUnit());
        return new BatchSettings(
                plug.toString(), endpoint.maxInFlight(MAX_IN_FLIGHT), patience.dividedBy(3), LOG_INTERVAL);
    }

    private synchronized ExecutorService senders() {
        if (!isRunAllowed()) {
            throw new RejectedExecutionException("Nothing is sent through " + endpoint + " any more: its producer was stopped");
        }
        if (senders == null) {
            senders = endpoint.getCamelContext().getExecutorServiceManager()
                    .newFixedThreadPool(this, endpoint.getEndpointUri(), endpoint.maxInFlight(MAX_IN_FLIGHT));
        }
        return senders;
    }

    private synchronized void endSenders() {
        if (senders != null) {
            // what is being sent ends within the grace that its batch gives it
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(senders);
            senders = null;
        }
    }

    /** Of the route that the exchange is in, and of the one that it came from. */
    private List<RouteStop> stops(Exchange exchange) {
        CamelContext context = endpoint.getCamelContext();
        List<RouteStop> stops = new ArrayList<>();
        for (Route route : new Route[] { ExchangeHelper.getRoute(exchange), route(context, exchange.getFromRouteId()) }) {
            if (route != null) {
                stops.add(RouteStop.of(route));
            }
        }
        return stops;
    }

    private static @Nullable Route route(CamelContext context, @Nullable String routeId) {
        return routeId == null ? null : context.getRoute(routeId);
    }
}
