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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.SimulatorClock;

/**
 * Takes orders on a thread of its own and changes some of them, often twice within a second; some are seen late.
 */
final class BusyTenant implements AutoCloseable {

    private static final int MAX_SECONDS_LATE = 5;

    private final SimulatedTenant tenant;
    private final SimulatorClock clock;
    private final Random random = new Random(1);
    private final List<String> localIds = new ArrayList<>();
    private final Semaphore allowed = new Semaphore(0);
    private final Thread thread = new Thread(this::work, "busy-tenant");
    private volatile Instant allVisibleFrom = Instant.MIN;
    private int writes;

    BusyTenant(SimulatedTenant tenant, SimulatorClock clock) {
        this.tenant = tenant;
        this.clock = clock;
        thread.start();
    }

    /** Lets it write so many versions more. */
    void write(int more) {
        allowed.release(more);
    }

    /** Whether it has written all of them, and a poll can see them all. */
    boolean isDone() {
        return allowed.availablePermits() == 0 && thread.getState() == Thread.State.WAITING
                && !clock.now().isBefore(allVisibleFrom);
    }

    private void work() {
        try {
            while (true) {
                allowed.acquire();
                writeOne();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void writeOne() {
        writes++;
        int kind = random.nextInt(100);
        if (kind < 30 && !localIds.isEmpty()) {
            String localId = localIds.get(localIds.size() - 1 - random.nextInt(Math.min(50, localIds.size())));
            tenant.put("order", "{\"localId\":\"%s\",\"orderStatus\":\"change %d\"}".formatted(localId, writes));
        } else if (kind == 99) {
            Instant now = clock.second();
            Instant visibleAt = now.plus(Duration.ofSeconds(random.nextInt(MAX_SECONDS_LATE)));
            tenant.putLate("order", "{\"orderStatus\":\"late %d\"}".formatted(writes), now, visibleAt);
            allVisibleFrom = visibleAt.isAfter(allVisibleFrom) ? visibleAt : allVisibleFrom;
        } else {
            localIds.add(tenant.put("order", "{\"orderStatus\":\"new %d\"}".formatted(writes)));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
