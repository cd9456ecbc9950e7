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

/**
 * A promise: what one way takes is at most so many times what another one takes.
 *
 * @param limit the ratio that is promised
 */
record Goal(String text, Contender one, Contender other, double limit, Of of) {

    /** Of which time it is promised. */
    enum Of {
        BOTH,
        CPU,
        WALL
    }

    /** Whether both ways have been measured. */
    boolean isOf(Measurements measurements) {
        return measurements.all().containsKey(one) && measurements.all().containsKey(other);
    }

    Verdict judge(Measurements measurements) {
        Summary wall = measurements.ratio(one, other, Cost::wallMillis);
        Summary cpu = measurements.ratio(one, other, Cost::cpuMillis);
        boolean met = (of == Of.CPU || wall.median() <= limit) && (of == Of.WALL || cpu.median() <= limit);
        return new Verdict(this, wall, cpu, met);
    }

    /** What was measured, and whether the median keeps the promise. */
    record Verdict(Goal goal, Summary wall, Summary cpu, boolean met) {
    }
}
