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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.client.TenantApiClient;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.export.Explanation;
import org.tenantapi.camel.export.Export;
import org.tenantapi.camel.export.ExportSettings;
import org.tenantapi.camel.export.ExportState;
import org.tenantapi.camel.export.ExportStatus;
import org.tenantapi.camel.export.FailureReporter;
import org.tenantapi.camel.export.RecordVersion;
import org.tenantapi.camel.export.Transfer;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * An export Plug: polls records of one record type, and sends each version of each record to the route once.
 */
@ManagedResource(description = "Managed Tenant API export")
public class TenantApiConsumer extends ScheduledPollConsumer implements ManagedExport {

    private static final Logger LOG = LoggerFactory.getLogger(TenantApiConsumer.class);

    private final ExportSettings settings;
    private final PollingLock polling = new PollingLock();
    private final OperatorRequests requests = new OperatorRequests();
    private ExecutorService executor;
    private volatile Export export;
    /** of the exports before this one, each of which ended with a stop of the route */
    private volatile ExportStatus before = ExportStatus.none(Instant.now());
    private volatile TenantApiClient client;
    private volatile Instant resumed = Instant.MIN;
    /** in Micrometer; null without it */
    private volatile Meters meters;

    TenantApiConsumer(TenantApiEndpoint endpoint, Processor processor, ExportSettings settings) {
        super(endpoint, processor);
        this.settings = settings;
    }

    @Override
    public TenantApiEndpoint getEndpoint() {
        return (TenantApiEndpoint) super.getEndpoint();
    }

    /**
     * The name of the Plug, such as {@code OrderExport}.
     */
    @ManagedAttribute(description = "The name of the Plug")
    public String getPlug() {
        return Plug.export(getEndpoint().getConfiguration().getRecordType());
    }

    /**
     * The key that the position is stored under.
     */
    @ManagedAttribute(description = "The key that the position is stored under")
    public String getPositionKey() {
        return settings.positionKey();
    }

    @Override
    public ExportStatus status() {
        Export running = export;
        if (running == null) {
            return before;
        }
        ExportStatus status = running.status().after(before);
        boolean waits = status.state() == ExportState.IDLE || status.state() == ExportState.FETCHING;
        return client.throttledUntil().filter(until -> waits).map(until -> status.in(ExportState.THROTTLED, until))
                .orElse(status);
    }

    /**
     * What is wrong with this export and what to do about it; empty when all is well. Nothing is asked of the server.
     */
    Optional<String> trouble() {
        return trouble(status());
    }

    /** The same of a status that is shown together with it, so that the two cannot contradict each other. */
    Optional<String> trouble(ExportStatus status) {
        Export running = export;
        Instant signOfLife = running == null ? Instant.MAX : running.signOfLife();
        return health().trouble(status, signOfLife.isAfter(resumed) ? signOfLife : resumed, Instant.now());
    }

    private ExportHealth health() {
        boolean pollsAreDue = getScheduler() instanceof DefaultScheduledPollConsumerScheduler && isStartScheduler()
                && getRepeatCount() == 0 && !isSuspendingOrSuspended();
        Duration delay = getEndpoint().pollDelay().multipliedBy(Math.max(1, getBackoffMultiplier()));
        return ExportHealth.of(pollsAreDue ? delay : null, settings.overlap());
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        ExportHealthCheck check = new ExportHealthCheck(this, "consumer:" + getRouteId());
        check.setInitialState(initialHealthCheckState());
        setHealthCheck(check);
    }

    @Override
    protected void doStart() throws Exception {
        TenantApiEndpoint endpoint = getEndpoint();
        endpoint.getComponent().positionClaims().claim(settings.positionKey(), this);
        try {
            open(endpoint);
            if (Meters.arePossible(endpoint.getCamelContext())) {
                meters = ExportMeters.register(this);
            }
            super.doStart();
        } catch (Exception e) {
            giveUp();
            before = before.failed(e);
            throw e;
        }
    }

    private void open(TenantApiEndpoint endpoint) {
        Executor deliveries = Runnable::run;
        if (settings.maxInFlight() > 1) {
            executor = endpoint.getCamelContext().getExecutorServiceManager()
                    .newFixedThreadPool(this, endpoint.getEndpointUri(), settings.maxInFlight());
            deliveries = executor;
        }
        String recordType = endpoint.getConfiguration().getRecordType();
        client = endpoint.pollingClient();
        ClientSource source = new ClientSource(client, recordType, endpoint.filter());
        Predicate<RecordVersion> ownWrites = version -> false;
        if (endpoint.getConfiguration().isSkipOwnWrites()) {
            endpoint.ownWrites().watch(recordType);
            ownWrites = version -> endpoint.ownWrites().take(recordType, version);
        }
        FailureReporter reporter = endpoint.getConfiguration().isReportFailures()
                ? new EventHistory(client, recordType) : FailureReporter.NONE;
        export = new Export(
                settings, source, new ExchangeDelivery(this, deliveries, source), ownWrites, reporter,
                endpoint.getComponent().getPositionStore(), Clock.systemUTC());
    }

    /** While the server wants a pause that is longer than from poll to poll, there are no polls. */
    @Override
    protected boolean isPollAllowed() {
        return super.isPollAllowed() && client.throttledUntil()
                .filter(until -> until.isAfter(Instant.now().plus(getEndpoint().pollDelay()))).isEmpty();
    }

