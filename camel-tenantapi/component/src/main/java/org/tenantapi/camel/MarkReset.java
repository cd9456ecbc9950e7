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
package org.tenantapi.camel;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

import org.tenantapi.camel.client.RecordReader;
import org.tenantapi.camel.client.Request;
import org.tenantapi.camel.export.ExportSettings;
import org.tenantapi.camel.position.OwnedPosition;

/**
 * Sets the mark of a stopped export.
 */
final class MarkReset {

    private final TenantApiEndpoint endpoint;
    private final ExportSettings settings;

    MarkReset(TenantApiEndpoint endpoint, ExportSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
    }

    /**
     * @return                          what has changed, in a sentence
     * @throws IllegalStateException    if a consumer uses the position
     * @throws IllegalArgumentException if it is no instant, or the export has never begun
     */
    String to(String instant) {
        Instant mark = instant(instant);
        if (endpoint.getComponent().positionClaims().isClaimed(settings.positionKey())) {
            throw new IllegalStateException(
                    "The export of " + settings.positionKey() + " is running: stop its route before its mark is reset");
        }
        try (OwnedPosition owned = endpoint.getComponent().getPositionStore().open(settings.positionKey())) {
            if (owned.position().isNew()) {
                throw new IllegalArgumentException(
                        "The export of " + settings.positionKey() + " has never begun: set startFrom instead");
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
            throw new IllegalArgumentException("'" + text + "' is no instant such as 2026-11-01T00:00:00Z", e);
        }
    }

    private String howMany(Instant mark) {
        Request request = Request.get(endpoint.getConfiguration().getRecordType()).withQuery(endpoint.filter())
                .withQuery(ClientSource.MODIFIED_AT_OR_AFTER, ClientSource.wholeSeconds(mark));
        try (RecordReader records = RecordReader.of(endpoint.pollingClient().execute(request))) {
            int count = 0;
            while (records.next()) {
                count++;
            }
            return "At the next start " + count + (count == 1 ? " record comes" : " records come")
                   + " that the server has modified since.";
        } catch (IOException | RuntimeException e) {
            return "How many records come at the next start is not known: " + e.getMessage();
        }
    }
}
