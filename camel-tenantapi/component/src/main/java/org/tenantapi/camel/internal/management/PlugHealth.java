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
package org.tenantapi.camel.internal.management;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
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
 * The judgement whether a Plug is healthy, by its status alone: no request is sent, and nothing moves.
 *
 * @param direction     of the Plug
 * @param maxSilence    how long nothing may succeed, where it is known when something is due
 * @param maxClockError how far the server's clock may be from ours, where the clocks matter
 */
record PlugHealth(Direction direction, @Nullable Duration maxSilence, @Nullable Duration maxClockError) {

    /** enough for a server to be started again */
    private static final Duration MIN_PATIENCE = Duration.ofMinutes(5);
    private static final int MAX_SILENT_POLLS = 10;

    static final PlugHealth OF_IMPORTS = new PlugHealth(Direction.IMPORT, null, null);

    /**
     * For an export with this overlap and this time between its polls, where that is known. Ten polls that fail are not
     * an accident.
     */
    static PlugHealth ofExport(@Nullable Duration pollDelay, Duration overlap) {
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
            return Optional.of(fenced(failure, status.fencedSince()));
        }
        if (status.state() == PlugState.STOPPED) {
            return Optional.ofNullable(failure).map(cause -> "It could not be started: " + Errors.message(cause));
        }
        Optional<String> heldUp = heldUp(status);
        if (heldUp.isPresent() || status.state() == PlugState.THROTTLED) {
            return heldUp;
        }
        if (failure != null && !(failure instanceof TenantApiRateLimitedException)) {
            return failure(failure, status.errors());
        }
        return clockError(status.progress()).or(() -> silence(signOfLife, now));
    }

    private String fenced(@Nullable Throwable failure, @Nullable Instant since) {
        return (failure == null ? "Another owner has the position." : Errors.message(failure))
               + " Nothing has been exported here since " + since
               + ": this export takes the position back when the other owner has released it, or has not moved it for "
               + text(maxSilence == null ? MIN_PATIENCE : maxSilence) + ". If the other owner should not run, stop it.";
    }

    private static Optional<String> heldUp(PlugStatus status) {
        ExportProgress progress = status.progress();
        if (progress == null || progress.heldUpSince() == null) {
            return Optional.empty();
        }
        FailedRecord first = status.failedRecords().get(0);
        return Optional
                .of("Nothing has been exported since " + progress.heldUpSince() + ", because of onFailure=stop: record "
                    + first.localId() + " has failed, " + (first.attempts() == 1 ? "once" : first.attempts() + " times")
                    + (first.isQuarantined()
                            ? ", and is in quarantine" : ", and is tried again from " + first.nextAttempt() + " on")
                    + ". Put its cause right, or replay or discard it. Last error: " + first.lastError());
    }

    private Optional<String> failure(Throwable failure, Errors errors) {
        String message = Errors.message(failure);
        if (failure instanceof TenantApiAuthenticationException) {
            return Optional.of("The server refuses this user, so nothing is "
                               + (direction == Direction.EXPORT ? "exported: " : "imported: ") + message);
        }
        if (direction == Direction.EXPORT) {
            boolean speaksForItself
                    = failure instanceof TooManyFailedException || failure instanceof PositionException;
            return Optional.of(speaksForItself ? message : "The last poll failed: " + message);
        }
        // one failed request is not a failure of the Plug: its route is told of it and tries again
        return Duration.between(errors.since(), errors.latest()).compareTo(MIN_PATIENCE) < 0
                ? Optional.empty()
                : Optional.of("No request has been served from " + errors.since() + " to " + errors.latest()
                              + ", so nothing was imported: " + message);
    }

    private Optional<String> clockError(@Nullable ExportProgress progress) {
        Duration ahead = progress == null ? null : progress.serverClockAhead();
        if (progress == null || ahead == null || maxClockError == null || ahead.abs().compareTo(maxClockError) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "The server's clock is " + text(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of") + " ours: it was "
                           + progress.serverTime() + " there when it was " + progress.answered()
                           + " here. Records are read more often than needed until the wrong clock of the two is corrected.");
    }

    private Optional<String> silence(Instant signOfLife, Instant now) {
        Duration silent = Duration.between(signOfLife, now);
        if (maxSilence == null || silent.compareTo(maxSilence) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "Nothing has succeeded for " + text(silent) + ", no poll and no record: since " + signOfLife
                           + ". Either the polls do not run, or the route does not finish a record: look at the threads.");
    }

    private static String text(Duration duration) {
        Duration whole = duration.truncatedTo(ChronoUnit.SECONDS);
        return whole.toString().substring(2).replaceAll("(?<=[A-Z])", " ").strip().toLowerCase(Locale.ROOT);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
