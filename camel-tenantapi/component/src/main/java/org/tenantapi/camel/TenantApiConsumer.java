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
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;

import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.client.TenantApiClient;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.export.Export;
import org.tenantapi.camel.export.ExportSettings;
import org.tenantapi.camel.export.FailureReporter;
import org.tenantapi.camel.export.RecordVersion;
import org.tenantapi.camel.management.EventHistory;
import org.tenantapi.camel.management.ExportPlug;
import org.tenantapi.camel.management.ManagedExport;
import org.tenantapi.camel.management.Operator;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.status.Transfer;

/**
 * An export Plug: polls records of one record type, and sends each version of each record to the route once.
 */
@ManagedResource(description = "Managed Tenant API export")
public class TenantApiConsumer extends ScheduledPollConsumer implements ManagedExport {

    private static final Logger LOG = LoggerFactory.getLogger(TenantApiConsumer.class);

    private final ExportSettings settings;
    private final PollingLock polling = new PollingLock();
    private final RouteStop routeStop = new RouteStop();
    private final ExportPlug plug;
    private final Tenure tenure;
    private ExecutorService executor;
    private volatile TenantApiClient client;
    /** whether the last poll looked at all there is, and found nothing to deliver */
    private boolean foundNothing;

    TenantApiConsumer(TenantApiEndpoint endpoint, Processor processor, ExportSettings settings) {
        super(endpoint, processor);
        this.settings = settings;
        this.plug = new ExportPlug(
                endpoint.getConfiguration().getRecordType(), endpoint.getClientSettings(), settings, new Poller());
        this.tenure = new Tenure(
                plug, new Stage(), () -> Comeback.after(
                        endpoint.pollDelay(), endpoint.getComponent().getPositionStore(), settings.positionKey()));
    }

    @Override
    public TenantApiEndpoint getEndpoint() {
        return (TenantApiEndpoint) super.getEndpoint();
    }

    @Override
    public ExportPlug plug() {
        return plug;
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        setHealthCheck(plug.healthCheck());
    }

    @Override
    protected void doStart() throws Exception {
        TenantApiEndpoint endpoint = getEndpoint();
        endpoint.getComponent().positionClaims().claim(settings.positionKey(), this);
        try {
            routeStop.reset();
            if (getRoute() != null) {
                routeStop.watch(getRoute());
            }
            if (settings.maxInFlight() > 1) {
                executor = endpoint.getCamelContext().getExecutorServiceManager()
                        .newFixedThreadPool(this, endpoint.getEndpointUri(), settings.maxInFlight());
            }
            client = endpoint.pollingClient(this);
            tenure.begin();
            super.doStart();
        } catch (Throwable e) {
            giveUp();
            plug.failed(e);
            throw e;
        }
    }

    /** While the server wants a pause that is longer than from poll to poll, there are no polls. */
    @Override
    protected boolean isPollAllowed() {
        return super.isPollAllowed() && client.throttledUntil()
                .filter(until -> until.isAfter(Instant.now().plus(getEndpoint().pollDelay()))).isEmpty();
    }

    /** An Error would end Camel's scheduling for good. Camel has logged it; the next poll is due all the same. */
    @Override
    public void run() {
        try {
            super.run();
        } catch (Error e) {
            LOG.debug("The export of {} goes on with its next poll after {}", settings.positionKey(), e.toString());
        }
    }

    /** A poll that was put off, as by the server, or cut short has not found that there is nothing. */
    @Override
    protected void processEmptyMessage() throws Exception {
        if (foundNothing && mayGoOn()) {
            super.processEmptyMessage();
        }
    }

