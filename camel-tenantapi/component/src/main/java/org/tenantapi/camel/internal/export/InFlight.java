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
package org.tenantapi.camel.internal.export;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.status.Outcome;

/**
 * The deliveries that have not been settled yet. Any thread completes a delivery; only the polling thread starts and
 * settles them, which is why nothing else of the export needs a lock.
 */
final class InFlight {

    private static final DeliveryResult DROPPED = new DeliveryResult.Failed(
            new IllegalStateException(
                    "The route dropped the exchange without completing it, as a seda with discardWhenFull=true does when it is full: set blockWhenFull=true there"));

    /** A delivery that has completed. */
    record Completed(Delivery delivery, DeliveryResult result) {

        boolean isSuccess() {
            return outcome() != Outcome.FAILED;
        }

        /** Which of the versions of a batch is a duplicate is not known: then all have failed. */
        Outcome outcome() {
            if (result instanceof DeliveryResult.Delivered || result instanceof DeliveryResult.Linked) {
                return Outcome.DELIVERED;
            }
            return result instanceof DeliveryResult.Duplicate && delivery.isOfOne() ? Outcome.DUPLICATE : Outcome.FAILED;
        }

        /** A stop broke it off, which says nothing of the record. */
        boolean isAborted() {
            return result instanceof DeliveryResult.Aborted;
        }
    }

    /** A delivery whose completion can be collected as garbage as soon as the route has lost it. */
    private record Started(Delivery delivery, WeakReference<Completion> completion) {
    }

    private final Set<String> records = new HashSet<>();
    private final List<Started> started = new ArrayList<>();
    private int versions;
    /** those that have completed, the first one first, each with the one after it */
    private @Nullable Completion first;
    private @Nullable Completion last;

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

    /** Starts the delivery. What its start throws is the failure of this delivery. */
    void start(ExportDelivery target, Delivery delivery) {
        Completion completion = new Completion(delivery);
        delivery.versions().forEach(version -> records.add(version.localId()));
        started.add(new Started(delivery, new WeakReference<>(completion)));
        versions += delivery.versions().size();
        deliver(target, delivery, completion);
    }

    private static void deliver(ExportDelivery target, Delivery delivery, Consumer<DeliveryResult> completion) {
        try {
            target.deliver(delivery.versions(), delivery.attempt(), completion);
        } catch (Throwable e) {
            completion.accept(DeliveryResult.Failed.with(e));
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
     * The next delivery that has completed, if there is one. An interrupted thread can settle as well: that is how an
     * export which is being stopped commits what was done.
     */
    @Nullable
    Completed settleNow() {
        Completion next = take();
        return next == null ? null : settled(next.delivery, Objects.requireNonNull(next.result));
    }

    private Completed settled(Delivery delivery, DeliveryResult result) {
        started.removeIf(other -> other.delivery() == delivery);
        versions -= delivery.versions().size();
        delivery.versions().forEach(version -> records.remove(version.localId()));
        return new Completed(delivery, result);
    }

    /**
     * The next delivery that completes, or is found to have been dropped, if there is one within that time.
     */
    @Nullable
    Completed settle(long timeoutMillis) throws InterruptedException {
        Delivery dropped = dropped();
        if (dropped == null) {
            awaitCompletion(timeoutMillis);
        }
        Completed next = settleNow();
        return next == null && dropped != null ? settled(dropped, DROPPED) : next;
    }

    /** A completion that has been told is referred to here, so that it is not among these. */
    private @Nullable Delivery dropped() {
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

    private synchronized @Nullable Completion take() {
        Completion next = first;
        if (next != null) {
            first = next.after;
            last = first == null ? null : last;
        }
        return next;
    }

    private synchronized void completed(Completion completion, DeliveryResult result) {
        if (completion.result != null) {
            return;
        }
        completion.result = result;
        if (last == null) {
            first = completion;
        } else {
            last.after = completion;
        }
        last = completion;
        notifyAll();
    }

    /** It takes no memory to complete a delivery: one that ends because there is none ends all the same. */
    private final class Completion implements Consumer<DeliveryResult> {

        private final Delivery delivery;
        /** once it is told */
        private @Nullable DeliveryResult result;
        private @Nullable Completion after;

        private Completion(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public void accept(DeliveryResult told) {
            completed(this, Objects.requireNonNull(told));
        }
    }
}
