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

/**
 * An export that neither remembers nor checks anything.
 */
public final class BareExport {

    private BareExport() {
    }

    public static void run(Fetch fetch, int spoolThreshold, Delivery delivery) throws Exception {
        try (Snapshot snapshot = Snapshot.take(fetch, spoolThreshold, () -> true)) {
            for (int place = 0; place < snapshot.size(); place++) {
                delivery.deliver(snapshot.version(place));
            }
        }
    }

    /** Where the records go. */
    @FunctionalInterface
    public interface Delivery {
        void deliver(RecordVersion version) throws Exception;
    }
}
