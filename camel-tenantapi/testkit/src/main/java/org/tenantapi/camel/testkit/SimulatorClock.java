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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The platform's clock: it dates writes, decides what is visible yet, and fills the {@code Date} header. It follows the
 * system's clock until it is {@linkplain #set(Instant) set}; from then on it stands still. Safe for use by several
 * threads.
 */
public final class SimulatorClock {

    private Clock clock = Clock.systemUTC();

    SimulatorClock() {
    }

    /** The time now, with all its digits. */
    public synchronized Instant now() {
        return clock.instant();
    }

    /** The time now in whole seconds, as the platform writes it into records. */
    public Instant second() {
        return now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Sets the clock, forwards or backwards, and stops it. */
    public synchronized SimulatorClock set(Instant time) {
        clock = Clock.fixed(time, clock.getZone());
        return this;
    }

    /** Stops the clock where it is. */
    public synchronized SimulatorClock freeze() {
        return set(now());
    }

    /**
     * Moves the clock by {@code step}, which may be negative. A stopped clock stays stopped, a running one keeps
     * running.
     */
    public synchronized SimulatorClock advance(Duration step) {
        // Clock.offset of an offset clock adds the two up, so this does not nest
        clock = Clock.offset(clock, step);
        return this;
    }

    /** Lets the clock follow the system's clock again. */
    public synchronized SimulatorClock followSystem() {
        clock = Clock.systemUTC();
        return this;
    }

    @Override
    public String toString() {
        return now().toString();
    }
}
