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

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a run has to say.
 *
 * @param loadBefore how busy the machine was before it began
 * @param loadAfter  how busy it was in its last minute, with what the run itself did
 */
record Report(String form, int rounds, Instant begin, Duration duration, Machine machine, double loadBefore, double loadAfter,
        List<Plan.Group> groups, Measurements measurements, List<Goal.Verdict> verdicts, List<Stage> stages) {

    /** For JSON: everything, also each single measurement. */
    Map<String, Object> asMap() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("form", form);
        all.put("rounds", rounds);
        all.put("begin", begin.toString());
        all.put("seconds", duration.toSeconds());
        all.put("machine", machine);
        all.put("loadBefore", loadBefore);
        all.put("loadAfter", loadAfter);
        all.put("goals", verdicts.stream().map(Report::asMap).toList());
        all.put("ways", measurements.all().entrySet().stream().map(way -> asMap(way.getKey(), way.getValue())).toList());
        all.put("stages", stages);
        return all;
    }

    private static Map<String, Object> asMap(Goal.Verdict verdict) {
        Map<String, Object> goal = new LinkedHashMap<>();
        goal.put("goal", verdict.goal().text());
        goal.put("limit", verdict.goal().limit());
        goal.put("of", verdict.goal().of());
        goal.put("wall", verdict.wall());
        goal.put("cpu", verdict.cpu());
        goal.put("met", verdict.met());
        return goal;
    }

    private static Map<String, Object> asMap(Contender contender, List<Cost> costs) {
        Map<String, Object> way = new LinkedHashMap<>();
        way.put("way", contender.way());
        way.put("title", contender.title());
        way.put("records", contender.records());
        way.put("passes", contender.passes());
        way.put("heap", contender.heap());
        way.put("costs", costs);
        return way;
    }
}
