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
package org.tenantapi.camel.testkit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Keeps requests waiting for their answers until a test lets them go, so that the test needs no timing. A held request
 * has changed nothing yet; it is worked on when it is released.
 */
public final class Hold implements AutoCloseable {

    private final Promise<Void> gate = Promise.promise();
    private final Semaphore arrived = new Semaphore(0);

    Hold() {
    }

    /**
     * Waits until one more request is held: the first call for the first request, the second for the second.
     *
     * @throws IllegalStateException when none arrives in time, or the thread is interrupted (its flag is set again)
     */
    public Hold awaitRequest(Duration atMost) {
        try {
            if (!arrived.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("No request was held within " + atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a request", e);
        }
        return this;
    }

    /** Lets all held requests go, and later ones pass. */
    public void release() {
        gate.tryComplete();
    }

    /** The same as {@link #release()}. */
    @Override
    public void close() {
        release();
    }

    Future<Void> pass(Vertx vertx) {
        arrived.release();
        Promise<Void> passed = Promise.promise();
        // back to the thread of the request: the gate opens on the test's
        var context = vertx.getOrCreateContext();
        gate.future().onComplete(open -> context.runOnContext(ignored -> passed.complete()));
        return passed.future();
    }
}
