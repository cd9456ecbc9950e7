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
package org.tenantapi.camel.testkit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Lets each tenant make so many requests in each second of the simulator's clock. */
final class RateLimit {

    private final int requestsPerSecond;
    private final SimulatorClock clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private Instant second = Instant.MIN;

    RateLimit(int requestsPerSecond, SimulatorClock clock) {
        this.requestsPerSecond = requestsPerSecond;
        this.clock = clock;
    }

    /** @throws Refusal (429) when the tenant has had its requests of this second */
    synchronized void count(SimulatedTenant tenant) {
        Instant now = clock.second();
        if (!now.equals(second)) {
            second = now;
            counts.clear();
        }
        if (counts.merge(tenant.code(), 1, Integer::sum) > requestsPerSecond) {
            throw Refusal.tooManyRequests(requestsPerSecond);
        }
    }
}
