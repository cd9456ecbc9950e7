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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.spi.ShutdownStrategy;

/**
 * Held while polling: stopping must not take the position away from a poll that is about to commit.
 */
final class PollingLock {

    private static final long CLOSE_GRACE_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();

    void lock() {
        lock.lock();
    }

    /**
     * Does this now, unless a poll is in progress.
     *
     * @return whether it was done
     */
    boolean betweenPolls(Runnable action) {
        return lock.tryLock() && doAndUnlock(action);
    }

    private boolean doAndUnlock(Runnable action) {
        try {
            action.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void unlock() {
        lock.unlock();
    }

    /**
     * For a consumer that starts no further delivery. The one that may have started just before is let through: it
     * would be interrupted by what follows, and rejected even when the route has processed it, so that it would come
     * again.
     */
    void awaitEndOfPoll(ShutdownStrategy shutdown) {
        if (shutdown.isTimeoutOccurred()) {
            // Camel has waited already
            return;
        }
        try {
            if (lock.tryLock(shutdown.getTimeout(), shutdown.getTimeUnit())) {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            // Camel wants no more waiting
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Does this as soon as no poll is in progress, if that is within some seconds. Camel interrupts the thread that
     * stops a route when that takes too long: the position is given up all the same.
     *
     * @return whether it was done
     */
    boolean withinGrace(Runnable action) {
        return lockWithinGrace() && doAndUnlock(action);
    }

    private boolean lockWithinGrace() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_GRACE_SECONDS);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
