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

import java.time.Instant;
import java.util.Set;

import org.tenantapi.camel.proof.OrderReplay.Arrival;

/**
 * How a poller that remembers little finds out what is new. Each of them has been in a connector.
 */
enum NaiveCursor {

    EXCLUSIVE("later than the latest seen") {
        @Override
        boolean wants(Arrival arrival, Memory memory) {
            return memory.latest() == null || arrival.lastModified().isAfter(memory.latest());
        }
    },
    PLUS_ONE_SECOND("from one second after the latest seen") {
        @Override
        Instant askFrom(Memory memory) {
            return memory.latest() == null ? null : memory.latest().plusSeconds(1);
        }
    },
    WALL_CLOCK("from the time of the last poll") {
        @Override
        Instant askFrom(Memory memory) {
            return memory.lastPoll();
        }
    },
    INCLUSIVE("from the latest seen"),
    INCLUSIVE_WITH_IDS("from the latest seen, but no id of that time twice") {
        @Override
        boolean wants(Arrival arrival, Memory memory) {
            return !arrival.lastModified().equals(memory.latest()) || !memory.idsOfLatest().contains(arrival.localId());
        }
    };

    private final String description;

    /**
     * @param latest      the latest lastModified seen; null before the first record
     * @param idsOfLatest the records seen with it
     * @param lastPoll    when it polled before, on a clock that is right; null before the first poll
     */
    record Memory(Instant latest, Set<String> idsOfLatest, Instant lastPoll) {
    }

    NaiveCursor(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    Instant askFrom(Memory memory) {
        return memory.latest();
    }

    boolean wants(Arrival arrival, Memory memory) {
        return true;
    }
}
