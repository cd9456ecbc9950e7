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

import java.util.function.Predicate;

/** A fault that waits for its requests, and counts them. Safe for use by several threads. */
public final class ArmedFault {

    private final String trigger;
    private final Predicate<ReceivedRequest> requests;
    private final Fault fault;
    private int toSkip;
    private int remaining;
    private int hits;

    ArmedFault(String trigger, Predicate<ReceivedRequest> requests, int toSkip, int times, Fault fault) {
        this.trigger = trigger;
        this.requests = requests;
        this.toSkip = toSkip;
        this.remaining = times;
        this.fault = fault;
    }

    /** How many requests it has met. */
    public synchronized int hits() {
        return hits;
    }

    /** Whether it will meet no more requests. */
    public synchronized boolean isSpent() {
        return remaining == 0;
    }

    /** Makes it meet no more requests. */
    public synchronized void disarm() {
        remaining = 0;
    }

    Fault fault() {
        return fault;
    }

    synchronized boolean meets(ReceivedRequest request) {
        if (remaining == 0 || !requests.test(request)) {
            return false;
        }
        if (toSkip > 0) {
            toSkip--;
            return false;
        }
        if (remaining != Integer.MAX_VALUE) {
            remaining--;
        }
        hits++;
        return true;
    }

    @Override
    public synchronized String toString() {
        return trigger + " -> " + fault + ", met " + hits + (remaining == Integer.MAX_VALUE ? "" : ", to come " + remaining);
    }
}
