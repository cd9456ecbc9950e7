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
package org.tenantapi.camel.internal.export;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A position of one server says nothing of the records of another.
 */
class ProvenanceTest {

    private static final String KEY = "acme/1001/order";
    private static final String STAGING = "https://staging.example.com/api";
    private static final String PRODUCTION = "https://api.example.com/api";

    private final FakeTenant tenant = new FakeTenant();
    private final PositionStore store = new MemoryPositionStore();

    private void export(String baseUrl, boolean acceptMovedServer) throws Exception {
        tenant.server = baseUrl == null ? null : ExportSource.Server.at(URI.create(baseUrl), acceptMovedServer);
        ExportSettings settings = new ExportSettings(
                KEY, StartFrom.BEGINNING, "", new ExportSettings.Window(Duration.ofMinutes(15), Duration.ZERO),
                new ExportSettings.Pace(1, 1, 0),
                new ExportSettings.FailureHandling(FailurePolicy.retry, 10, Duration.ofMinutes(1), 1000), 4096);
        try (Export export = new Export(
                settings, tenant, (versions, attempt, completed) -> completed.accept(DeliveryResult.DELIVERED),
                version -> false,
                FailureReporter.NONE, store, Clock.systemUTC())) {
            export.poll(() -> true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            PRODUCTION, "http://staging.example.com/api", "https://staging.example.com:8443/api",
            "https://staging.example.com/other/api" })
    void aPositionOfAnotherServerIsRefused(String other) throws Exception {
        export(STAGING, false);
        assertThatThrownBy(() -> export(other, false)).isInstanceOf(PositionException.class).hasMessageContaining(STAGING)
                .hasMessageContaining(other).hasMessageContaining(KEY).hasMessageContaining("positionKey")
                .hasMessageContaining("acceptMovedServer");
        export(STAGING, false);
    }

    @Test
    void aTenantThatHasMovedIsAcceptedOnce() throws Exception {
        export(STAGING, false);
        export(PRODUCTION, true);
        assertThat(store.read(KEY).server()).isEqualTo(PRODUCTION);
        export(PRODUCTION, false);
    }

    @ParameterizedTest
    @ValueSource(strings = { "HTTPS://Staging.Example.com:443/api/", "https://staging.example.com/api" })
    void twoSpellingsOfOneAddressAreOneServer(String same) throws Exception {
        export(STAGING, false);
        export(same, false);
        assertThat(store.read(KEY).server()).isEqualTo(STAGING);
    }

    @Test
    @DisplayName("a position that does not say where it was made is taken for one of this server, once")
    void aPositionWithoutAServerAdoptsIt() throws Exception {
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(PositionChange.builder().startFrom(FakeTenant.NOON).filter("").build());
        }
        export(STAGING, false);
        assertThat(store.read(KEY).server()).isEqualTo(STAGING);
        assertThatThrownBy(() -> export(PRODUCTION, false)).isInstanceOf(PositionException.class);
    }
}
