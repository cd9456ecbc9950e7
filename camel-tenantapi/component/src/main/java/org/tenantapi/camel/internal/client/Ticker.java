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

import java.time.Instant;
import java.util.concurrent.locks.Condition;

/**
 * A clock, and waiting by it. A test has its own.
 */
interface Ticker {

    /** The time of the machine. */
    Ticker SYSTEM = new Ticker() {

        private final long origin = System.nanoTime();

        @Override
        public long nanos() {
            return System.nanoTime() - origin;
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void await(Condition changed, long nanos) throws InterruptedException {
            // the waiting thread looks at the time again
            changed.awaitNanos(nanos);
        }
    };

    /** Time since some instant, never backwards. */
    long nanos();

    Instant now();

    /** Waits until the condition is signalled, or so much time has passed, or sooner. */
    void await(Condition changed, long nanos) throws InterruptedException;
}
