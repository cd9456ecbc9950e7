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
package org.tenantapi.camel.export;

import java.util.List;

/**
 * Versions that are delivered as one unit.
 *
 * @param places  of the versions in the passage
 * @param passage where they come from; null when a failed record is tried again
 * @param attempt 1 for the first delivery
 */
record Delivery(List<RecordVersion> versions, List<Integer> places, Passage passage, int attempt) {

    /** Another attempt at a record that has failed. */
    static Delivery again(RecordVersion version, int attempt) {
        return new Delivery(List.of(version), List.of(), null, attempt);
    }
}
