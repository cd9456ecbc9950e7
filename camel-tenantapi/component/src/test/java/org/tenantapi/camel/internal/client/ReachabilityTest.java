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
package org.tenantapi.camel.internal.client;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiNotFoundException;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.client.TenantApiUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

class ReachabilityTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private static Failure failure(int status) {
        return new Failure("GET", "/", "acme", "1001", new AnswerHead(status, "", Map.of()), "", true, false);
    }

    private static final TenantApiException DOWN = new TenantApiUnavailableException(failure(0), "down", new IOException());

    @Test
    void remembersTheFirstAndTheLatestFailureInARow() {
        Reachability once = Reachability.GOOD.after(DOWN, NOON);
        assertThat(once).isEqualTo(new Reachability(DOWN, NOON, NOON));
        Reachability twice = once.after(DOWN, NOON.plusSeconds(60));
        assertThat(twice).isEqualTo(new Reachability(DOWN, NOON, NOON.plusSeconds(60)));
    }

    @Test
    void aServerThatRefusesOneRequestServes() {
        Reachability down = Reachability.GOOD.after(DOWN, NOON);
        assertThat(down.after(new TenantApiNotFoundException(failure(404), "", null), NOON)).isEqualTo(Reachability.GOOD);
        assertThat(down.after(new TenantApiRateLimitedException(failure(429), "", null), NOON)).isEqualTo(Reachability.GOOD);
        assertThat(down.after(new TenantApiAuthenticationException(failure(401), "", null), NOON).failure())
                .isInstanceOf(TenantApiAuthenticationException.class);
        assertThat(down.after(new TenantApiMalformedAnswerException(failure(200), "", null), NOON).failure()).isNotNull();
    }
}
