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

import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.TenantApiClient;

/**
 * The import Plugs of a component, which their producers share, with their meters and their health checks.
 */
public final class ImportPlugs {

    /** a header may name any record type: one more than that counts for the Plug of its endpoint */
    static final int MAX_PLUGS = 1000;

    /** A component that has import Plugs, for the developer console. */
    public interface Owner {
        ImportPlugs importPlugs();
    }

    private record Key(URI baseUrl, String tenant, String connectionId, String recordType) {

        Key(ClientSettings settings, String recordType) {
            this(settings.baseUrl(), settings.tenant(), settings.connectionId(), recordType);
        }
    }

    private record Registered(ImportPlug plug, Meters meters, PlugHealthCheck check) {
    }

    private final Map<Key, Registered> plugs = new HashMap<>();

    /** The Plug of this record type and Connection. */
    public synchronized ImportPlug of(CamelContext context, ClientSettings settings, String recordType) {
        return registered(context, settings, recordType).plug();
    }

    /** The Plug of a message, which may name another record type than its endpoint does. */
    public synchronized ImportPlug of(CamelContext context, ClientSettings settings, String named, String ofEndpoint) {
        boolean mayBe = plugs.containsKey(new Key(settings, named)) || plugs.size() < MAX_PLUGS;
        return of(context, settings, mayBe ? named : ofEndpoint);
    }

    private Registered registered(CamelContext context, ClientSettings settings, String recordType) {
        return plugs.computeIfAbsent(new Key(settings, recordType), key -> {
            ImportPlug plug = new ImportPlug(settings, recordType);
            String id = "producer:tenantapi-" + plug.name() + "-" + plug.tenant() + "-" + plug.connectionId();
            return new Registered(plug, Meters.of(context, plug), new PlugHealthCheck(plug, id));
        });
    }

    /**
     * A producer of the Plug has started: while there is one, Camel's repository of producers has its health check.
     *
     * @param checked whether that is enabled
     */
    public synchronized void start(
            CamelContext context, ClientSettings settings, String recordType, TenantApiClient client, boolean checked) {
        Registered registered = registered(context, settings, recordType);
        WritableHealthCheckRepository repository = repository(context);
        if (registered.plug().start(client) && repository != null) {
            registered.check().setEnabled(checked);
            repository.addHealthCheck(registered.check());
        }
    }

    /** A producer of the Plug has stopped: after the last one the health check is removed. */
    public synchronized void stop(CamelContext context, ClientSettings settings, String recordType, TenantApiClient client) {
        Registered registered = plugs.get(new Key(settings, recordType));
        WritableHealthCheckRepository repository = repository(context);
        if (registered != null && registered.plug().stop(client) && repository != null) {
            repository.removeHealthCheck(registered.check());
        }
    }

    private static @Nullable WritableHealthCheckRepository repository(CamelContext context) {
        return HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
    }

    /** Sorted by name, then by Connection. */
    public synchronized List<ImportPlug> all() {
        return plugs.values().stream().map(Registered::plug).sorted(Comparator.comparing(ImportPlug::toString)).toList();
    }

    /** Removes their meters, and forgets them. */
    public synchronized void close() {
        plugs.values().forEach(registered -> registered.meters().close());
        plugs.clear();
    }
}
