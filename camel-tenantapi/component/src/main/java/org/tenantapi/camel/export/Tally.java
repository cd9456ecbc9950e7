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

import java.time.Instant;

/**
 * The counts of the poll in progress.
 */
final class Tally {

    int messages;
    int delivered;
    int failed;
    int duplicates;
    int older;
    int waiting;
    int ownWrites;
    int late;

    Transfer transfer(Instant startTime, Instant endTime) {
        int ignored = duplicates + older + waiting + ownWrites;
        return new Transfer(
                startTime, endTime, messages, delivered + failed + ignored, delivered, failed, ignored, duplicates, older,
                waiting, ownWrites, late);
    }
}
