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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The watch over the server's clock: it notices that the clock was set back further than the overlap covers.
 */
final class ServerClock {

    /** The server's times are whole seconds. */
    private static final Duration PRECISION = Duration.ofSeconds(2);

    private final Duration overlap;
    /** when the answer before was asked for, if there was one */
    private @Nullable Long askedBefore;

    ServerClock(Duration overlap) {
        this.overlap = overlap;
    }

    /**
     * From where everything is to be asked for again. A change of the time since the clock was set back may be dated as
     * long before the answer as the answer before it is ago, and be seen late by the overlap.
     *
     * @param  horizon       up to which all answers so far were complete, if there were any
     * @param  readAgainFrom from where on each poll reads what changed; after a clock that was set back before, less
     *                       far behind the horizon than the overlap, as the horizon was drawn back then, and what is
     *                       remembered was not
     * @return               nothing if that covers it
     */
    @Nullable
    Instant setBackTo(Fetch fetch, @Nullable Instant horizon, @Nullable Instant readAgainFrom) {
        Instant serverTime = fetch.serverTime();
        if (serverTime == null) {
            return null;
        }
        Duration gap = gap(fetch, serverTime, horizon);
        if (horizon == null || readAgainFrom == null || gap == null) {
            return null;
        }
        // what is in doubt is asked for again, unless it would be so after each answer
        Instant coveredFrom = isTooSmall(fetch) ? readAgainFrom.minus(PRECISION) : readAgainFrom.plus(doubt(fetch));
        return coveredFrom.isAfter(serverTime.minus(gap))
                ? Objects.requireNonNull(fetch.asOf()).minus(gap).minus(overlap).truncatedTo(ChronoUnit.SECONDS) : null;
    }

    /** Whether a clock that is set back by a little more than the overlap may go unnoticed behind this answer. */
    boolean isTooSmall(Fetch fetch) {
        return overlap.compareTo(minOverlap(fetch)) <= 0;
    }

    /** The overlap from which on a clock that is set back further is noticed behind such an answer. */
    Duration minOverlap(Fetch fetch) {
        return doubt(fetch).multipliedBy(2);
    }

    private static Duration doubt(Fetch fetch) {
        return fetch.took().plus(PRECISION);
    }

    /** The position is where it has to be for what comes after this answer. */
    void follow(Fetch fetch) {
        askedBefore = fetch.serverTime() == null ? askedBefore : (Long) fetch.asked();
    }

    /** Since the answer before; not known if there was none, and nothing says that the clock was set back since. */
    private @Nullable Duration gap(Fetch fetch, Instant serverTime, @Nullable Instant horizon) {
        if (askedBefore != null) {
            return Duration.ofNanos(fetch.asked() - askedBefore);
        }
        if (horizon == null || !horizon.isAfter(serverTime.plus(PRECISION))) {
            return null;
        }
        Duration byLocalClock = Duration.between(horizon, fetch.localTime());
        return byLocalClock.isNegative() ? Duration.ZERO : byLocalClock;
    }
}
