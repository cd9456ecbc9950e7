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
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.export.Export;
import org.tenantapi.camel.internal.export.ExportSettings;
import org.tenantapi.camel.internal.export.FailureReporter;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.internal.management.EventHistory;
import org.tenantapi.camel.internal.management.ExportPlug;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * The maker of the exports of a consumer, one after another: from the Tenant API to its route, as its endpoint is
 * configured.
 */
final class ExportOpener implements Tenure.Stage {

    private final TenantApiConsumer consumer;
    private final ExportSettings settings;
    private final ConsumerResources resources;
    private final ExportPlug plug;
    private volatile @Nullable Export shown;

    ExportOpener(TenantApiConsumer consumer, ExportSettings settings, ConsumerResources resources, ExportPlug plug) {
        this.consumer = consumer;
        this.settings = settings;
        this.resources = resources;
        this.plug = plug;
    }

    @Override
    public Export open() {
        TenantApiEndpoint endpoint = consumer.getEndpoint();
        ClientSource source = new ClientSource(
                resources.client(), recordType(), endpoint.filter(), endpoint.server(), endpoint.contentDigest(),
                endpoint.getConfiguration().getOnMalformedRecord());
        return new Export(
                settings, source, new ExchangeDelivery(consumer, resources.deliveries(), source), ownWrites(source), reporter(),
                endpoint.getComponent().getPositionStore(), Clock.systemUTC());
    }

    private Predicate<RecordVersion> ownWrites(ClientSource source) {
        TenantApiEndpoint endpoint = consumer.getEndpoint();
        if (!endpoint.getConfiguration().isSkipOwnWrites()) {
            return version -> false;
        }
        OwnWrites.Watch watch = endpoint.ownWrites().watch(recordType(), settings.positionKey(), source.digest());
        return version -> watch.take(version, before -> isFinished(version.localId(), before));
    }

    private boolean isFinished(String localId, FinishedVersion version) {
        Export running = shown;
        return running != null && running.view().isFinished(localId, version);
    }

    private FailureReporter reporter() {
        return consumer.getEndpoint().getConfiguration().isReportFailures()
                ? new EventHistory(resources.client(), recordType()) : FailureReporter.NONE;
    }

    private String recordType() {
        return consumer.getEndpoint().getConfiguration().getRecordType();
    }

    @Override
    public void show(Export opened) {
        plug.opened(opened, resources.client(), consumer.getEndpoint().getCamelContext());
        shown = opened;
    }

    @Override
    public void clear() {
        shown = null;
        plug.closed();
    }

    @Override
    public Comeback comeback() {
        TenantApiEndpoint endpoint = consumer.getEndpoint();
        return Comeback.after(endpoint.pollDelay(), endpoint.getComponent().getPositionStore(), settings.positionKey());
    }
}
