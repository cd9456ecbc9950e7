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
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * The rule when a request that failed is tried again: after what the server asked for with Retry-After (RFC 9110,
 * 10.2.3), else after a backoff that doubles with each attempt, of which a random part is waited ("full jitter"), so
 * that those who failed together do not come back together.
 *
 * @param maxRetries    how often one request is tried again; 0 for never
 * @param maxRetryAfter the longest wait; a server that asks for more is asked again after this
 * @param baseDelay     the backoff before the first retry
 * @param longestWait   how long a thread may wait before one retry; one that would have to wait longer is not made, and
 *                      the failure thrown at once; if missing, as long as {@code maxRetryAfter}
 */
public record RetryPolicy(int maxRetries, Duration maxRetryAfter, Duration baseDelay, @Nullable Duration longestWait) {

    /** The backoff before the first retry where nothing else is said. */
    public static final Duration BASE_DELAY = Duration.ofMillis(500);

    private static final int DOUBLINGS_OF_ALL_SENSIBLE_BACKOFFS = 20;

    /**
     * @throws IllegalArgumentException if {@code maxRetries} or a duration is negative
     */
    public RetryPolicy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries is " + maxRetries + ": set it to 0 or more");
        }
        requireNotNegative("maxRetryAfter", maxRetryAfter);
        requireNotNegative("baseDelay", baseDelay);
        if (longestWait != null) {
            requireNotNegative("longestWait", longestWait);
        }
    }

    /** Every failure is thrown at once. */
    public static RetryPolicy never() {
        return new RetryPolicy(0, Duration.ZERO, Duration.ZERO, null);
    }

    /** The same for a thread that has less time. */
    public RetryPolicy withLongestWait(Duration longest) {
        return new RetryPolicy(maxRetries, maxRetryAfter, baseDelay, longest);
    }

    /**
     * How long to wait before a retry.
     *
     * @param retries    how many there have been, 0 before the first
     * @param retryAfter what the server asked for; a date that has passed counts as nothing asked
     */
    Duration delay(int retries, Optional<Duration> retryAfter, RandomGenerator random) {
        if (retryAfter.isPresent()) {
            // never earlier than asked, and not all at the same instant
            return shorter(retryAfter.get(), maxRetryAfter).plus(partOf(baseDelay, random));
        }
        Duration backoff = baseDelay.multipliedBy(1L << Math.min(retries, DOUBLINGS_OF_ALL_SENSIBLE_BACKOFFS));
        return partOf(shorter(backoff, maxRetryAfter), random);
    }

    boolean allowsWaitOf(Duration wait) {
        return longestWait == null || wait.compareTo(longestWait) <= 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration partOf(Duration whole, RandomGenerator random) {
        return Duration.ofNanos((long) (whole.toNanos() * random.nextDouble()));
    }

    private static void requireNotNegative(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + ": set it to 0 or more");
        }
    }
}
