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
import java.util.function.Consumer;

import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.OwnedPosition;

/**
 * Where records are delivered to.
 */
@FunctionalInterface
public interface ExportDelivery {

    /**
     * Told once, before the first delivery: the position that deliveries may be written to as finished, in a
     * transaction of their own.
     */
    default void begin(OwnedPosition position) {
    }

    /**
     * Starts to deliver these versions as one unit.
     *
     * @param attempt   1 for the first delivery
     * @param completed to be told from any thread. It heeds what it is told first; what this method throws before that
     *                  is a failure
     */
    void deliver(List<RecordVersion> versions, int attempt, Consumer<DeliveryResult> completed);

    /**
     * The versions that deliveries have made themselves, by linking what they delivered, since this was last asked:
     * they are finished, as the target has all that is in them. What a delivery has made is here before it has
     * completed.
     */
    default List<FinishedVersion> made() {
        return List.of();
    }
}
