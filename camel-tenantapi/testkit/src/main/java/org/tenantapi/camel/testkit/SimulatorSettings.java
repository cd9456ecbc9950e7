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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** How the simulated platform behaves where that can be chosen. Safe for use by several threads. */
final class SimulatorSettings {

    private volatile boolean strictNumbers;
    private volatile boolean dateHeader;
    private volatile Optional<RateLimit> rateLimit;
    private volatile ListOrder listOrder;

    /** The order in which a list shows its records. */
    @FunctionalInterface
    interface ListOrder {

        ListOrder AS_CREATED = records -> records;

        List<RecordVersion> apply(List<RecordVersion> records);

        /** Another order for each list, and the same orders in every run. */
        static ListOrder shuffled(long seed) {
            Random random = new Random(seed);
            return records -> {
                List<RecordVersion> shuffled = new ArrayList<>(records);
                Collections.shuffle(shuffled, random);
                return shuffled;
            };
        }
    }

    SimulatorSettings() {
        reset();
    }

    void reset() {
        strictNumbers = true;
        dateHeader = true;
        rateLimit = Optional.empty();
        listOrder = ListOrder.shuffled(0);
    }

    boolean strictNumbers() {
        return strictNumbers;
    }

    void strictNumbers(boolean strict) {
        strictNumbers = strict;
    }

    boolean dateHeader() {
        return dateHeader;
    }

    void dateHeader(boolean sent) {
        dateHeader = sent;
    }

    Optional<RateLimit> rateLimit() {
        return rateLimit;
    }

    void rateLimit(Optional<RateLimit> limit) {
        rateLimit = limit;
    }

    ListOrder listOrder() {
        return listOrder;
    }

    void listOrder(ListOrder order) {
        listOrder = order;
    }
}
