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

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

import org.tenantapi.camel.internal.export.ExportSource;
import org.tenantapi.camel.internal.export.Fetch;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionStore;

/**
 * The operation that sets the mark of a stopped export.
 */
public final class MarkReset {

    private final PositionStore store;
    private final String positionKey;
    private final ExportSource source;

    /**
     * @param source is asked how many records come
     */
    public MarkReset(PositionStore store, String positionKey, ExportSource source) {
        this.store = store;
        this.positionKey = positionKey;
        this.source = source;
    }

    /**
     * @return                          what has changed, in a sentence
     * @throws IllegalArgumentException if the text is not an instant, or the export has never begun
     */
    public String to(String instant) {
        Instant mark = instant(instant);
        try (OwnedPosition owned = store.open(positionKey)) {
            if (owned.position().isNew()) {
                throw new IllegalArgumentException(
                        "The export of " + positionKey + " has never begun: set startFrom instead");
            }
            Instant before = owned.position().mark();
            owned.reset(mark);
            return "The mark was " + (before == null ? "not set" : before) + " and is " + mark + " now. " + howMany(mark);
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not an instant such as 2026-11-01T00:00:00Z", e);
        }
    }

    private String howMany(Instant mark) {
        try (Fetch fetch = source.fetch(mark)) {
            int count = 0;
            while (fetch.records().next()) {
                count++;
            }
            return "At the next start " + count + (count == 1 ? " record comes" : " records come")
                   + " that the server has modified since.";
        } catch (IOException | RuntimeException e) {
            return "How many records come at the next start is not known: " + e.getMessage();
        }
    }
}
