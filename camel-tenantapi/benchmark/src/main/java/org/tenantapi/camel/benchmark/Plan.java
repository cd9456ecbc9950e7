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
import java.util.List;
import java.util.regex.Pattern;

import static org.tenantapi.camel.benchmark.Contender.ROOMY;
import static org.tenantapi.camel.benchmark.Goal.Of.BOTH;
import static org.tenantapi.camel.benchmark.Goal.Of.CPU;
import static org.tenantapi.camel.benchmark.Goal.Of.WALL;

/**
 * What is measured against what, and what is promised.
 *
 * @param name   of the form
 * @param rounds how often each contender is measured, each time in a process of its own
 * @param groups of contenders that are measured in turn
 * @param orders the most that one answer holds
 * @param stages how the stages are measured one by one; null for not at all
 */
record Plan(String name, int rounds, List<Group> groups, List<Goal> goals, int orders, Stages stages) {

    /** Contenders that are measured in turn. */
    record Group(String title, String unit, List<Contender> contenders) {
    }

    /** How often the stages are measured, after as many times to warm up, and for how long each time. */
    record Stages(int iterations, int millis) {
    }

    /** How much there is to do. */
    private record Size(int rounds, int warmUpSeconds, int exports, int huge, int imports, int slowImports, int polls,
            int consumers) {

        Contender contender(WayName way, int records) {
            return new Contender(way, records, 1, warmUpSeconds, ROOMY);
        }
    }

    static Plan full() {
        return of("full", new Size(7, 4, 100_000, 1_000_000, 20_000, 4000, 20_000, 500), new Stages(3, 1000));
    }

    /** For a look, in a few minutes: nothing of it is to be quoted. */
    static Plan shortForm() {
        return of("short", new Size(3, 1, 30_000, 100_000, 3000, 1000, 3000, 100), new Stages(3, 300));
    }

    /**
     * Less of it: the groups whose title this finds; the stages if it finds "stages".
     */
    Plan only(Pattern pattern) {
        return new Plan(
                name, rounds, groups.stream().filter(group -> pattern.matcher(group.title()).find()).toList(), goals, orders,
                pattern.matcher("stages").find() ? stages : null);
    }

    private static Plan of(String name, Size size, Stages stages) {
        List<Group> groups = new ArrayList<>();
        List<Goal> goals = new ArrayList<>();
        exports(size, groups, goals);
        heap(size, groups, goals);
        imports(size, groups, goals);
        idle(size, groups, goals);
        return new Plan(name, size.rounds, groups, goals, Math.max(size.exports, size.huge), stages);
    }

    private static void exports(Size size, List<Group> groups, List<Goal> goals) {
        Contender usual = size.contender(WayName.EXPORT_USUAL, size.exports);
        Contender streaming = size.contender(WayName.EXPORT_STREAMING, size.exports);
        Contender streamingMap = size.contender(WayName.EXPORT_STREAMING_MAP, size.exports);
        Contender plain = size.contender(WayName.EXPORT_PLAIN, size.exports);
        Contender floor = size.contender(WayName.EXPORT_FLOOR, size.exports);
        Contender records = size.contender(WayName.EXPORT, size.exports);
        Contender batches = size.contender(WayName.EXPORT_BATCH, size.exports);
        Contender nodes = size.contender(WayName.EXPORT_JSON_NODE, size.exports);
        Contender maps = size.contender(WayName.EXPORT_MAP, size.exports);
        Contender bare = size.contender(WayName.EXPORT_BARE, size.exports);
        groups.add(new Group(
                "Export of %,d orders of 2.1 KB".formatted(size.exports), "us per order",
                List.of(records, batches, bare, floor, nodes, streaming, maps, streamingMap, plain, usual)));
        goals.add(new Goal("export, TenantRecord / usual route", records, usual, 0.20, BOTH));
        goals.add(new Goal("export, TenantRecord / expert's streaming route", records, streaming, 0.60, BOTH));
        goals.add(new Goal("export, TenantRecord / floor", records, floor, 4.5, BOTH));
        goals.add(new Goal("export, batches of 100 / expert's streaming route", batches, streaming, 0.45, BOTH));
        goals.add(new Goal("export, JsonNode / usual route", nodes, usual, 0.40, BOTH));
        goals.add(new Goal("export, JsonNode / expert's streaming route", nodes, streaming, 1.15, BOTH));
        goals.add(new Goal("export, Map / usual route", maps, usual, 0.40, BOTH));
        goals.add(new Goal("export, Map / expert's streaming route", maps, streamingMap, 1.15, BOTH));
        goals.add(new Goal("position, de-duplication, headers, status: with / without", records, bare, 1.15, CPU));
    }

