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

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.tenantapi.camel.internal.export.SeenRecord.Event;
import org.tenantapi.camel.internal.export.SeenRecord.State;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.status.Outcome;

/**
 * An export without position and de-duplication. It counts, and keeps what {@code explain} tells of, as the real one
 * does.
 */
public final class BareExport {

    private final Clock clock = Clock.systemUTC();
    private final Instant begun = clock.instant();
    private final InFlight inFlight = new InFlight();
    private final History history = new History();
    private final Progress progress = new Progress(new MemoryPositionStore().open("bare"), clock, false);
    private final DeliverySource source = SnapshotCursor.none();
    private final ExportDelivery delivery;

    public BareExport(ExportDelivery delivery) {
        this.delivery = delivery;
    }

    public void run(Fetch fetch, int spoolThreshold) throws IOException {
        progress.begin(0);
        try (Snapshot snapshot = Snapshot.take(fetch, null, ContentDigest.WHOLE, spoolThreshold, 0, () -> true)) {
            for (int place = 0; place < snapshot.size(); place++) {
                deliver(new Delivery(List.of(snapshot.version(place)), List.of(place), 1, source));
            }
        }
    }

    private void deliver(Delivery next) {
        progress.start(next.versions().size());
        note(next.versions(), State.IN_FLIGHT);
        inFlight.start(delivery, next);
        InFlight.Completed done = inFlight.settleNow();
        if (done == null || !done.isSuccess()) {
            throw new IllegalStateException(
                    "The route does nothing, and yet it failed: " + (done == null ? null : done.result().error()));
        }
        progress.succeed(Outcome.DELIVERED, next.versions().size(), 0);
        note(next.versions(), State.DELIVERED);
    }

    private void note(List<RecordVersion> versions, State state) {
        Event event = new Event(state, clock.instant(), 1, null);
        versions.forEach(version -> history.note(version, begun, event));
    }
}
