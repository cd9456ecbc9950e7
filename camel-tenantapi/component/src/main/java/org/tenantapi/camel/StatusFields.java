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

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.tenantapi.camel.export.ExportStatus;
import org.tenantapi.camel.export.Transfer;
import org.tenantapi.camel.imports.ImportStatus;
import org.tenantapi.camel.imports.ImportTransfer;

/**
 * The fields of a status by the names that every outlet shows them under, which are the platform's where it has one.
 */
final class StatusFields {

    private StatusFields() {
    }

    /**
     * In the order to show them in. Instants and durations are texts; a field of which nothing is known is missing.
     */
    static Map<String, Object> of(ExportStatus status, Instant now) {
        Map<String, Object> fields = transfers(status.state(), status.throttledUntil(), transfer(status.transfer()),
                transfer(status.lastTransfer()), transfer(status.lastSuccessfulTransfer()));
        put(fields, "mark", status.mark());
        put(fields, "horizon", status.horizon());
        put(fields, "lagSeconds", seconds(status.lag(now)));
        put(fields, "inFlight", status.inFlight());
        put(fields, "failed", status.failed());
        put(fields, "quarantined", status.quarantined());
        put(fields, "total", transfer(status.total()));
        put(fields, "duplicatesDropped", status.total().duplicates());
        put(fields, "ownWritesSkipped", status.total().ownWrites());
        put(fields, "waitingSkipped", status.total().waiting());
        put(fields, "olderThanAsked", status.total().older());
        put(fields, "lateArrivals", status.total().late());
        put(fields, "serverClockAheadSeconds", seconds(status.serverClockAhead()));
        return fields;
    }

    /** The same for an import. */
    static Map<String, Object> of(ImportStatus status) {
        Map<String, Object> fields = transfers(status.state(), status.throttledUntil(), transfer(status.transfer()),
                transfer(status.lastTransfer()), transfer(status.lastSuccessfulTransfer()));
        put(fields, "inFlight", status.inFlight());
        put(fields, "total", transfer(status.total()));
        put(fields, "created", status.total().counts().created());
        put(fields, "updated", status.total().counts().updated());
        put(fields, "rejected", status.total().counts().rejected());
        put(fields, "unknown", status.total().counts().unknown());
        put(fields, "lastError", status.lastError());
        put(fields, "lastErrorTime", status.lastErrorTime());
        return fields;
    }

    /** What comes first for either. */
    private static Map<String, Object> transfers(
            Enum<?> state, Instant throttledUntil, Map<String, Object> inProgress, Map<String, Object> last,
            Map<String, Object> lastSuccessful) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "state", state);
        put(fields, "throttledUntil", throttledUntil);
        put(fields, "transferInProgress", inProgress);
        put(fields, "lastTransfer", last);
        put(fields, "lastSuccessfulTransfer", lastSuccessful);
        return fields;
    }

    /**
     * The same without maps in it: {@code lastTransfer.numFailed}.
     */
    static Map<String, Object> flat(Map<String, Object> fields) {
        Map<String, Object> flat = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                inner.forEach((innerName, innerValue) -> flat.put(name + "." + innerName, innerValue));
            } else {
                flat.put(name, value);
            }
        });
        return flat;
    }

    private static Map<String, Object> transfer(Transfer transfer) {
        return transfer == null
                ? null
                : transfer(transfer.startTime(), transfer.endTime(), transfer.considered(), transfer.delivered(),
                        transfer.failed(), transfer.ignored(), transfer.sessionErrors());
    }

    private static Map<String, Object> transfer(ImportTransfer transfer) {
        return transfer == null
                ? null
                : transfer(transfer.startTime(), transfer.endTime(), transfer.considered(), transfer.delivered(),
                        transfer.failed(), transfer.ignored(), transfer.sessionErrors());
    }

    private static Map<String, Object> transfer(
            Instant startTime, Instant endTime, long considered, long delivered, long failed, long ignored,
            List<String> sessionErrors) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "startTime", startTime);
        put(fields, "endTime", endTime);
        put(fields, "numConsidered", considered);
        put(fields, "numDelivered", delivered);
        put(fields, "numFailed", failed);
        put(fields, "numIgnored", ignored);
        if (!sessionErrors.isEmpty()) {
            put(fields, "sessionErrors", sessionErrors);
        }
        return fields;
    }

    private static Long seconds(Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static void put(Map<String, Object> fields, String name, Object value) {
        if (value instanceof Instant || value instanceof Enum<?>) {
            fields.put(name, value.toString());
        } else if (value != null) {
            fields.put(name, value);
        }
    }
}
