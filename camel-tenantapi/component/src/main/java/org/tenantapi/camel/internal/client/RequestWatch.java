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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The watch over one request, which follows it from its beginning to the end of its answer, and aborts it if it is too
 * slow: if the head of the answer is not there, or fewer than 100 bytes a second came or went, after a time limit. Only
 * the time counts in which this side waits for the other; a route that reads slowly is as slow as it likes. Without
 * that, a byte now and then, or one answer 1xx after another, would hold a thread for ever: the HTTP client's own
 * timeouts begin anew with each byte. Safe for use by many threads.
 */
final class RequestWatch implements AutoCloseable {

    static final int MIN_BYTES_PER_SECOND = 100;

    /** In the place of what the HTTP client says of a request that was aborted here. */
    static final class Aborted extends InterruptedIOException {

        Aborted(String why, IOException cause) {
            super(why);
            initCause(cause);
        }
    }

    private final ScheduledExecutorService timer;
    private final long limit;
    private final Runnable cancelRequest;
    private final Consumer<RequestWatch> onEnd;
    private boolean waiting;
    private long waitingSince;
    /** of the current stretch */
    private long waited;
    private long bytes;
    private boolean closed;
    private @Nullable String aborted;
    private @Nullable Future<?> nextLook;

    RequestWatch(ScheduledExecutorService timer, Duration limit, Runnable cancelRequest, Consumer<RequestWatch> onEnd) {
        this.timer = timer;
        this.limit = limit.toNanos();
        this.cancelRequest = cancelRequest;
        this.onEnd = onEnd;
        nextLook = schedule(this::look, this.limit);
    }

    /** From now on this side waits for the other. */
    synchronized void waits() {
        if (!waiting) {
            waiting = true;
            waitingSince = System.nanoTime();
        }
    }

    /** The wait is over: so much came or went. */
    synchronized void moved(int count) {
        if (waiting) {
            waiting = false;
            waited += System.nanoTime() - waitingSince;
        }
        bytes += count;
    }

    /** The head of the answer is there. */
    synchronized void answered() {
        moved(0);
        beginStretch();
    }

    private void beginStretch() {
        waited = 0;
        bytes = 0;
        waitingSince = System.nanoTime();
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        long soFar = waited + (waiting ? System.nanoTime() - waitingSince : 0);
        if (soFar >= limit) {
            if (bytes < MIN_BYTES_PER_SECOND * (double) limit / TimeUnit.SECONDS.toNanos(1)) {
                abort("only " + bytes + " bytes were transferred in " + Duration.ofNanos(soFar).toSeconds()
                      + " s, which is too slow: try again later, or raise requestTimeout");
                return;
            }
            beginStretch();
            soFar = 0;
        }
        nextLook = schedule(this::look, limit - soFar);
    }

    /** Aborts it, unless it has ended by then. */
    void abortIn(Duration time, String why) {
        if (time.isZero()) {
            abort(why);
        } else {
            schedule(() -> abort(why), time.toNanos());
        }
    }

    private synchronized void abort(String why) {
        if (!closed) {
            closed = true;
            aborted = why;
            cancelRequest.run();
        }
    }

    /** The exception to throw: that the request was aborted, if it was. */
    synchronized IOException told(IOException e) {
        return aborted == null ? e : new Aborted("It was aborted: " + aborted, e);
    }

    private @Nullable Future<?> schedule(Runnable task, long nanos) {
        try {
            return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the transport was closed, and so is the connection
            return null;
        }
    }

    /** The request has ended. */
    @Override
    public synchronized void close() {
        closed = true;
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        onEnd.accept(this);
    }
}
