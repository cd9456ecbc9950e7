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
package org.tenantapi.camel.testkit;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One entry of a tenant's event history.
 *
 * @param connectionId which connection reported it
 * @param at           when it came, by the simulator's clock
 * @param event        what it said; a copy to look into
 */
public record LoggedEvent(String connectionId, Instant at, ObjectNode event) {

    @Override
    public ObjectNode event() {
        return event.deepCopy();
    }
}
