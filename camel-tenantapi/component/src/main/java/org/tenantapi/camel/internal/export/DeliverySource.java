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
package org.tenantapi.camel.internal.export;

import java.util.List;

import org.tenantapi.camel.position.FinishedVersion;

/**
 * Where the versions of a delivery come from. It knows what the end of a delivery means there.
 */
sealed interface DeliverySource permits SnapshotCursor, Retry {

    /** How many of these versions became visible only after a poll that could have shown them. */
    int late(List<RecordVersion> versions);

    /** This version was delivered. */
    void delivered(RecordVersion version);

    /** By which version a record is known to have failed, whose delivery as this one has. */
    FinishedVersion failedAs(RecordVersion version);

    /** What was delivered from these places has succeeded or failed, and is accounted for. */
    void settle(List<Integer> places);

    /** A delivery was aborted, and its places stay unsettled. */
    void abort();
}
