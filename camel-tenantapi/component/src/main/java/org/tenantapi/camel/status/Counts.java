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
package org.tenantapi.camel.status;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * How many records have which outcome. They add up: no record is without one, so considered = delivered + failed +
 * ignored, always. Immutable.
 */
public final class Counts {

    /** Before the first record. */
    public static final Counts NONE = new Counts(new long[Outcome.values().length]);

    /** by the ordinals of the outcomes */
    private final long[] numbers;

    private Counts(long[] numbers) {
        this.numbers = numbers;
    }

    /**
     * As many of each outcome as this tells.
     */
    public static Counts of(ToLongFunction<Outcome> numbers) {
        return new Counts(Arrays.stream(Outcome.values()).mapToLong(numbers).toArray());
    }

    /** The number of records with this outcome. */
    public long of(Outcome outcome) {
        return numbers[outcome.ordinal()];
    }

    /** All records that have an outcome. */
    public long considered() {
        return sum(outcome -> true);
    }

    /** Records that arrived: those that a route processed, those that were sent and are in the Tenant. */
    public long delivered() {
        return sum(outcome -> outcome.kind() == Outcome.Kind.DELIVERED);
    }

    /** Records that did not arrive, or are not known to have. */
    public long failed() {
        return sum(outcome -> outcome.kind() == Outcome.Kind.FAILED);
    }

    /** Records that there was a good reason not to deliver. */
    public long ignored() {
        return sum(outcome -> outcome.kind() == Outcome.Kind.IGNORED);
    }

    private long sum(Predicate<Outcome> which) {
        return Arrays.stream(Outcome.values()).filter(which).mapToLong(this::of).sum();
    }

    /** With one record more. */
    public Counts plusOne(Outcome outcome) {
        long[] sums = numbers.clone();
        sums[outcome.ordinal()]++;
        return new Counts(sums);
    }

    /** Both together. */
    public Counts plus(Counts other) {
        return of(outcome -> of(outcome) + other.of(outcome));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counts counts && Arrays.equals(numbers, counts.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    /** For a log: {@code 5 considered, 2 created, 1 updated, 2 rejected}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(considered()).append(" considered");
        for (Outcome outcome : Outcome.values()) {
            if (of(outcome) > 0) {
                text.append(", ").append(of(outcome)).append(' ').append(outcome.label());
            }
        }
        return text.toString();
    }
}
