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
package org.tenantapi.camel.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was measured, round by round.
 */
final class Measurements {

    private final Map<Contender, List<Cost>> costs = new LinkedHashMap<>();

    void add(Contender contender, Cost cost) {
        costs.computeIfAbsent(contender, any -> new ArrayList<>()).add(cost);
    }

    Map<Contender, List<Cost>> all() {
        return costs;
    }

    /** By the clock, as {@link Contender#each} counts. */
    Summary wall(Contender contender) {
        return of(contender, cost -> contender.each(cost.wallMillis()));
    }

    /** Of the processors, as {@link Contender#each} counts. */
    Summary cpu(Contender contender) {
        return of(contender, cost -> contender.each(cost.cpuMillis()));
    }

    Summary of(Contender contender, ToDoubleFunction<Cost> value) {
        return Summary.of(costs.get(contender).stream().mapToDouble(value));
    }

    /** Pair by pair: what one took in a round by what the other took in the same round. */
    Summary ratio(Contender one, Contender other, ToDoubleFunction<Cost> millis) {
        List<Cost> ones = costs.get(one);
        List<Cost> others = costs.get(other);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(ones.size(), others.size()); round++) {
            ratios.add(one.each(millis.applyAsDouble(ones.get(round))) / other.each(millis.applyAsDouble(others.get(round))));
        }
        return Summary.of(ratios.stream().mapToDouble(Double::doubleValue));
    }
}
