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
package org.tenantapi.camel.internal.management;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.export.Explanation;
import org.tenantapi.camel.internal.export.Export;
import org.tenantapi.camel.internal.export.ExportSettings;
import org.tenantapi.camel.internal.export.OperatorActions;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.status.Direction;
import org.tenantapi.camel.status.Errors;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;

/**
 * An export Plug: its status and its operators' requests stay when its route stops, and while one export follows
 * another.
 */
public final class ExportPlug implements Plug {

    private static final Logger LOG = LoggerFactory.getLogger(ExportPlug.class);

    private final String recordType;
    private final ClientSettings connection;
    private final ExportSettings settings;
    private final ExportPoller poller;
    private final OperatorRequests requests = new OperatorRequests();
    private volatile @Nullable Export export;
    private volatile @Nullable TenantApiClient client;
    /** of the exports before this one, each of which ended with a stop of the route */
    private volatile PlugStatus before = PlugStatus.none(Instant.now());
    private volatile Instant resumed = Instant.MIN;
    private volatile Meters meters = () -> {
    };

    public ExportPlug(String recordType, ClientSettings connection, ExportSettings settings, ExportPoller poller) {
        this.recordType = recordType;
        this.connection = connection;
        this.settings = settings;
        this.poller = poller;
    }

    @Override
    public Direction direction() {
        return Direction.EXPORT;
    }

    @Override
    public String name() {
        return Direction.EXPORT.plug(recordType);
    }

    @Override
    public String tenant() {
        return connection.tenant();
    }

    @Override
    public String connectionId() {
        return connection.connectionId();
    }

    @Override
    public String positionKey() {
        return settings.positionKey();
    }

    @Override
    public String routeId() {
        return poller.routeId();
    }

    @Override
    public Long errorCounter() {
        return poller.errorCounter();
    }

    @Override
    public String toString() {
        return name() + " of " + positionKey();
    }

    /** For Camel's repository of consumers. */
    public HealthCheck healthCheck() {
        return new PlugHealthCheck(this, "consumer:" + routeId());
    }

    /** From now on this export, which asks through this client, is the one to show. */
    public void opened(Export opened, TenantApiClient asking, CamelContext context) {
        client = asking;
        export = opened;
        meters = Meters.of(context, this);
    }

    /** The export has been closed: its status stays to be seen. */
    public void closed() {
        meters.close();
        PlugStatus last = status();
        before = last.with(last.errors().recovered()).in(PlugState.STOPPED, null);
        export = null;
    }

    /** The export could not be opened, perhaps not for the first time. */
    public void failed(Throwable cause) {
        Instant now = Instant.now();
        Errors errors = before.errors();
        Instant since = errors.failure() == null ? now : errors.since();
        before = before.with(errors.with(String.valueOf(cause), now).failing(cause, since, now))
                .in(cause instanceof PositionFencedException ? PlugState.FENCED : PlugState.STOPPED, null);
    }

    /** An operator has suspended its polls. */
    public void suspended() {
        LOG.info("{} is suspended, by {}", this, Operator.name());
    }

    /** An operator has resumed its polls. */
    public void resumed() {
        LOG.info("{} is resumed, by {}", this, Operator.name());
        resumed = Instant.now();
    }

    /** A poll of its export has ended. To be called by the thread that polls. */
    public void polled() {
        Export running = export;
        Transfer transfer = running == null ? null : running.view().status().lastTransfer();
        if (transfer != null && transfer.movedSomething()) {
            LOG.info("{}: {}", this, transfer.counts());
        }
        fulfilRequests();
    }

    /** Carries out the requests of operators. To be called between two polls, by the thread that polls. */
    public void fulfilRequests() {
        requests.fulfil(export);
    }

    @Override
    public PlugStatus status() {
        Export running = export;
        TenantApiClient asking = client;
        if (running == null || asking == null) {
            return before;
        }
        PlugStatus status = running.view().status().after(before);
        boolean waits = status.state() == PlugState.IDLE || status.state() == PlugState.FETCHING;
        return asking.throttledUntil().filter(until -> waits).map(until -> status.in(PlugState.THROTTLED, until))
                .orElse(status);
    }

    @Override
    public Optional<String> problem(PlugStatus status) {
        Export running = export;
        Instant lastSuccess = running == null ? Instant.MAX : running.view().lastSuccess();
        return PlugHealth.ofExport(poller.dueEvery(), settings.window().overlap())
                .problem(status, lastSuccess.isAfter(resumed) ? lastSuccess : resumed, Instant.now());
    }

    @Override
    public boolean isReady(PlugStatus status) {
        return status.progress() != null && status.progress().answered() != null;
    }

    List<FailedRecord> failedRecords() {
        Export running = export;
        return running == null ? List.of() : running.view().failed();
    }

    String replay(String localId) {
        requireFailed(localId);
        request("replay of " + Printable.of(localId), actions -> actions.replay(localId));
        return "The record " + Printable.of(localId) + " is delivered again at the next poll.";
    }

    String discard(String localId) {
        FailedRecord failed = requireFailed(localId);
        request("discard of " + Printable.of(localId), actions -> actions.discard(localId));
        return "The record " + Printable.of(localId) + (failed.hasChanged()
                ? " has changed since its last attempt: it is delivered again at the next poll. Discard it again if that fails."
                : " is discarded; it is exported again when it changes.");
    }

    private FailedRecord requireFailed(String localId) {
        if (export == null) {
            throw new IllegalStateException("The export of " + positionKey() + " is stopped: start its route first");
        }
        return failedRecords().stream().filter(failed -> failed.localId().equals(localId)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No record " + Printable.of(localId) + " of " + positionKey() + " has failed"));
    }

    private void request(String what, Consumer<OperatorActions> action) {
        LOG.info("{}: {}, by {}", this, what, Operator.name());
        requests.add(action);
        poller.betweenPolls(this::fulfilRequests);
    }

    List<Explanation> explanations(String id) {
        RecordExplainer explainer = new RecordExplainer(poller::client, recordType, settings);
        Export running = export;
        return explainer.explain(id.strip(), running == null ? null : running.view(), status(), this::finishedVersions);
    }

    String explain(String id) {
        return explanations(id).stream().map(explanation -> this + ", " + explanation).collect(Collectors.joining("\n"));
    }

    /** Those that the position remembers; not known while a poll is in progress. */
    private @Nullable List<FinishedVersion> finishedVersions(String localId) {
        AtomicReference<List<FinishedVersion>> found = new AtomicReference<>();
        Export running = export;
        poller.betweenPolls(() -> found.set(running == null ? null : running.view().finishedVersions(localId)));
        return found.get();
    }
}
