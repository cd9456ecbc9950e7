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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.tenantapi.camel.client.ClientSettings;
import org.tenantapi.camel.client.TenantApiClient;

/**
 * The import Plugs of a component, which their producers share, with their meters and their health checks.
 */
final class ImportPlugs {

    /** a header may name any record type: one more than that counts for the Plug of its endpoint */
    static final int MOST = 1000;

    private record Key(URI baseUrl, String tenant, String connectionId, String recordType) {
    }

    private record Registered(ImportPlug plug, Meters meters, ImportHealthCheck check) {
    }

    private final Map<Key, Registered> plugs = new HashMap<>();

    /** The Plug of an endpoint. */
    synchronized ImportPlug of(TenantApiEndpoint endpoint) {
        return registered(endpoint, endpoint.getConfiguration().getRecordType()).plug();
    }

    /** The Plug that a message means for which an endpoint has another record type. */
    synchronized ImportPlug of(TenantApiEndpoint endpoint, String recordType) {
        boolean known = plugs.containsKey(key(endpoint.getClientSettings(), recordType));
        return known || plugs.size() < MOST ? registered(endpoint, recordType).plug() : of(endpoint);
    }

    private Registered registered(TenantApiEndpoint endpoint, String recordType) {
        return plugs.computeIfAbsent(key(endpoint.getClientSettings(), recordType), key -> {
            ImportPlug plug = new ImportPlug(endpoint.getClientSettings(), recordType);
            CamelContext context = endpoint.getCamelContext();
            Meters meters = Meters.arePossible(context) ? ImportMeters.register(context, plug) : null;
            return new Registered(plug, meters, new ImportHealthCheck(plug));
        });
    }

    private static Key key(ClientSettings settings, String recordType) {
        return new Key(settings.baseUrl(), settings.tenant(), settings.connectionId(), recordType);
    }

    /** A producer of the Plug has started: while there is one, Camel's repository of producers has its health check. */
    synchronized void start(TenantApiEndpoint endpoint, TenantApiClient client) {
        Registered registered = registered(endpoint, endpoint.getConfiguration().getRecordType());
        WritableHealthCheckRepository repository = repository(endpoint.getCamelContext());
        if (registered.plug().start(client) && repository != null) {
            registered.check().setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
            repository.addHealthCheck(registered.check());
        }
    }

    /** And one has stopped. */
    synchronized void stop(TenantApiEndpoint endpoint, TenantApiClient client) {
        Registered registered = plugs.get(key(endpoint.getClientSettings(), endpoint.getConfiguration().getRecordType()));
        WritableHealthCheckRepository repository = repository(endpoint.getCamelContext());
        if (registered != null && registered.plug().stop(client) && repository != null) {
            repository.removeHealthCheck(registered.check());
        }
    }

    private static WritableHealthCheckRepository repository(CamelContext context) {
        return HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
    }

    /** Sorted by name, then by Connection. */
    synchronized List<ImportPlug> all() {
        List<ImportPlug> all = new ArrayList<>(plugs.values().stream().map(Registered::plug).toList());
        all.sort(Comparator.comparing(ImportPlug::toString));
        return all;
    }

    synchronized void close() {
        plugs.values().stream().map(Registered::meters).filter(meters -> meters != null).forEach(Meters::close);
        plugs.clear();
    }
}
