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
package org.tenantapi.camel.position;

import java.time.Instant;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Changes out of a small world, so that they meet each other: five records, twenty seconds, three contents.
 */
final class RandomChanges {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private RandomChanges() {
    }

    static Arbitrary<List<PositionChange>> histories() {
        return changes().list().ofMinSize(1).ofMaxSize(40);
    }

    /** With server's clocks that are set back. */
    static Arbitrary<List<PositionChange>> historiesThatGoBack() {
        Arbitrary<PositionChange> back = instants().map(time -> PositionChange.builder().setBack(time).build());
        return Arbitraries.frequencyOf(Tuple.of(9, changes()), Tuple.of(1, back)).list().ofMinSize(1).ofMaxSize(40);
    }

    private static Arbitrary<PositionChange> changes() {
        return Combinators
                .combine(
                        instants().injectNull(0.8), Arbitraries.of("", "a=b&c=d", "name=\u00e4 \n%20").injectNull(0.8),
                        instants().injectNull(0.3), instants().injectNull(0.5), versions().list().ofMaxSize(6),
                        instants().injectNull(0.6), failedRecords().list().ofMaxSize(3), localIds().list().ofMaxSize(3))
                .as((start, filter, mark, horizon, finished, keepFrom, failed, recovered) -> new PositionChange(
                        start, filter, mark, horizon, finished, keepFrom, failed, recovered, null,
                        filter == null ? null : "https://" + filter));
    }

    private static Arbitrary<FinishedVersion> versions() {
        return Combinators
                .combine(Arbitraries.longs().between(0, 4), instants(), Arbitraries.longs().between(0, 2))
                .as((record, time, content) -> new FinishedVersion(
                        new Fingerprint(0, record), time, new Fingerprint(content, -1)));
    }

    private static Arbitrary<FailedRecord> failedRecords() {
        return Combinators
                .combine(
                        localIds(), versions(), Arbitraries.integers().between(1, 10), instants().injectNull(0.3),
                        Arbitraries.of("no such customer", "", "zero \0 and umlaut \u00fc", "x".repeat(5000)))
                .as(FailedRecord::new);
    }

    private static Arbitrary<String> localIds() {
        return Arbitraries.of("a", "b", "0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF", "\u00e9 '\"\\");
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(Arbitraries.integers().between(0, 20), Arbitraries.of(0, 1, 999_999_999))
                .as((seconds, nanos) -> NOON.plusSeconds(seconds).plusNanos(nanos));
    }
}
