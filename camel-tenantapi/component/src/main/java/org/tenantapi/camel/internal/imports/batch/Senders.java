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

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.status.Counts;

/**
 * The records of a batch that have been read and are not done. Any thread sends a record or stops it all; only the
 * thread that runs the batch starts and settles, which is why nothing else needs a lock.
 */
final class Senders {

    private static final int UNAUTHORIZED = 401;
    private static final long MAX_WAIT_MILLIS = 200;
    /** from the interruption of a sender to its end */
    private static final Duration INTERRUPTION_GRACE = Duration.ofSeconds(1);

    private record Sent(BatchRecord record, ImportOutcome outcome) {
    }

    private final RecordSender sender;
    private final ExecutorService threads;
    private final Duration stopGrace;
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final RecordOrder order = new RecordOrder();
    private final AtomicReference<String> stopReason = new AtomicReference<>();
    private long stopSeenAt;
    private boolean interrupted;
    private volatile Counts counts = Counts.NONE;
    private volatile int underWay;

    Senders(RecordSender sender, ExecutorService threads, Duration stopGrace) {
        this.sender = sender;
        this.threads = threads;
        this.stopGrace = stopGrace;
    }

    /** Has the record sent, as soon as those before it that are the same record are done. */
    void send(BatchRecord entering) {
        underWay++;
        if (order.entered(entering)) {
            start(entering);
        }
    }

    private void start(BatchRecord free) {
        if (stopReason() != null) {
            done(free, notSent(free));
            return;
        }
        try {
            free.task = threads.submit(() -> sendNow(free));
        } catch (RejectedExecutionException e) {
            stop("the endpoint was stopped");
            done(free, notSent(free));
        } catch (Throwable e) {
            // as when there is no memory for another thread; those that there are may still come to it
            done(free, free.unknown("It may have been sent or not: no thread could be had for it: " + e));
        }
    }

    private void sendNow(BatchRecord free) {
        // in this order: after a stop, a record that has not begun never will
        free.begun = true;
        ImportOutcome outcome;
        try {
            outcome = stopReason() == null ? sender.send(free) : notSent(free);
        } catch (Throwable e) {
            outcome = free.unknown("It may have been sent or not: " + e);
        }
        sent.add(new Sent(free, outcome));
    }

    private ImportOutcome notSent(BatchRecord kept) {
        return kept.rejected("Not sent: " + stopReason());
    }

    /** Settles what has been sent; waits for it a little while if asked to. */
    void settle(boolean wait) throws InterruptedException {
        Sent next = wait ? sent.poll(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS) : sent.poll();
        while (next != null) {
            done(next.record(), next.outcome());
            next = sent.poll();
        }
    }

    private void done(BatchRecord leaving, ImportOutcome outcome) {
        if (leaving.outcome() != null) {
            // it was given up on, and is not waited for any more
            return;
        }
        leaving.finish(outcome);
        count(outcome.status());
        underWay--;
        if (outcome.httpStatus() == UNAUTHORIZED) {
            stop("the server does not let this user in (401)");
        }
        order.left(leaving).forEach(this::start);
    }

    void count(ImportOutcome.Status status) {
        counts = counts.plusOne(status.outcome());
    }

    Counts counts() {
        return counts;
    }

    /** How many records were given to {@link #send} and are not done. */
    int underWay() {
        return underWay;
    }

    /** From now on no record is sent that is not being sent already. */
    void stop(String reason) {
        stopReason.compareAndSet(null, reason);
    }

    /** Why there was a stop, if there was one. */
    @Nullable
    String stopReason() {
        return stopReason.get();
    }

    /**
     * After a stop: interrupts those who have been sending for too long since, and gives up on those who do not even
     * end then.
     */
    void enforceStop(Collection<BatchRecord> records) {
        long now = System.nanoTime();
        if (stopSeenAt == 0) {
            stopSeenAt = now;
        }
        Duration since = Duration.ofNanos(now - stopSeenAt);
        if (since.compareTo(stopGrace.plus(INTERRUPTION_GRACE)) >= 0) {
            giveUp(records);
        } else if (since.compareTo(stopGrace) >= 0 && !interrupted) {
            interrupted = true;
            records.forEach(Senders::interrupt);
        }
    }

    /** Ends the batch for these records, whatever their senders do. */
    void giveUp(Collection<BatchRecord> records) {
        for (BatchRecord one : records) {
            if (one.outcome() == null) {
                interrupt(one);
                done(one, one.begun
                        ? one.unknown(
                                "It was being sent when " + stopReason() + ", and its answer was not waited for: look it up")
                        : notSent(one));
            }
        }
    }

    private static void interrupt(BatchRecord one) {
        if (one.task != null) {
            one.task.cancel(true);
        }
    }
}
