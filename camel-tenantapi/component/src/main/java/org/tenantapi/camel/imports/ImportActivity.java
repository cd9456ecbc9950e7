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
package org.tenantapi.camel.imports;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiUnavailableException;

/**
 * What the messages of an import Plug have done and are doing, whichever producer they came through. Safe for use by
 * many threads.
 */
public final class ImportActivity {

    private record Running(Instant startTime, Supplier<ImportCounts> counts, IntSupplier inFlight) {
    }

    private final Clock clock;
    private final Instant since;
    private final List<Running> running = new ArrayList<>();
    private ImportCounts ended = ImportCounts.NONE;
    private ImportTransfer last;
    private ImportTransfer lastSuccessful;
    private String lastError;
    private Instant lastErrorTime;

    public ImportActivity(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /**
     * Imports a single record.
     *
     * @param  operation imports it
     * @return           what the operation returned
     */
    public ImportResult single(Supplier<ImportResult> operation) {
        Running one = begin(() -> ImportCounts.NONE, () -> 1);
        try {
            ImportResult result = operation.get();
            end(one, ImportCounts.NONE.plusOne(result.effect()), null, null);
            return result;
        } catch (RuntimeException e) {
            boolean sessions = e instanceof TenantApiAuthenticationException || e instanceof TenantApiUnavailableException;
            end(one, ImportCounts.NONE.plusOne(ImportOutcome.Status.of(e)), e.getMessage(), sessions ? e.getMessage() : null);
            throw e;
        }
    }

    /**
     * Counts a message of which nothing could be read: as one record that was not sent.
     */
    public void unreadable(RuntimeException why) {
        end(begin(() -> ImportCounts.NONE, () -> 0), ImportCounts.NONE.plusOne(ImportOutcome.Status.REJECTED), why.getMessage(),
                null);
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

    private synchronized Running begin(Supplier<ImportCounts> counts, IntSupplier inFlight) {
        Running one = new Running(clock.instant(), counts, inFlight);
        running.add(one);
        return one;
    }

    /**
     * Its counts go from those in progress to those that have ended at once, so that no sum shows them twice or not at
     * all.
     */
    private synchronized void end(Running one, ImportCounts counts, String error, String sessionError) {
        Instant now = clock.instant();
        running.removeIf(other -> other == one);
        ended = ended.plus(counts);
        last = new ImportTransfer(one.startTime(), now, counts, sessionError == null ? List.of() : List.of(sessionError));
        if (last.isSuccessful()) {
            lastSuccessful = last;
        }
        if (error != null || sessionError != null) {
            lastError = error != null ? error : sessionError;
            lastErrorTime = now;
        }
    }

    /**
     * As it is now. Waits for no message in progress.
     */
    public synchronized ImportStatus status() {
        Instant now = clock.instant();
        ImportCounts counts = running.stream().map(one -> one.counts().get()).reduce(ImportCounts.NONE, ImportCounts::plus);
        ImportTransfer transfer = running.isEmpty()
                ? null : new ImportTransfer(running.get(0).startTime(), now, counts, List.of());
        return new ImportStatus(
                running.isEmpty() ? ImportState.IDLE : ImportState.DELIVERING, null, transfer, last, lastSuccessful,
                new ImportTransfer(since, now, ended.plus(counts), List.of()),
                running.stream().mapToInt(one -> one.inFlight().getAsInt()).sum(), lastError, lastErrorTime);
    }
}
