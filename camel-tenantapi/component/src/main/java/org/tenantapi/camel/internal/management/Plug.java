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
package org.tenantapi.camel.internal.management;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.status.Direction;
import org.tenantapi.camel.status.PlugStatus;

/**
 * A Plug of a Connection, as every outlet shows it: health check, meters, developer console, JMX and log. Its
 * {@code toString} names it in a log and in messages.
 */
public interface Plug {

    Direction direction();

    /** Such as {@code OrderExport}. */
    String name();

    String tenant();

    String connectionId();

    /** The key that the position is stored under; an import has none. */
    default @Nullable String positionKey() {
        return null;
    }

    /** The route that the Plug is in; there is not one of an import, whose producers may be in several. */
    default @Nullable String routeId() {
        return null;
    }

    /** How many polls in a row have failed, as Camel counts them; an import does not poll. */
    default @Nullable Long errorCounter() {
        return null;
    }

    /** What it is doing and has done. Never waits for a transfer in progress. */
    PlugStatus status();

    /**
     * What keeps it from working and what to do about that; empty when all is well. Nothing is asked of the server.
     *
     * @param status which is shown together with the answer, so that the two cannot contradict each other
     */
    Optional<String> problem(PlugStatus status);

    /** Whether the server has answered the Plug, where it asks the server of its own accord. */
    default boolean isReady(PlugStatus status) {
        return true;
    }
}