    @Override
    protected int poll() throws Exception {
        polling.lock();
        try {
            if (export == null) {
                return 0;
            }
            requests.fulfil(export);
            return (int) poll(export).messages();
        } catch (InterruptedException e) {
            // the consumer is being stopped; what has not completed by then is exported again
            Thread.currentThread().interrupt();
            return 0;
        } catch (TenantApiRateLimitedException | TenantApiUnavailableException e) {
            if (isRunAllowed() && client.throttledUntil().isEmpty()) {
                throw e;
            }
            // neither a failure nor news: the client has said that it is throttled, and the next poll goes on from here
            LOG.debug("The export of {} goes on later: {}", settings.positionKey(), e.getMessage());
            return 0;
        } finally {
            if (!isRunAllowed()) {
                giveUp();
            }
            polling.unlock();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        LOG.info("{} of {} is suspended, by {}", getPlug(), settings.positionKey(), Operator.name());
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        LOG.info("{} of {} is resumed, by {}", getPlug(), settings.positionKey(), Operator.name());
        resumed = Instant.now();
        super.doResume();
    }

    private Transfer poll(Export running) throws Exception {
        try {
            return running.poll(this::mayGoOn);
        } finally {
            log(running.status().lastTransfer());
            requests.fulfil(export);
        }
    }

    private boolean mayGoOn() {
        if (!isConsumerReady() && export != null && export.isAnswered()) {
            // the first poll may take hours, and its first answer is what it takes to be ready
            forceConsumerAsReady();
        }
        return isRunAllowed() && !isSuspendingOrSuspended();
    }

    /** Whether a stop may be why a delivery fails. */
    boolean isBeingStopped() {
        return !mayGoOn() || getEndpoint().getCamelContext().isStopping();
    }

    private void log(Transfer transfer) {
        if (!transfer.movedSomething()) {
            return;
        }
        LOG.info("{} of {}: {} considered, {} delivered, {} failed, {} ignored", getPlug(), settings.positionKey(),
                transfer.considered(), transfer.delivered(), transfer.failed(),
                transfer.ignored());
    }

    /**
     * The records that wait for their next attempt, and those in quarantine; none while the consumer is stopped.
     */
    public List<FailedRecord> failedRecords() {
        Export running = export;
        return running == null ? List.of() : running.failed();
    }

    /**
     * Has a failed record delivered again at the next poll, in quarantine or not. Does not wait for a poll in progress.
     *
     * @return                          what will happen
     * @throws IllegalArgumentException if no such record has failed
     * @throws IllegalStateException    if the consumer is stopped
     */
    @ManagedOperation(description = "Has a failed record delivered again at the next poll, in quarantine or not")
    public String replay(String localId) {
        request("replay of " + localId, localId, running -> running.replay(localId));
        return "The record " + localId + " is delivered again at the next poll.";
    }

    /**
     * Gives a failed record up: this version of it is not delivered any more; a newer one is. Does not wait for a poll
     * in progress, at the end of which it takes effect.
     *
     * @return                          what will happen
     * @throws IllegalArgumentException if no such record has failed
     * @throws IllegalStateException    if the consumer is stopped
     */
    @ManagedOperation(description = "Gives a failed record up: this version of it is not delivered any more; a newer one is")
    public String discard(String localId) {
        request("discard of " + localId, localId, running -> running.discard(localId));
        return "The record " + localId + " is given up; it comes again when it changes.";
    }

    /**
     * What happened to a record, and why. It reads the record from the server, and moves nothing.
     *
     * @param  id a localId, a remoteId, or for orders a remoteOrderNo
     * @return    one explanation for each record of that name, never empty
     */
    public List<Explanation> explanations(String id) {
        return new RecordExplainer(getEndpoint(), settings).explain(id.strip(), export, status(), this::finishedVersions);
    }

    /**
     * The same as text.
     */
    @ManagedOperation(description = "What happened to a record, and why: by localId, remoteId or, for orders, remoteOrderNo")
    public String explain(String id) {
        return explanations(id).stream().map(explanation -> getPlug() + " of " + settings.positionKey() + ", " + explanation)
                .collect(Collectors.joining("\n"));
    }

    /** Null while a poll is in progress. */
    private List<FinishedVersion> finishedVersions(String localId) {
        if (!polling.tryLock()) {
            return null;
        }
        try {
            return export == null ? null : export.finishedVersions(localId);
        } finally {
            polling.unlock();
        }
    }

    private void request(String what, String localId, Consumer<Export> action) {
        if (export == null) {
            throw new IllegalStateException(
                    "The export of " + settings.positionKey() + " is stopped: start its route first");
        }
        if (failedRecords().stream().noneMatch(failed -> failed.localId().equals(localId))) {
            throw new IllegalArgumentException("No record " + localId + " of " + settings.positionKey() + " has failed");
        }
        LOG.info("{} of {}: {}, by {}", getPlug(), settings.positionKey(), what, Operator.name());
        requests.add(action);
        if (polling.tryLock()) {
            try {
                requests.fulfil(export);
            } finally {
                polling.unlock();
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (client != null) {
            client.stopWaiting();
        }
        // as of here no further delivery starts
        polling.awaitEndOfPoll(getEndpoint().getCamelContext().getShutdownStrategy());
        try {
            super.doStop();
        } finally {
            if (polling.lockWithinGrace()) {
                try {
                    giveUp();
                } finally {
                    polling.unlock();
                }
            } else {
                LOG.warn("The export of {} is still busy with a delivery; it gives its position up as soon as that has ended",
                        settings.positionKey());
            }
        }
    }

    private void giveUp() {
        if (meters != null) {
            meters.close();
            meters = null;
        }
        try {
            if (export != null) {
                export.close();
                before = status().in(ExportState.STOPPED, null);
            }
        } finally {
            export = null;
            if (executor != null) {
                getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(executor);
                executor = null;
            }
            getEndpoint().getComponent().positionClaims().release(settings.positionKey(), this);
        }
    }
}
