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
package org.tenantapi.camel.export;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The deliveries that have not been settled yet. Any thread completes a delivery; only the polling thread starts and
 * settles them, which is why nothing else of the export needs a lock.
 */
final class InFlight {

    /**
     * A delivery that has completed.
     *
     * @param error null for success
     */
    record Completed(Delivery delivery, Throwable error) {

        boolean isSuccess() {
            return error == null;
        }

        /** A stop broke it off, which says nothing of the record. */
        boolean isAborted() {
            return error instanceof DeliveryAbortedException;
        }
    }

    /** A delivery whose completion can be collected as garbage as soon as the route has lost it. */
    private record Started(Delivery delivery, WeakReference<Completion> completion) {
    }

    private final Set<String> records = new HashSet<>();
    private final List<Started> started = new ArrayList<>();
    private int versions;
    /** those that have completed, the first one first, each with the one after it */
    private Completion first;
    private Completion last;

    /**
     * Whether a delivery of these may start. Two versions of one record are never in flight at once, because their
     * order of processing would be open: an answer may hold both when the record changed while it was listed.
     */
    boolean hasRoomFor(List<RecordVersion> next, int maxInFlight) {
        if (started.isEmpty()) {
            return true;
        }
        return count() < maxInFlight && next.stream().map(RecordVersion::localId).noneMatch(records::contains);
    }

    /** Starts the delivery. Whatever its start throws is the failure of this delivery. */
    void start(ExportDelivery target, Delivery delivery) {
        Completion completion = new Completion(delivery);
        delivery.versions().forEach(version -> records.add(version.localId()));
        started.add(new Started(delivery, new WeakReference<>(completion)));
        versions += delivery.versions().size();
        deliver(target, delivery, completion);
    }

    private static void deliver(ExportDelivery target, Delivery delivery, Consumer<Throwable> completion) {
        try {
            target.deliver(delivery.versions(), delivery.attempt(), completion);
        } catch (Throwable e) {
            completion.accept(e);
        }
    }

    int count() {
        return started.size();
    }

    /** How many versions are in these deliveries. */
    int versions() {
        return versions;
    }

    /**
     * The next delivery that has completed; null if there is none yet. An interrupted thread can settle as well: that
     * is how an export which is being stopped commits what was done.
     */
    Completed settleNow() {
        Completion next = take();
        return next == null ? null : settled(next.delivery, next.error);
    }

    private Completed settled(Delivery delivery, Throwable error) {
        started.removeIf(other -> other.delivery() == delivery);
        versions -= delivery.versions().size();
        delivery.versions().forEach(version -> records.remove(version.localId()));
        return new Completed(delivery, error);
    }

    /**
     * The next delivery that completes, or is found to have been dropped; null if there is none within that time.
     */
    Completed settle(long timeoutMillis) throws InterruptedException {
        Delivery dropped = dropped();
        if (dropped == null) {
            awaitCompletion(timeoutMillis);
        }
        Completed next = settleNow();
        return next == null && dropped != null ? settled(dropped, new DeliveryDroppedException()) : next;
    }

    /** A completion that has been told is referred to here, so that it is not among these. */
    private Delivery dropped() {
        for (Started one : started) {
            if (one.completion().refersTo(null)) {
                return one.delivery();
            }
        }
        return null;
    }

    private synchronized void awaitCompletion(long timeoutMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        for (long left = deadline - System.nanoTime(); first == null && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized Completion take() {
        Completion next = first;
        if (next != null) {
            first = next.after;
            last = first == null ? null : last;
        }
        return next;
    }

    private synchronized void completed(Completion completion, Throwable error) {
        if (completion.isTold) {
            return;
        }
        completion.isTold = true;
        completion.error = error;
        if (last == null) {
            first = completion;
        } else {
            last.after = completion;
        }
        last = completion;
        notifyAll();
    }

    /** It takes no memory to complete a delivery: one that ends because there is none ends all the same. */
    private final class Completion implements Consumer<Throwable> {

        private final Delivery delivery;
        private boolean isTold;
        private Throwable error;
        private Completion after;

        private Completion(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public void accept(Throwable outcome) {
            completed(this, outcome);
        }
    }
}
