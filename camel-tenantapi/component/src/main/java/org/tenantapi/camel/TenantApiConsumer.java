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

import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.internal.export.Export;
import org.tenantapi.camel.internal.export.ExportSettings;
import org.tenantapi.camel.internal.management.ExportPlug;
import org.tenantapi.camel.internal.management.ManagedExport;

/**
 * An export Plug: polls records of one record type, and sends each version of each record to the route once.
 */
@ManagedResource(description = "Managed Tenant API export")
public class TenantApiConsumer extends ScheduledPollConsumer implements ManagedExport {

    private static final Logger LOG = LoggerFactory.getLogger(TenantApiConsumer.class);

    private final PollingLock polling = new PollingLock();
    private final RouteStop routeStop = new RouteStop();
    private final ConsumerResources resources;
    private final ExportPlug plug;
    private final Tenure tenure;
    /** whether the last poll looked at all there is, and found nothing to deliver */
    private boolean foundNothing;

    TenantApiConsumer(TenantApiEndpoint endpoint, Processor processor, ExportSettings settings) {
        super(endpoint, processor);
        this.resources = new ConsumerResources(this, settings);
        this.plug = new ExportPlug(
                endpoint.getConfiguration().getRecordType(), endpoint.getClientSettings(), settings,
                new ConsumerPoller(this, polling));
        this.tenure = new Tenure(plug, new ExportOpener(this, settings, resources, plug));
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
        resources.claimPosition();
        try {
            routeStop.watch(getRoute());
            resources.acquire();
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
        return super.isPollAllowed() && !resources.isThrottledFor(getEndpoint().pollDelay());
    }

    /** An Error would end Camel's scheduling for good. Camel has logged it; the next poll is due all the same. */
    @Override
    public void run() {
        try {
            super.run();
        } catch (Error e) {
            LOG.debug("The export of {} goes on with its next poll after {}", plug.positionKey(), e.toString());
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
                // a consumer that is being stopped takes the position from no other owner
                return 0;
            }
            Export export = tenure.atPoll();
            plug.fulfilRequests();
            try {
                long messages = export.poll(this::mayGoOn).messages();
                foundNothing = messages == 0;
                return (int) messages;
            } finally {
                plug.polled();
            }
        } catch (Error e) {
            throw new RuntimeCamelException("The export of " + plug.positionKey() + " failed with " + e, e);
        } catch (InterruptedException e) {
            // the consumer is being stopped; what has not completed by then is exported again
            Thread.currentThread().interrupt();
            return 0;
        } catch (TenantApiRateLimitedException | TenantApiUnavailableException e) {
            if (isRunAllowed() && !resources.isThrottled()) {
                throw e;
            }
            // not a failure: the client has logged that it is throttled, and the next poll goes on from here
            LOG.debug("The export of {} goes on later: {}", plug.positionKey(), e.getMessage());
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
        plug.suspended();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        plug.resumed();
        routeStop.reset();
        super.doResume();
    }

    /** Whether a record may enter the route. */
    boolean mayGoOn() {
        if (!isConsumerReady() && tenure.isAnswered()) {
            // the first poll may take hours, and its first answer is what it takes to be ready
            forceConsumerAsReady();
        }
        return isRunAllowed() && !isSuspendingOrSuspended();
    }

    RouteStop routeStop() {
        return routeStop;
    }

    @Override
    protected void doStop() throws Exception {
        resources.disconnect();
        // as of here no further delivery starts
        polling.awaitEndOfPoll(getEndpoint().getCamelContext().getShutdownStrategy());
        try {
            super.doStop();
        } finally {
            if (!polling.withinGrace(this::giveUp)) {
                LOG.warn("The export of {} is still busy with a delivery; it gives its position up as soon as that has ended",
                        plug.positionKey());
            }
        }
    }

    private void giveUp() {
        try {
            tenure.end();
        } finally {
            resources.release();
        }
    }
}
