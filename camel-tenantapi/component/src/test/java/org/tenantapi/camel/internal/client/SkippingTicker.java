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

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/**
 * Time that has passed as soon as a thread waits for it. For one thread.
 */
final class SkippingTicker implements Ticker {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public void await(Condition changed, long wait) {
        nanos += wait;
    }

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    Duration sinceStart() {
        return Duration.ofNanos(nanos);
    }
}
