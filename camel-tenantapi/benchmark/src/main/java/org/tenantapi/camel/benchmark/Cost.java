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
 * What a pass took.
 *
 * @param wallMillis  by the clock
 * @param cpuMillis   of all threads of the process, those of the virtual machine included
 * @param heapMb      the most that was in use right after a collection of garbage, or after one at the end
 * @param residentMb  what the process has in memory at the end; 0 where the system does not say
 * @param liveThreads at the end
 */
record Cost(double wallMillis, double cpuMillis, double heapMb, double residentMb, int liveThreads) {
}
