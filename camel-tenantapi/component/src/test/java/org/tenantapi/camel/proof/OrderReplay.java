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

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tenantapi.camel.testkit.history.PastVersion;

/**
 * The orders that a real webshop took in December 2010, in simulated time, once or month after month again. They are
 * dated to the minute, so that many have the same time; each becomes visible some time within that minute, and one in a
 * hundred up to ten minutes later.
 */
final class OrderReplay {

    static final Duration POLL_INTERVAL = Duration.ofSeconds(30);
    private static final Duration MONTH = Duration.ofDays(31);
    private static final Duration AFTERWARDS = Duration.ofHours(1);
    private static final int LATEST_SECONDS = 600;
    private static final int ONE_LATE_IN = 100;
    private static final String DATA = "/data/webshop-2010-12-orders.json.gz";

    private final List<Arrival> arrivals;
    private int visible;
    private Instant now;

    /** One order becomes visible. */
    record Arrival(String localId, Instant lastModified, String json, Instant visibleAt) {
    }

    /** What polls. */
    @FunctionalInterface
    interface Poller {
        void poll() throws IOException, InterruptedException;
    }

    private OrderReplay(List<Arrival> arrivals) {
        this.arrivals = arrivals;
        this.now = arrivals.get(0).visibleAt().truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * @param months how often the month is lived through, as other orders each time
     */
    static OrderReplay load(int months) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Random random = new Random(2010);
        List<Arrival> arrivals = new ArrayList<>();
        try (InputStream packed = Objects.requireNonNull(OrderReplay.class.getResourceAsStream(DATA), DATA)) {
            JsonNode orders = mapper.readTree(new GZIPInputStream(packed));
            for (int month = 0; month < months; month++) {
                for (JsonNode order : orders) {
                    arrivals.add(arrival(order.deepCopy(), month, random));
                }
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::visibleAt));
        return new OrderReplay(arrivals);
    }

    private static Arrival arrival(ObjectNode order, int month, Random random) {
        Instant minute = Instant.parse(order.get("lastModified").asText()).truncatedTo(ChronoUnit.MINUTES)
                .plus(MONTH.multipliedBy(month));
        String localId = month == 0 ? order.get("localId").asText() : order.get("localId").asText() + "-" + month;
        String json = order.put("localId", localId).put("lastModified", minute.toString()).toString();
        long delay = random.nextInt(60) + (random.nextInt(ONE_LATE_IN) == 0 ? 1 + random.nextInt(LATEST_SECONDS) : 0);
        return new Arrival(localId, minute, json, minute.plusSeconds(delay));
    }

    Instant now() {
        return now;
    }

    List<PastVersion> history() {
        return arrivals.stream().map(arrival -> new PastVersion(arrival.json(), arrival.visibleAt())).toList();
    }

    /** What the server shows now of what was modified at this time or after it; null for all. */
    List<Arrival> list(Instant modifiedAtOrAfter) {
        List<Arrival> listed = new ArrayList<>();
        for (int latest = visible - 1; latest >= 0; latest--) {
            Arrival arrival = arrivals.get(latest);
            if (modifiedAtOrAfter != null && arrival.visibleAt().isBefore(modifiedAtOrAfter)) {
                // none is visible before it was modified, so the rest is older than asked for
                break;
            }
            if (modifiedAtOrAfter == null || !arrival.lastModified().isBefore(modifiedAtOrAfter)) {
                listed.add(arrival);
            }
        }
        return listed;
    }

    /** Lets the time pass. */
    void run(Poller poller) throws IOException, InterruptedException {
        Instant end = arrivals.get(arrivals.size() - 1).visibleAt().plus(AFTERWARDS);
        for (; now.isBefore(end); now = now.plus(POLL_INTERVAL)) {
            while (visible < arrivals.size() && !arrivals.get(visible).visibleAt().isAfter(now)) {
                visible++;
            }
            poller.poll();
        }
    }
}
