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

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.internal.imports.ImportResult;
import org.tenantapi.camel.internal.imports.batch.Batch;
import org.tenantapi.camel.status.Counts;
import org.tenantapi.camel.status.Errors;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;
import org.tenantapi.camel.status.Transfers;

/**
 * What the messages of an import Plug have done and are doing, whichever producer they came through. Safe for use by
 * many threads.
 */
public final class ImportActivity {

    private record Running(Instant startTime, Supplier<Counts> counts, IntSupplier inFlight) {
    }

    private final Clock clock;
    private final List<Running> running = new ArrayList<>();
    private Transfers transfers;
    private Errors errors = Errors.NONE;

    public ImportActivity(Clock clock) {
        this.clock = clock;
        this.transfers = Transfers.none(clock.instant());
    }

    /**
     * Imports a single record.
     *
     * @param  operation imports it
     * @return           what the operation returned
     */
    public ImportResult single(Supplier<ImportResult> operation) {
        Running one = begin(() -> Counts.NONE, () -> 1);
        try {
            ImportResult result = operation.get();
            end(one, one(Objects.requireNonNull(result.effect())), null, null);
            return result;
        } catch (Throwable e) {
            boolean sessions = e instanceof TenantApiAuthenticationException || e instanceof TenantApiUnavailableException;
            end(one, one(ImportOutcome.Status.of(e)), Errors.message(e), sessions ? Errors.message(e) : null);
            throw e;
        }
    }

    /**
     * Counts a message of which nothing could be read: as one record that was not sent.
     */
    public void unreadable(Throwable why) {
        end(begin(() -> Counts.NONE, () -> 0), one(ImportOutcome.Status.REJECTED), Errors.message(why), null);
    }

    private static Counts one(ImportOutcome.Status status) {
        return Counts.NONE.plusOne(status.outcome());
    }

    /**
     * Imports a batch.
     *
     * @param run runs it, to its end
     */
    public Batch.Result batch(Batch batch, Supplier<Batch.Result> run) {
        Running one = begin(batch::counts, batch::underWay);
        Batch.Result result = null;
        try {
            result = run.get();
            return result;
        } finally {
            end(one, batch.counts(), result == null || result.firstFailed() == null ? null : result.firstFailed().message(),
                    batch.stopReason());
        }
    }

    private synchronized Running begin(Supplier<Counts> counts, IntSupplier inFlight) {
        Running one = new Running(clock.instant(), counts, inFlight);
        running.add(one);
        return one;
    }

    /**
     * Its counts go from those in progress to those that have ended at once, so that no sum shows them twice or not at
     * all.
     */
    private synchronized void end(Running one, Counts counts, @Nullable String error, @Nullable String sessionError) {
        Instant now = clock.instant();
        running.removeIf(other -> other == one);
        transfers = transfers.after(
                transfer(one.startTime(), now, 1, counts, sessionError == null ? List.of() : List.of(sessionError)));
        if (error != null || sessionError != null) {
            errors = errors.with(error != null ? error : sessionError, now);
        }
    }

    private static Transfer transfer(Instant start, Instant end, int messages, Counts counts, List<String> sessionErrors) {
        return new Transfer(start, end, messages, counts.considered(), counts, 0, sessionErrors);
    }

    /**
     * As it is now. Waits for no message in progress.
     */
    public synchronized PlugStatus status() {
        if (running.isEmpty()) {
            return new PlugStatus(PlugState.IDLE, null, transfers, 0, errors, null);
        }
        Counts counts = running.stream().map(one -> one.counts().get()).reduce(Counts.NONE, Counts::plus);
        Transfer soFar = transfer(running.get(0).startTime(), clock.instant(), running.size(), counts, List.of());
        return new PlugStatus(
                PlugState.DELIVERING, null, transfers.during(soFar),
                running.stream().mapToInt(one -> one.inFlight().getAsInt()).sum(), errors, null);
    }
}
