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
package org.tenantapi.camel.matrix;

import java.util.Arrays;

/** What a test ran in. */
record Environment(String runtime, String camel, String java) implements Comparable<Environment> {

    @Override
    public int compareTo(Environment other) {
        int byRuntime = runtime.compareTo(other.runtime);
        int byCamel = byRuntime != 0 ? byRuntime : Arrays.compare(numbers(camel), numbers(other.camel));
        return byCamel != 0 ? byCamel : Arrays.compare(numbers(java), numbers(other.java));
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\D+")).filter(part -> !part.isEmpty()).mapToInt(Integer::parseInt).toArray();
    }
}
