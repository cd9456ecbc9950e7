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
package org.tenantapi.camel.management;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.status.Direction;
import org.tenantapi.camel.status.Errors;
import org.tenantapi.camel.status.ExportProgress;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;

/**
 * Judges by its status whether a Plug is healthy: nothing is asked, and nothing moves.
 *
 * @param direction     of the Plug
 * @param maxSilence    how long nothing may succeed; null where it is not known when something is due
 * @param maxClockError how far the server's clock may be from ours; null where no clock matters
 */
record PlugHealth(Direction direction, Duration maxSilence, Duration maxClockError) {

    /** enough for a server to be started again */
    private static final Duration MIN_PATIENCE = Duration.ofMinutes(5);
    private static final int MAX_SILENT_POLLS = 10;

    static final PlugHealth OF_IMPORTS = new PlugHealth(Direction.IMPORT, null, null);

    /**
     * For an export with this time between its polls and this overlap. Ten polls in vain are no accident.
     *
     * @param pollDelay null where it is not known when the next poll is due
     */
    static PlugHealth ofExport(Duration pollDelay, Duration overlap) {
        Duration silence = pollDelay == null ? null : longer(MIN_PATIENCE, pollDelay.multipliedBy(MAX_SILENT_POLLS));
        return new PlugHealth(Direction.EXPORT, silence, longer(MIN_PATIENCE, overlap));
    }

    /**
     * What is wrong and what to do about it; empty when all is well. A Plug that is throttled is not unhealthy: it does
     * what the server asked for.
     *
     * @param signOfLife when something last succeeded
     */
    Optional<String> problem(PlugStatus status, Instant signOfLife, Instant now) {
        Throwable failure = status.errors().failure();
        if (status.state() == PlugState.FENCED) {
            return Optional.of(Errors.message(failure) + " Nothing is exported here since " + status.fencedSince()
                               + ": the position is taken back by itself when the other one has given it up, or has not moved it for "
                               + text(maxSilence == null ? MIN_PATIENCE : maxSilence)
                               + ". Where it is the other one that should not run, stop it.");
        }
        if (status.state() == PlugState.STOPPED) {
            return Optional.ofNullable(failure).map(cause -> "It could not be started: " + Errors.message(cause));
        }
        Optional<String> heldUp = heldUp(status);
        if (heldUp.isPresent() || status.state() == PlugState.THROTTLED) {
            return heldUp;
        }
        if (failure != null && !(failure instanceof TenantApiRateLimitedException)) {
            return failure(status.errors());
        }
        return clockError(status.progress()).or(() -> silence(signOfLife, now));
    }

    private static Optional<String> heldUp(PlugStatus status) {
        if (status.progress() == null || status.progress().heldUpSince() == null) {
            return Optional.empty();
        }
        FailedRecord first = status.failedRecords().get(0);
        return Optional
                .of("Nothing is exported since " + status.progress().heldUpSince() + ", as onFailure=stop has it: record "
                    + first.localId() + " has failed, " + (first.attempts() == 1 ? "once" : first.attempts() + " times")
                    + (first.isQuarantined()
                            ? ", and is in quarantine" : ", and is tried again from " + first.nextAttempt() + " on")
                    + ". Put its cause right, or replay or discard it. Last error: " + first.lastError());
    }

    private Optional<String> failure(Errors errors) {
        String message = Errors.message(errors.failure());
        if (errors.failure() instanceof TenantApiAuthenticationException) {
            return Optional.of("The server lets this user in no more, so nothing is "
                               + (direction == Direction.EXPORT ? "exported: " : "imported: ") + message);
        }
        if (direction == Direction.EXPORT) {
            boolean speaksForItself
                    = errors.failure() instanceof TooManyFailedException || errors.failure() instanceof PositionException;
            return Optional.of(speaksForItself ? message : "The last poll failed: " + message);
        }
        // one request in vain is no trouble of the Plug: its route knows of it and tries again
        return Duration.between(errors.since(), errors.latest()).compareTo(MIN_PATIENCE) < 0
                ? Optional.empty()
                : Optional.of("No request has been served from " + errors.since() + " to " + errors.latest()
                              + ", so nothing was imported: " + message);
    }

    private Optional<String> clockError(ExportProgress progress) {
        Duration ahead = progress == null ? null : progress.serverClockAhead();
        if (ahead == null || ahead.abs().compareTo(maxClockError) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "The server's clock is " + text(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of") + " ours: it was "
                           + progress.serverTime() + " there when it was " + progress.answered()
                           + " here. Records are read more often than needed until the wrong one of the two is set right.");
    }

    private Optional<String> silence(Instant signOfLife, Instant now) {
        Duration silent = Duration.between(signOfLife, now);
        if (maxSilence == null || silent.compareTo(maxSilence) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "Nothing has succeeded for " + text(silent) + ", no poll and no record: since " + signOfLife
                           + ". Either the polls do not run, or the route holds a record without an end: look at the threads.");
    }

    private static String text(Duration duration) {
        Duration whole = duration.truncatedTo(ChronoUnit.SECONDS);
        return whole.toString().substring(2).replaceAll("(?<=[A-Z])", " ").strip().toLowerCase(Locale.ROOT);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
