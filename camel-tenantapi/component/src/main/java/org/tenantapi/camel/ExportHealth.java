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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.export.ExportState;
import org.tenantapi.camel.export.ExportStatus;
import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.position.PositionException;

/**
 * Judges by its status whether an export is healthy: nothing is asked, and nothing moves.
 *
 * @param mostSilence    how long nothing may succeed; null for ever, where nobody knows when the next poll is due
 * @param mostClockError how far the server's clock may be from ours
 */
record ExportHealth(Duration mostSilence, Duration mostClockError) {

    private static final Duration LEAST_SILENCE = Duration.ofMinutes(5);
    private static final int POLLS_OF_SILENCE = 10;
    private static final Duration LEAST_CLOCK_ERROR = Duration.ofMinutes(5);

    /**
     * For an export with this time between its polls and this overlap. Ten polls in vain are no accident, and five
     * minutes are enough for a server to be started again.
     *
     * @param pollDelay null where nobody knows when the next poll is due
     */
    static ExportHealth of(Duration pollDelay, Duration overlap) {
        Duration silence = pollDelay == null ? null : longer(LEAST_SILENCE, pollDelay.multipliedBy(POLLS_OF_SILENCE));
        return new ExportHealth(silence, longer(LEAST_CLOCK_ERROR, overlap));
    }

    /**
     * What is wrong and what to do about it; empty when all is well. An export that is throttled is not unhealthy: it
     * does what the server asked for.
     *
     * @param signOfLife when something last succeeded
     */
    Optional<String> trouble(ExportStatus status, Instant signOfLife, Instant now) {
        Throwable error = status.error();
        if (status.state() == ExportState.FENCED) {
            return Optional.of(
                    message(error) + " Where it is the other one that should not run, stop it, then start this route again.");
        }
        if (status.state() == ExportState.STOPPED) {
            return error == null ? Optional.empty() : Optional.of("It could not be started: " + message(error));
        }
        if (status.state() == ExportState.THROTTLED) {
            return Optional.empty();
        }
        if (error instanceof TenantApiAuthenticationException) {
            return Optional.of("The server lets this user in no more, so nothing is exported: " + message(error));
        }
        if (error instanceof TooManyFailedException || error instanceof PositionException) {
            return Optional.of(message(error));
        }
        if (error != null && !(error instanceof TenantApiRateLimitedException)) {
            return Optional.of("The last poll failed: " + message(error));
        }
        return clockError(status).or(() -> silence(signOfLife, now));
    }

    private Optional<String> clockError(ExportStatus status) {
        Duration ahead = status.serverClockAhead();
        if (ahead == null || ahead.abs().compareTo(mostClockError) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "The server's clock is " + text(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of") + " ours: it was "
                           + status.serverTime() + " there when it was " + status.answered()
                           + " here. Records are read more often than needed until the wrong one of the two is set right.");
    }

    private Optional<String> silence(Instant signOfLife, Instant now) {
        Duration silent = Duration.between(signOfLife, now);
        if (mostSilence == null || silent.compareTo(mostSilence) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "Nothing has succeeded for " + text(silent) + ", no poll and no record: since " + signOfLife
                           + ". Either the polls do not run, or the route holds a record without an end: look at the threads.");
    }

    private static String message(Throwable error) {
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }

    private static String text(Duration duration) {
        Duration whole = duration.truncatedTo(ChronoUnit.SECONDS);
        return whole.toString().substring(2).replaceAll("(?<=[A-Z])", " ").strip().toLowerCase(Locale.ROOT);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
