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

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The deliveries that have not been settled yet. Any thread completes a delivery; only the polling thread starts and
 * settles them, which is why nothing else of the export needs a lock.
 */
final class InFlight {

    /**
     * A delivery that has completed.
     *
     * @param passage where its versions come from; null when a failed record was tried again
     * @param places  of its versions in the passage
     * @param error   null for success
     */
    record Completed(List<RecordVersion> versions, Passage passage, List<Integer> places, int attempt, Throwable error) {
    }

    private final BlockingQueue<Completed> completed = new LinkedBlockingQueue<>();
    private final Set<String> records = new HashSet<>();
    private int count;

    /**
     * Whether a delivery of these may start. Two versions of one record are never in flight at once, because nobody
     * knows which of them would be processed last: an answer may hold both when the record changed while it was listed.
     */
    boolean hasRoomFor(List<RecordVersion> versions, int maxInFlight) {
        if (count == 0) {
            return true;
        }
        return count < maxInFlight && versions.stream().map(RecordVersion::localId).noneMatch(records::contains);
    }

    void start(ExportDelivery delivery, List<RecordVersion> versions, Passage passage, List<Integer> places, int attempt) {
        count++;
        versions.forEach(version -> records.add(version.localId()));
        delivery.deliver(versions, attempt,
                error -> completed.add(new Completed(versions, passage, places, attempt, error)));
    }

    int count() {
        return count;
    }

    /**
     * The next delivery that has completed; null if there is none yet. An interrupted thread can settle as well: that
     * is how an export which is being stopped commits what was done.
     */
    Completed settleNow() {
        return settled(completed.poll());
    }

    /**
     * The next delivery that completes; null if there is none within that time.
     */
    Completed settle(long timeoutMillis) throws InterruptedException {
        return settled(completed.poll(timeoutMillis, TimeUnit.MILLISECONDS));
    }

    private Completed settled(Completed next) {
        if (next != null) {
            count--;
            next.versions().forEach(version -> records.remove(version.localId()));
        }
        return next;
    }
}
