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

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.position.PositionOwner;
import org.tenantapi.camel.position.PositionStore;

/**
 * The decision when an export that was fenced may take its position back: when the newer owner has released it, or has
 * not moved it for so long that it must be gone.
 */
final class Comeback {

    private static final int POLLS_OF_STANDSTILL = 10;
    private static final Duration MIN_STANDSTILL = Duration.ofMinutes(5);

    private final PositionStore store;
    private final String key;
    private final Duration standstill;
    private final LongSupplier nanos;
    private @Nullable PositionOwner seen;
    private long since;

    /**
     * @param standstill how long an owner may do nothing and still be alive
     * @param nanos      time that passes
     */
    Comeback(PositionStore store, String key, Duration standstill, LongSupplier nanos) {
        this.store = store;
        this.key = key;
        this.standstill = standstill;
        this.nanos = nanos;
    }

    /** Ten polls in which an owner does nothing are not an accident. */
    static Comeback after(Duration pollDelay, PositionStore store, String key) {
        Duration polls = pollDelay.multipliedBy(POLLS_OF_STANDSTILL);
        return new Comeback(
                store, key, polls.compareTo(MIN_STANDSTILL) > 0 ? polls : MIN_STANDSTILL, System::nanoTime);
    }

    /** Asks the store. One that does not tell who owns a position makes it wait for the route to be started again. */
    boolean isDue() {
        PositionOwner owner;
        try {
            owner = store.owner(key);
        } catch (UnsupportedOperationException e) {
            return false;
        }
        long now = nanos.getAsLong();
        if (!owner.equals(seen)) {
            seen = owner;
            since = now;
        }
        return owner.released() || now - since >= standstill.toNanos();
    }
}
