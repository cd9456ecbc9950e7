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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.tenantapi.camel.client.ClientSettings;
import org.tenantapi.camel.client.TenantApiClient;
import org.tenantapi.camel.imports.ImportActivity;
import org.tenantapi.camel.imports.ImportStatus;

/**
 * An import Plug: what all producers import of one record type through one Connection. It stays when their routes stop.
 */
final class ImportPlug {

    private final ClientSettings settings;
    private final String recordType;
    private final ImportActivity activity = new ImportActivity(Clock.systemUTC());
    /** of the producers that run */
    private final Set<TenantApiClient> clients = ConcurrentHashMap.newKeySet();

    ImportPlug(ClientSettings settings, String recordType) {
        this.settings = settings;
        this.recordType = recordType;
    }

    String name() {
        return Plug.imports(recordType);
    }

    String tenant() {
        return settings.tenant();
    }

    String connectionId() {
        return settings.connectionId();
    }

    /** Its name and the Connection's, for a log and for messages. */
    @Override
    public String toString() {
        return name() + " of " + tenant() + "/" + connectionId();
    }

    ImportActivity activity() {
        return activity;
    }

    ImportStatus status() {
        ImportStatus status = activity.status();
        return clients.stream().flatMap(client -> client.throttledUntil().stream()).findFirst().map(status::throttled)
                .orElse(status);
    }

    /** What keeps its producers from importing; empty when all is well. Nothing is asked of the server. */
    Optional<ImportHealth> trouble(ImportStatus status) {
        return clients.stream().flatMap(client -> ImportHealth.of(status, client.reachability()).stream()).findFirst();
    }

    /**
     * @return whether it is the first one
     */
    boolean start(TenantApiClient client) {
        boolean first = clients.isEmpty();
        clients.add(client);
        return first;
    }

    /**
     * @return whether there is none any more
     */
    boolean stop(TenantApiClient client) {
        return clients.remove(client) && clients.isEmpty();
    }
}
