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
package org.tenantapi.camel.internal.imports.batch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.internal.imports.json.OutgoingJson;
import org.tenantapi.camel.status.Counts;

/**
 * Imports the records of one source: reads them one after another, has them sent by several threads, and hands out
 * their outcomes in the order of the source. It reads no further ahead than keeps the senders busy, so it takes the
 * same memory however long the source is. Records that are the same record are never under way together.
 * <p>
 * Used once. {@link #stop} and {@link #counts} may be called by any thread.
 */
public final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    /** records that are read while all senders are busy */
    private static final int READ_AHEAD = 8;
    /** a record that takes long does not hold up more outcomes than this behind it */
    private static final int MAX_OUTCOMES_HELD_BACK = 10_000;

    /** Takes the outcomes, in order, on the thread that runs the batch. */
    @FunctionalInterface
    public interface Outcomes {
        /** @throws Exception ends the batch: nothing more is read */
        void accept(ImportOutcome outcome) throws Exception;
    }

    /**
     * How a batch ended.
     *
     * @param counts      of all records
     * @param firstFailed the first that failed, if one did
     * @param undelivered the outcomes that could not be handed out, beginning with the one at which that failed
     * @param failure     what the taker of the outcomes threw, if it did not take them all
     */
    public record Result(Counts counts, @Nullable ImportOutcome firstFailed, List<ImportOutcome> undelivered,
            @Nullable Exception failure) {
    }

    private final BatchSettings settings;
    private final Senders senders;
    private final long begun = System.nanoTime();
    private final Deque<BatchRecord> pending = new ArrayDeque<>();
    private final List<ImportOutcome> undelivered = new ArrayList<>();
    private long nextLog;
    private long read;
    private boolean ended;
    private boolean logged;
    private @Nullable ImportOutcome firstFailed;
    @SuppressWarnings("NullAway.Init") // run sets it
    private EarlierAttempts attempts;
    private Counts broughtInBefore = Counts.NONE;
    private @Nullable Exception failure;

    /**
     * @param threads where records are sent; it should have {@code maxInFlight} threads to spare
     */
    public Batch(BatchSettings settings, RecordSender sender, ExecutorService threads) {
        this.settings = settings;
        this.senders = new Senders(sender, threads, settings.stopGrace());
        this.nextLog = begun + settings.logInterval().toNanos();
    }

    /**
     * Imports all records of the source, and closes it. If the thread is interrupted the batch is stopped without
     * grace, and the thread is interrupted still when this returns.
     */
    public Result run(BatchSource source, Outcomes outcomes) {
        return run(source, outcomes, new EarlierAttempts(true, true));
    }

    /**
     * As {@link #run(BatchSource, Outcomes)}, without the records that earlier attempts have brought in.
     *
     * @param earlier remembers this attempt too
     */
    public Result run(BatchSource source, Outcomes outcomes, EarlierAttempts earlier) {
        attempts = earlier;
        earlier.begin();
        boolean interrupted = false;
        try (source) {
            while (!ended || !pending.isEmpty()) {
                try {
                    step(source, outcomes);
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop("its thread was interrupted");
                    senders.giveUp(pending);
                }
            }
        } catch (IOException e) {
            LOG.debug("Closing the input of a batch failed: {}", e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        // one line for a batch that did something; an empty one is not worth a line
        log(logged || senders.counts().delivered() + senders.counts().failed() > 0);
        return new Result(senders.counts().plus(broughtInBefore), firstFailed, undelivered, failure);
    }

    private void step(BatchSource source, Outcomes outcomes) throws InterruptedException {
        senders.settle(!mayRead() && !mayDeliver());
        deliver(outcomes);
        boolean stopped = senders.stopReason() != null;
        if (stopped) {
            if (!ended) {
                endUnread(source);
            }
            senders.enforceStop(pending);
        }
        if (mayRead()) {
            read(source);
        }
        if (System.nanoTime() - nextLog >= 0) {
            nextLog = System.nanoTime() + settings.logInterval().toNanos();
            logged = true;
            log(true);
        }
    }

    private boolean mayDeliver() {
        return !pending.isEmpty() && pending.peek().outcome() != null;
    }

    private boolean mayRead() {
        return !ended && pending.size() < MAX_OUTCOMES_HELD_BACK
                && senders.underWay() < settings.maxInFlight() + READ_AHEAD;
    }

    private void read(BatchSource source) {
        BatchElement element = next(source);
        if (element == null) {
            return;
        }
        BatchRecord record;
        try {
            record = new BatchRecord(read, json(element));
        } catch (Throwable e) {
            refuse((element.line() == 0 ? "" : "Line " + element.line() + ": ")
                   + (e instanceof InvalidRecordException ? e.getMessage() : "it cannot be read: " + e));
            return;
        }
        read++;
        pending.add(record);
        enter(record);
    }

    private void enter(BatchRecord record) {
        ImportOutcome earlier = attempts.of(record);
        if (earlier == null) {
            record.uncertain = attempts.isUncertain(record);
            senders.send(record);
        } else {
            record.finish(earlier);
            broughtInBefore = broughtInBefore.plusOne(earlier.status().outcome());
        }
    }

    private static OutgoingJson json(BatchElement element) {
        OutgoingJson json = OutgoingJson.of(element.json());
        if (!json.isObject()) {
            throw new InvalidRecordException("it is an array where one record was expected");
        }
        return json;
    }

    /** The next element that can be sent. If there is none, all that has to be told is told then. */
    private @Nullable BatchElement next(BatchSource source) {
        try {
            BatchElement element = source.next();
            ended = element == null;
            if (ended && read < attempts.records()) {
                refuse("The input ends here, but had " + attempts.records()
                       + " records when it was tried before: it is used up. Give a List, text or a file, or make it anew.");
            }
            return element;
        } catch (InvalidRecordException e) {
            refuse(e.getMessage());
        } catch (Throwable e) {
            ended = true;
            refuse("The input cannot be read from here on, so neither this record nor any behind it was sent: "
                   + (e instanceof IOException ? e.getMessage() : e));
        }
        return null;
    }

    private void refuse(@Nullable String why) {
        pending.add(BatchRecord.unsendable(read++, why));
        senders.count(ImportOutcome.Status.REJECTED);
    }

    /** What is left of the source is not read, except to see whether there is anything. */
    private void endUnread(BatchSource source) {
        boolean more;
        try {
            more = source.next() != null;
        } catch (Throwable e) {
            more = true;
        }
        ended = true;
        if (more) {
            refuse("Not sent: " + senders.stopReason() + ". Nothing behind this record was sent either.");
        }
    }

    private void deliver(Outcomes outcomes) {
        while (mayDeliver()) {
            BatchRecord record = pending.remove();
            ImportOutcome outcome = record.requireOutcome();
            if (firstFailed == null && outcome.isFailed()) {
                firstFailed = outcome;
            }
            boolean handedOut = attempts.isHandedOut(record);
            if (failure == null && !handedOut) {
                try {
                    outcomes.accept(outcome);
                    handedOut = true;
                } catch (Throwable e) {
                    failure = e instanceof Exception exception ? exception : new IllegalStateException(e);
                    stop("the outcomes before it could not be delivered: " + e);
                }
            }
            attempts.note(record, handedOut);
            if (failure != null && !handedOut) {
                undelivered.add(outcome);
            }
        }
    }

    /**
     * Ends the batch before its time: no record is sent that is not being sent already. Those that are not sent have an
     * outcome that says so.
     *
     * @param reason why, as the rest of a sentence
     */
    public void stop(String reason) {
        senders.stop(reason);
    }

    /** Why it was ended before its time, if it was. */
    public @Nullable String stopReason() {
        return senders.stopReason();
    }

    /** The outcomes so far. */
    public Counts counts() {
        return senders.counts();
    }

    /** How many records are being sent, or wait for that. */
    public int underWay() {
        return senders.underWay();
    }

    private void log(boolean atInfo) {
        double seconds = Math.max(1e-3, (System.nanoTime() - begun) / 1e9);
        Counts counts = senders.counts();
        String text
                = "%s: %s%s in %.0f s, %.0f/s".formatted(settings.plug(), counts, ended && pending.isEmpty() ? "" : " so far",
                        seconds, counts.considered() / seconds);
        if (atInfo) {
            LOG.info(text);
        } else {
            LOG.debug(text);
        }
    }
}
