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
package org.tenantapi.camel.proof;

import java.util.concurrent.locks.LockSupport;

/**
 * Completes deliveries while the export waits for them, and only then: so that their order follows from the seed.
 */
final class Completer {

    private static final long PAUSE_NANOS = 20_000;

    private final Thread thread;
    private volatile boolean closed;

    /** @param exporting the thread that polls */
    Completer(ObservedRoute route, Thread exporting) {
        this.thread = new Thread(() -> {
            while (!closed) {
                if (exporting.getState() == Thread.State.TIMED_WAITING) {
                    route.completeOne();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }, "completer");
        thread.setDaemon(true);
        thread.start();
    }

    void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
