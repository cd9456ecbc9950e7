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

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The process in which one way is measured once: it warms up, does its pass and prints what that took.
 */
public final class WayProcess {

    static final String RESULT = "measured ";

    private WayProcess() {
    }

    /**
     * @param args name of the way, port of the server, directory, records of a pass, passes, records of a pass to warm
     *             up, seconds to warm up, when this process was asked for in milliseconds since 1970
     */
    public static void main(String[] args) throws Exception {
        WayName name = WayName.valueOf(args[0]);
        Work work = new Work(Integer.parseInt(args[1]), Integer.parseInt(args[3]), Path.of(args[2]), false);
        Meter meter = new Meter();
        int warmUpSeconds = Integer.parseInt(args[6]);
        if (warmUpSeconds > 0) {
            try (Way way = name.open(work.toWarmUp(Integer.parseInt(args[5])))) {
                warmUp(way, TimeUnit.SECONDS.toNanos(warmUpSeconds));
            }
        }
        Way way = name.open(work);
        Cost cost = name.isStart() ? start(way, Long.parseLong(args[7])) : meter.measure(way, Integer.parseInt(args[4]));
        System.out.println(RESULT + new JsonMapper().writeValueAsString(cost));
        System.out.flush();
        // an orderly end takes its time, and is not needed
        Runtime.getRuntime().halt(0);
    }

    /** By time, as it is time that the compiler needs. */
    private static void warmUp(Way way, long nanos) throws Exception {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            way.prepare();
            way.pass();
        }
    }

    /** The start of the virtual machine belongs to it. */
    private static Cost start(Way way, long since) throws Exception {
        way.pass();
        return new Cost(System.currentTimeMillis() - since, Meter.cpuMillis(), 0, 0, 0);
    }
}