    @Override
    protected int poll() throws Exception {
        polling.lock();
        try {
            foundNothing = false;
            if (!tenure.isRunning() || !isRunAllowed()) {
                // who is being stopped takes the position from nobody
                return 0;
            }
            Export export = tenure.atPoll();
            plug.fulfilRequests();
            long messages = poll(export).messages();
            foundNothing = messages == 0;
            return (int) messages;
        } catch (Error e) {
            throw new RuntimeCamelException("The export of " + settings.positionKey() + " failed with " + e, e);
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
            try {
                if (!isRunAllowed()) {
                    giveUp();
                }
            } finally {
                polling.unlock();
            }
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        LOG.info("{} is suspended, by {}", plug, Operator.name());
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        LOG.info("{} is resumed, by {}", plug, Operator.name());
        plug.resumed();
        routeStop.reset();
        super.doResume();
    }

    private Transfer poll(Export running) throws Exception {
        try {
            return running.poll(this::mayGoOn);
        } finally {
            log(running.status().lastTransfer());
            plug.fulfilRequests();
        }
    }

    private boolean isFinished(String localId, FinishedVersion version) {
        Export export = tenure.export();
        return export != null && export.isFinished(localId, version);
    }

    /** Whether a record may enter the route. */
    boolean mayGoOn() {
        Export export = tenure.export();
        if (!isConsumerReady() && export != null && export.isAnswered()) {
            // the first poll may take hours, and its first answer is what it takes to be ready
            forceConsumerAsReady();
        }
        return isRunAllowed() && !isSuspendingOrSuspended();
    }

    /** What its deliveries fail with from now on is put down to a stop. */
    void beginStop() {
        routeStop.begin();
    }

    /** Whether a stop may be why a delivery fails. A suspension may not. */
    boolean isBeingStopped() {
        return routeStop.hasBegun() || !isRunAllowed() || getEndpoint().getCamelContext().isStopping();
    }

    private void log(Transfer transfer) {
        if (transfer.movedSomething()) {
            LOG.info("{}: {}", plug, transfer.counts());
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (client != null) {
            client.stop();
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
        try {
            tenure.end();
        } finally {
            getEndpoint().getComponent().positionClaims().release(settings.positionKey(), this);
            getEndpoint().release(this);
            if (executor != null) {
                getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(executor);
                executor = null;
            }
        }
    }

    private final class Stage implements Tenure.Stage {

        @Override
        public Export open() {
            TenantApiEndpoint endpoint = getEndpoint();
            Executor deliveries = executor == null ? Runnable::run : executor;
            String recordType = endpoint.getConfiguration().getRecordType();
            ClientSource source = new ClientSource(
                    client, recordType, endpoint.filter(), endpoint.server(), endpoint.contentDigest(),
                    endpoint.getConfiguration().getOnMalformedRecord());
            Predicate<RecordVersion> ownWrites = version -> false;
            if (endpoint.getConfiguration().isSkipOwnWrites()) {
                OwnWrites.Watch watch = endpoint.ownWrites().watch(recordType, settings.positionKey(), source.digest());
                ownWrites = version -> watch.take(version, before -> isFinished(version.localId(), before));
            }
            FailureReporter reporter = endpoint.getConfiguration().isReportFailures()
                    ? new EventHistory(client, recordType) : FailureReporter.NONE;
            return new Export(
                    settings, source, new ExchangeDelivery(TenantApiConsumer.this, deliveries, source), ownWrites, reporter,
                    endpoint.getComponent().getPositionStore(), Clock.systemUTC());
        }

        @Override
        public void show(Export opened) {
            plug.opened(opened, client, getEndpoint().getCamelContext());
        }

        @Override
        public void clear() {
            plug.closed();
        }
    }

    private final class Poller implements ExportPlug.Poller {

        @Override
        public String routeId() {
            return getRouteId();
        }

        @Override
        public long errorCounter() {
            return getErrorCounter();
        }

        @Override
        public Duration dueEvery() {
            boolean pollsAreDue = getScheduler() instanceof DefaultScheduledPollConsumerScheduler && isStartScheduler()
                    && getRepeatCount() == 0 && !isSuspendingOrSuspended();
            return pollsAreDue ? getEndpoint().pollDelay().multipliedBy(Math.max(1, getBackoffMultiplier())) : null;
        }

        @Override
        public boolean betweenPolls(Runnable action) {
            if (!polling.tryLock()) {
                return false;
            }
            try {
                action.run();
                return true;
            } finally {
                polling.unlock();
            }
        }

        @Override
        public TenantApiClient client() {
            return getEndpoint().pollingClient(getEndpoint());
        }
    }
}
