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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budget of requests of one Connection: not more in a second than allowed, none during a pause that the server
 * asked for, and after it complained fewer for a while. All clients of the Connection share it, and take turns when
 * there is not enough for all, however many threads each of them has. Safe for use by many threads.
 */
public final class RequestBudget {

    // Weighed, and not used: Bucket4j 8.14 (420 kB) and Resilience4j's rate limiter 2.3 (needs Kotlin's library; neither is an
    // OSGi bundle) hand out permits, but know no pause for all, no rate that follows a 429, no turns between clients and no
    // end of a wait other than an interrupt. Failsafe 3.3 (144 kB, a bundle) has good retries and a smooth rate, fixed for
    // its life; it sleeps on the system's clock, which no test can move. What is left for them to do is a loop and a sum.

    private static final Logger LOG = LoggerFactory.getLogger(RequestBudget.class);
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    private final Ticker ticker;
    private final AdaptiveRate rate;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turnCame = lock.newCondition();
    private final Condition stopped = lock.newCondition();
    /**
     * those that wait for a turn: the clients in the order in which it is theirs, each with its requests in their order
     */
    private final Map<Object, Queue<Object>> waiting = new LinkedHashMap<>();
    private long nextSlot;
    private long resume;
    private long complained = -1;
    private long warned = -BETWEEN_WARNINGS;
    private volatile Instant throttledUntil = Instant.MIN;
    private volatile boolean stopping;

    /**
     * @param  requestsPerSecond        how many requests a second may be sent; 0 for no limit
     * @throws IllegalArgumentException if it is negative or not a number
     */
    public RequestBudget(double requestsPerSecond) {
        this(requestsPerSecond, Ticker.SYSTEM);
    }

    RequestBudget(double requestsPerSecond, Ticker ticker) {
        if (!(requestsPerSecond >= 0) || Double.isInfinite(requestsPerSecond)) {
            throw new IllegalArgumentException(
                    "requestsPerSecond is " + requestsPerSecond + ": set it to 0, for no limit, or more");
        }
        this.rate = new AdaptiveRate(requestsPerSecond);
        this.ticker = ticker;
    }

    /**
     * Until when no request is sent because the server asked for a pause; empty when it did not, or the pause is over.
     */
    public Optional<Instant> throttledUntil() {
        Instant until = throttledUntil;
        return ticker.now().isBefore(until) ? Optional.of(until) : Optional.empty();
    }

    /**
     * From now on no request waits for the server: one that does, or would have to, fails with an exception. For when
     * all that use this Connection are being stopped.
     */
    public void stopWaiting() {
        stopping = true;
        wake();
    }

    boolean isStopping() {
        return stopping;
    }

    /** Has those who wait look again whether they are to stop. */
    void wake() {
        lock.lock();
        try {
            turnCame.signalAll();
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the turn of one request.
     *
     * @param  client                one of those that take turns
     * @param  policy                says how long a pause may be
     * @param  stop                  whether to wait for the server no longer
     * @return                       when it came, for {@link #pause}
     * @throws TimeoutException      if the server asked for a longer pause than the policy allows
     * @throws CancellationException if there is a pause, and it is not to be waited for
     */
    long awaitTurn(Object client, RetryPolicy policy, BooleanSupplier stop) throws InterruptedException, TimeoutException {
        lock.lockInterruptibly();
        try {
            Object request = new Object();
            waiting.computeIfAbsent(client, c -> new ArrayDeque<>()).add(request);
            try {
                for (long now = ticker.nanos();; now = ticker.nanos()) {
                    requirePatience(resume - now, policy, stop);
                    long wait = isNext(request) ? Math.max(resume, nextSlot) - now : Long.MAX_VALUE;
                    if (wait <= 0) {
                        take(client, now);
                        return now;
                    }
                    ticker.await(turnCame, wait);
                }
            } finally {
                leave(client, request);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void requirePatience(long pause, RetryPolicy policy, BooleanSupplier stop) throws TimeoutException {
        if (pause <= 0) {
            return;
        }
        if (stop.getAsBoolean()) {
            throw new CancellationException();
        }
        if (!policy.allowsWaitOf(Duration.ofNanos(pause))) {
            throw new TimeoutException();
        }
    }

    private boolean isNext(Object request) {
        return waiting.values().iterator().next().peek() == request;
    }

    private void take(Object client, long now) {
        long between = rate.nanosBetween(now);
        // a thread that wakes up late does not cost its connection a request
        nextSlot = Math.max(nextSlot, now - between) + between;
        rate.sent(now);
        // to the end of the line
        waiting.put(client, waiting.remove(client));
    }

    private void leave(Object client, Object request) {
        waiting.computeIfPresent(client, (c, requests) -> {
            requests.remove(request);
            return requests.isEmpty() ? null : requests;
        });
        if (!waiting.isEmpty()) {
            turnCame.signalAll();
        }
    }

    /**
     * The server asked for a pause: no request is sent before it is over.
     *
     * @param turn    when the turn of the request came that was answered so
     * @param tooMany whether it complained of too many requests, so that fewer are sent after the pause. The requests
     *                that were on their way when it did are complained of too; that counts once.
     * @param why     for the log
     */
    void pause(long turn, Duration pause, boolean tooMany, @Nullable String why) {
        lock.lock();
        try {
            long now = ticker.nanos();
            if (tooMany && turn > complained) {
                rate.slowDown(now, now + pause.toNanos());
                complained = now;
            }
            if (now + pause.toNanos() > resume) {
                resume = now + pause.toNanos();
                throttledUntil = ticker.now().plus(pause);
                turnCame.signalAll();
                warn(now, why);
            }
        } finally {
            lock.unlock();
        }
    }

    private void warn(long now, @Nullable String why) {
        if (now - warned < BETWEEN_WARNINGS) {
            LOG.debug("All requests wait until {}: {}", throttledUntil, why);
            return;
        }
        warned = now;
        LOG.warn("All requests of this Connection wait until {}, and are sent again after that: {}", throttledUntil, why);
    }

    /**
     * Waits before a request is tried again.
     *
     * @throws CancellationException if it is to stop
     */
    void sleep(Duration time, BooleanSupplier stop) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long end = ticker.nanos() + time.toNanos();
            for (long left = time.toNanos(); left > 0; left = end - ticker.nanos()) {
                if (stop.getAsBoolean()) {
                    throw new CancellationException();
                }
                ticker.await(stopped, left);
            }
        } finally {
            lock.unlock();
        }
    }
}