    private static void heap(Size size, List<Group> groups, List<Goal> goals) {
        int few = size.exports / 10;
        Contender small = new Contender(WayName.EXPORT, few, 10, size.warmUpSeconds, "48m");
        Contender large = new Contender(WayName.EXPORT, size.exports, 1, size.warmUpSeconds, "48m");
        Contender huge = new Contender(WayName.EXPORT, size.huge, 1, size.warmUpSeconds, "128m");
        groups.add(new Group("Export in little heap", "us per order", List.of(small, large, huge)));
        goals.add(new Goal("heap 48 MB, per order: %,d / %,d".formatted(size.exports, few), large, small, 1.25, BOTH));
        goals.add(new Goal("heap 128 MB, per order: %,d / %,d".formatted(size.huge, few), huge, small, 1.25, BOTH));
    }

    private static void imports(Size size, List<Group> groups, List<Goal> goals) {
        Contender nodes = size.contender(WayName.IMPORT_JSON_NODE, size.imports);
        Contender bytes = size.contender(WayName.IMPORT_BYTES, size.imports);
        Contender marshal = size.contender(WayName.IMPORT_MARSHAL, size.imports);
        Contender plain = size.contender(WayName.IMPORT_PLAIN, size.imports);
        Contender floor = size.contender(WayName.IMPORT_FLOOR, size.imports);
        groups.add(new Group(
                "Import of %,d orders, one at a time".formatted(size.imports), "us per order",
                List.of(nodes, marshal, plain, bytes, floor)));
        goals.add(new Goal("import, JsonNode / marshal + to(http)", nodes, marshal, 0.90, BOTH));
        goals.add(new Goal("import, JsonNode / HttpClient 5 + Jackson", nodes, plain, 1.10, BOTH));
        goals.add(new Goal("import, bytes / HttpClient 5", bytes, floor, 1.10, BOTH));

        Contender eight = size.contender(WayName.IMPORT_8, size.imports);
        Contender eightMarshal = size.contender(WayName.IMPORT_8_MARSHAL, size.imports);
        Contender eightPlain = size.contender(WayName.IMPORT_8_PLAIN, size.imports);
        Contender eightFloor = size.contender(WayName.IMPORT_8_FLOOR, size.imports);
        groups.add(new Group(
                "Import of %,d orders, 8 in flight".formatted(size.imports), "us per order",
                List.of(eight, eightMarshal, eightPlain, eightFloor)));
        goals.add(new Goal("import, 8 in flight / split parallel + to(http)", eight, eightMarshal, 0.85, BOTH));

        Contender slow8 = size.contender(WayName.IMPORT_LATENCY_8, size.slowImports);
        Contender slow32 = size.contender(WayName.IMPORT_LATENCY_32, size.slowImports);
        groups.add(new Group(
                "Import of %,d orders, the server takes 5 ms for each".formatted(size.slowImports), "us per order",
                List.of(slow32, slow8)));
        goals.add(new Goal("5 ms latency, time with 32 in flight / with 8", slow32, slow8, 1 / 3.6, WALL));
    }

    private static void idle(Size size, List<Group> groups, List<Goal> goals) {
        Contender component = size.contender(WayName.IDLE, size.polls);
        Contender route = size.contender(WayName.IDLE_ROUTE, size.polls);
        Contender floor = size.contender(WayName.IDLE_FLOOR, size.polls);
        groups.add(new Group(
                "%,d polls that find nothing".formatted(size.polls), "us per poll",
                List.of(component, floor, route)));
        goals.add(new Goal("idle poll / bare GET", component, floor, 1.2, BOTH));
        goals.add(new Goal("idle poll / to(http) route", component, route, 0.7, BOTH));

        Contender start = new Contender(WayName.START, 100, 1, 0, ROOMY);
        Contender startRoute = new Contender(WayName.START_ROUTE, 100, 1, 0, ROOMY);
        groups.add(new Group("Start of a process to its first record", "ms", List.of(start, startRoute)));
        goals.add(new Goal("start to first record / to(http) route", start, startRoute, 1.05, BOTH));

        groups.add(
                new Group(
                        "%,d consumers that find nothing for %d s, each polling once a second".formatted(size.consumers,
                                IdleConsumers.SECONDS),
                        "",
                        List.of(
                                new Contender(WayName.IDLE_CONSUMERS, size.consumers, 1, 0, ROOMY),
                                new Contender(WayName.IDLE_CONSUMERS_SHARED, size.consumers, 1, 0, ROOMY))));
    }
}
