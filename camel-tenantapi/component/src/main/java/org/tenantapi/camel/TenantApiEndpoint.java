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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.export.ContentDigest;
import org.tenantapi.camel.internal.export.ExportSettings;
import org.tenantapi.camel.internal.export.ExportSource;
import org.tenantapi.camel.internal.export.StartFrom;
import org.tenantapi.camel.internal.management.MarkReset;
import org.tenantapi.camel.internal.management.Operator;
import org.tenantapi.camel.status.Direction;

/**
 * Export records from and import records into a Tenant of the Integration Platform.
 *
 * A consumer is an export Plug of a Connection, a producer an import Plug: the directions are the platform's.
 */
@ManagedResource(description = "Managed Tenant API endpoint")
@UriEndpoint(firstVersion = "1.0.0", scheme = "tenantapi", title = "Tenant API", syntax = "tenantapi:connection/recordType",
             category = { Category.API, Category.SAAS }, headersClass = TenantApiConstants.class)
public class TenantApiEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

    private static final Logger LOG = LoggerFactory.getLogger(TenantApiEndpoint.class);
    private static final long DEFAULT_DELAY = 30_000;

    @UriParam
    private final TenantApiConfiguration configuration;
    @SuppressWarnings("NullAway.Init") // the component sets it
    private ClientSettings clientSettings;

    public TenantApiEndpoint(String uri, TenantApiComponent component, TenantApiConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY);
    }

    @Override
    public TenantApiComponent getComponent() {
        return (TenantApiComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() throws Exception {
        return new TenantApiProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (configuration.isLinkRemoteId() && configuration.getBatchSize() > 1) {
            throw new IllegalArgumentException(
                    "linkRemoteId needs batchSize=1: a message with several records has one header for all of them");
        }
        TenantApiConsumer consumer = new TenantApiConsumer(this, processor, exportSettings());
        configureConsumer(consumer);
        return consumer;
    }

    /** For a pollEnrich or a ConsumerTemplate. */
    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        TenantApiPollingConsumer consumer = new TenantApiPollingConsumer(this, getPollingConsumerQueueSize());
        consumer.setBlockWhenFull(isPollingConsumerBlockWhenFull());
        consumer.setBlockTimeout(getPollingConsumerBlockTimeout());
        consumer.setCopy(isPollingConsumerCopy());
        return consumer;
    }

    /**
     * Sets the mark of the export to an instant, while its route is stopped: what was modified at that time or later is
     * exported again when the route is started, and nothing that is older.
     *
     * @param  instant                  such as {@code 2026-11-01T00:00:00Z}
     * @return                          what the mark was, what it is, and how many records come, where the server tells
     * @throws IllegalStateException    if the route is not stopped
     * @throws IllegalArgumentException if the text is not an instant, or the export has never begun
     */
    @ManagedOperation(description = "While the route of the export is stopped: sets its mark, so that what was modified at that"
                                    + " time or later is exported again")
    public String resetMark(String instant) {
        ExportSettings settings = exportSettings();
        if (getComponent().positionClaims().isClaimed(settings.positionKey())) {
            throw new IllegalStateException(
                    "The export of " + settings.positionKey() + " is running: stop its route before its mark is reset");
        }
        ClientSource source
                = new ClientSource(
                        pollingClient(this), configuration.getRecordType(), filter(), server(), contentDigest(),
                        MalformedRecordPolicy.fail);
        String what = new MarkReset(getComponent().getPositionStore(), settings.positionKey(), source).to(instant);
        LOG.warn("{} of {}, by {}: {}", Direction.EXPORT.plug(configuration.getRecordType()), settings.positionKey(),
                Operator.name(), what);
        return what;
    }

    ExportSource.Server server() {
        return ExportSource.Server.at(clientSettings.baseUrl(), configuration.isAcceptMovedServer());
    }

    ContentDigest contentDigest() {
        return ContentDigest.ignoring(configuration.getIgnoreFields());
    }

    ExportSettings exportSettings() {
        String key = configuration.getPositionKey();
        return new ExportSettings(
                key != null
                        ? key
                        : clientSettings.tenant() + "/" + clientSettings.connectionId() + "/" + configuration.getRecordType(),
                StartFrom.parse(configuration.getStartFrom()),
                filter().entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("&")),
                new ExportSettings.Window(
                        Duration.ofMillis(configuration.getOverlap()), Duration.ofMillis(configuration.getHistoryRetention())),
                new ExportSettings.Pace(configuration.getBatchSize(), maxInFlight(1), configuration.getMaxMessagesPerPoll()),
                new ExportSettings.FailureHandling(
                        configuration.getOnFailure(), configuration.getMaxAttempts(),
                        Duration.ofMillis(configuration.getRetryDelay()), configuration.getMaxFailed()),
                getComponent().getSpoolThreshold());
    }

    /** What the option says, else what the role of a consumer or a producer makes of it. */
    int maxInFlight(int unlessSet) {
        return configuration.getMaxInFlight() == null ? unlessSet : configuration.getMaxInFlight();
    }

    /** The extra query parameters, sorted by name. */
    Map<String, String> filter() {
        Map<String, String> filter = new TreeMap<>();
        configuration.getFilter().forEach((name, value) -> filter.put(name, String.valueOf(value)));
        if (filter.containsKey(ClientSource.MODIFIED_AT_OR_AFTER)) {
            throw new IllegalArgumentException(
                    "filter." + ClientSource.MODIFIED_AT_OR_AFTER
                                               + " cannot be set: the consumer asks for what its position says. Use startFrom.");
        }
        return filter;
    }

    /** A client for a producer, whose threads may wait as long as the component allows. */
    TenantApiClient client(Object user) {
        Connections connections = getComponent().connectionsByName();
        return connections.client(configuration.getConnection(), clientSettings, connections.retryPolicy(), user);
    }

    /**
     * A client for a consumer: what it would have to wait for longer than from poll to poll is for a later poll.
     *
     * @param user the consumer, or this endpoint for an operator's question while there is none
     */
    TenantApiClient pollingClient(Object user) {
        Connections connections = getComponent().connectionsByName();
        return connections.client(configuration.getConnection(), clientSettings,
                connections.retryPolicy().withLongestWait(pollDelay()), user);
    }

    /** What this does has begun with a client of this endpoint, and ends well though the client is stopped. */
    void keepConnected(Object user) {
        getComponent().connectionsByName().keep(clientSettings, user);
    }

    void release(Object user) {
        getComponent().connectionsByName().release(clientSettings, user);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        release(this);
    }

    Duration pollDelay() {
        return Duration.of(getDelay(), getTimeUnit().toChronoUnit());
    }

    OwnWrites ownWrites() {
        return getComponent().connectionsByName().ownWrites(clientSettings);
    }

    ClientSettings getClientSettings() {
        return clientSettings;
    }

    void setClientSettings(ClientSettings clientSettings) {
        this.clientSettings = clientSettings;
    }

    public TenantApiConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public String getServiceUrl() {
        return clientSettings.baseUrl().toString();
    }

    @Override
    public String getServiceProtocol() {
        return clientSettings.baseUrl().getScheme();
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("tenant", clientSettings.tenant(), "connectionId", clientSettings.connectionId());
    }
}
