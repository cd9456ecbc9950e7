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
 * A way and what it is given to do.
 *
 * @param records       of a pass
 * @param passes        in one process, of which the mean is taken
 * @param warmUpSeconds for how long it does the same before, at least
 * @param heap          of its process, as the virtual machine takes it after -Xmx
 */
record Contender(WayName way, int records, int passes, int warmUpSeconds, String heap) {

    static final String ROOMY = "2g";
    private static final int MAX_TO_WARM_UP = 5000;

    /** Of a pass to warm up. */
    int warmUpRecords() {
        return Math.min(records, MAX_TO_WARM_UP);
    }

    /**
     * Of a pass that took so many milliseconds: microseconds for each record, or for a start the milliseconds as they
     * are.
     */
    double each(double millis) {
        return way.isStart() ? millis : 1000 * millis / records;
    }

    String title() {
        return way.title() + (heap.equals(ROOMY) ? "" : ", %,d in -Xmx%s".formatted(records, heap));
    }
}
