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

import java.time.Duration;
import java.util.Objects;

import org.tenantapi.camel.export.FailurePolicy;

/**
 * How one export works.
 *
 * @param positionKey    names its position
 * @param startFrom      where it begins when it has no position yet
 * @param filter         the extra query parameters it asks with, as one text; empty for none
 * @param spoolThreshold bytes of one answer that are held on the heap; beyond it they go to a file
 */
public record ExportSettings(String positionKey, StartFrom startFrom, String filter, Window window, Pace pace,
        FailureHandling failures, int spoolThreshold) {

    public ExportSettings {
        Objects.requireNonNull(positionKey, "positionKey");
        Objects.requireNonNull(startFrom, "startFrom");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(failures, "failures");
        requireAtLeast("spoolThreshold", spoolThreshold, 0);
    }

    /**
     * How far back it reads and remembers.
     *
     * @param overlap          how far behind the horizon each poll reads again; a second at least
     * @param historyRetention how far behind the horizon finished versions are remembered, where that is further than
     *                         the overlap
     */
    public record Window(Duration overlap, Duration historyRetention) {

        private static final Duration MIN_OVERLAP = Duration.ofSeconds(1);

        public Window {
            requireAtLeast("overlap (milliseconds)", overlap.toMillis(), 0);
            // the server's times are whole seconds: what it lists at the beginning of one is not all of it
            overlap = overlap.compareTo(MIN_OVERLAP) < 0 ? MIN_OVERLAP : overlap;
            requireAtLeast("historyRetention (milliseconds)", historyRetention.toMillis(), 0);
        }

        /** How far behind the horizon finished versions are remembered. */
        Duration memory() {
            return historyRetention.compareTo(overlap) > 0 ? historyRetention : overlap;
        }
    }

    /**
     * How much it delivers at a time.
     *
     * @param batchSize          records in one delivery, at least 1
     * @param maxInFlight        deliveries at a time, at least 1
     * @param maxMessagesPerPoll deliveries in one poll; 0 for no limit
     */
    public record Pace(int batchSize, int maxInFlight, int maxMessagesPerPoll) {

        public Pace {
            requireAtLeast("batchSize", batchSize, 1);
            requireAtLeast("maxInFlight", maxInFlight, 1);
            requireAtLeast("maxMessagesPerPoll", maxMessagesPerPoll, 0);
        }
    }

    /**
     * What becomes of records whose delivery fails.
     *
     * @param maxAttempts deliveries of one version before it goes into quarantine, at least 1
     * @param retryDelay  from a failed delivery to the next attempt
     * @param maxFailed   with more failed records than this nothing new is exported
     */
    public record FailureHandling(FailurePolicy onFailure, int maxAttempts, Duration retryDelay, int maxFailed) {

        public FailureHandling {
            Objects.requireNonNull(onFailure, "onFailure");
            requireAtLeast("maxAttempts", maxAttempts, 1);
            requireAtLeast("retryDelay (milliseconds)", retryDelay.toMillis(), 0);
            requireAtLeast("maxFailed", maxFailed, 0);
        }
    }

    private static void requireAtLeast(String option, long value, long minimum) {
        if (value < minimum) {
            throw new IllegalArgumentException(option + " must be at least " + minimum + ", not " + value);
        }
    }
}
