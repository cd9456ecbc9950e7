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

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.Reachability;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.status.Direction;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;

/**
 * An import Plug: what all producers import of one record type through one Connection. It stays when their routes stop.
 */
public final class ImportPlug implements Plug {

    /** a user who is refused before a server that serves nothing, and the longer lasting first */
    private static final Comparator<Reachability> WORST_FIRST = Comparator
            .comparing((Reachability reachability) -> !(reachability.failure() instanceof TenantApiAuthenticationException))
            .thenComparing(Reachability::since);

    private final ClientSettings settings;
    private final String recordType;
    private final ImportActivity activity = new ImportActivity(Clock.systemUTC());
    /** of the producers that run */
    private final Set<TenantApiClient> clients = ConcurrentHashMap.newKeySet();

    ImportPlug(ClientSettings settings, String recordType) {
        this.settings = settings;
        this.recordType = recordType;
    }

    @Override
    public Direction direction() {
        return Direction.IMPORT;
    }

    @Override
    public String name() {
        return Direction.IMPORT.plug(recordType);
    }

    @Override
    public String tenant() {
        return settings.tenant();
    }

    @Override
    public String connectionId() {
        return settings.connectionId();
    }

    @Override
    public String toString() {
        return name() + " of " + tenant() + "/" + connectionId();
    }

    /** Where its producers note what they do. */
    public ImportActivity activity() {
        return activity;
    }

    @Override
    public PlugStatus status() {
        PlugStatus status = clients.stream().map(TenantApiClient::reachability)
                .filter(reachability -> reachability.failure() != null).min(WORST_FIRST)
                .map(worst -> failing(activity.status(), worst)).orElseGet(activity::status);
        return clients.stream().flatMap(client -> client.throttledUntil().stream()).findFirst()
                .map(until -> status.in(PlugState.THROTTLED, until)).orElse(status);
    }

    private static PlugStatus failing(PlugStatus status, Reachability reachability) {
        TenantApiException failure = reachability.failure();
        return failure == null
                ? status : status.with(status.errors().failing(failure, reachability.since(), reachability.last()));
    }

    @Override
    public Optional<String> problem(PlugStatus status) {
        Instant now = Instant.now();
        return PlugHealth.OF_IMPORTS.problem(status, now, now);
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
