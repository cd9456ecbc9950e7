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

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.status.Direction;
import org.tenantapi.camel.status.ExportProgress;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;

/**
 * The fields of a Plug, by the names under which every outlet shows them: the platform's names where it has one.
 */
final class StatusFields {

    private static final int MAX_QUARANTINED_SHOWN = 10;

    private StatusFields() {
    }

    /**
     * All fields, in the order to show them in. Instants and durations are texts; a field of which nothing is known is
     * missing.
     */
    static Map<String, Object> of(Plug plug, PlugStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "plug", plug.name());
        put(fields, "routeId", plug.routeId());
        put(fields, "positionKey", plug.positionKey());
        put(fields, "tenant", plug.tenant());
        put(fields, "connectionId", plug.connectionId());
        put(fields, "state", status.state());
        put(fields, "throttledUntil", status.throttledUntil());
        put(fields, "fencedSince", status.fencedSince());
        put(fields, "transferInProgress", transfer(status.transfers().inProgress()));
        put(fields, "lastTransfer", transfer(status.lastTransfer()));
        put(fields, "lastSuccessfulTransfer", transfer(status.lastSuccessfulTransfer()));
        put(fields, "inFlight", status.inFlight());
        ExportProgress progress = status.progress();
        if (progress != null) {
            put(fields, progress);
        }
        put(fields, "total", transfer(status.total()));
        plug.direction().outcomes().forEach(outcome -> put(fields, name(outcome), status.total().counts().of(outcome)));
        if (plug.direction() == Direction.EXPORT) {
            put(fields, "lateArrivals", status.total().late());
        }
        put(fields, "failingSince", status.errors().since());
        put(fields, "lastError", status.errors().lastError());
        put(fields, "lastErrorTime", status.errors().lastErrorTime());
        return fields;
    }

    private static void put(Map<String, Object> fields, ExportProgress progress) {
        put(fields, "mark", progress.mark());
        put(fields, "horizon", progress.horizon());
        put(fields, "lagSeconds", seconds(progress.lag(Instant.now())));
        put(fields, "failed", progress.failed());
        put(fields, "quarantined", progress.quarantined());
        if (progress.quarantined() > 0) {
            put(fields, "quarantinedRecords", progress.failedRecords().stream().filter(FailedRecord::isQuarantined)
                    .limit(MAX_QUARANTINED_SHOWN).map(failed -> Printable.of(failed.localId())).toList());
        }
        put(fields, "heldUpSince", progress.heldUpSince());
        put(fields, "serverClockAheadSeconds", seconds(progress.serverClockAhead()));
    }

    /** The name of the field that counts an outcome; the total itself tells some of them. */
    private static @Nullable String name(Outcome outcome) {
        return switch (outcome) {
            case DELIVERED, FAILED -> null;
            case DUPLICATE -> "duplicatesDropped";
            case OWN_WRITE -> "ownWritesSkipped";
            case WAITING -> "waitingSkipped";
            case OLDER -> "olderThanAsked";
            case CREATED, UPDATED, UNCHANGED, REJECTED, UNKNOWN -> outcome.label();
        };
    }

    /**
     * The same fields without maps in them: {@code lastTransfer.numFailed}.
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

    /**
     * A number among them, if it is known, by its name in the flat form.
     */
    static @Nullable Long number(Plug plug, String name) {
        return (Long) flat(of(plug, plug.status())).get(name);
    }

    /**
     * A count among them that is always known, by its name in the flat form.
     */
    static long count(Plug plug, String name) {
        return Objects.requireNonNull(number(plug, name), name);
    }

    /**
     * A text among them, if it is known, by its name in the flat form: of a list a line for each part.
     */
    static @Nullable String text(Plug plug, String name) {
        Object value = flat(of(plug, plug.status())).get(name);
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("\n")) : (String) value;
    }

    private static @Nullable Map<String, Object> transfer(@Nullable Transfer transfer) {
        if (transfer == null) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "startTime", transfer.startTime());
        put(fields, "endTime", transfer.endTime());
        put(fields, "numConsidered", transfer.considered());
        put(fields, "numDelivered", transfer.delivered());
        put(fields, "numFailed", transfer.failed());
        put(fields, "numIgnored", transfer.ignored());
        put(fields, "sessionErrors", transfer.sessionErrors().isEmpty() ? null : transfer.sessionErrors());
        return fields;
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static void put(Map<String, Object> fields, @Nullable String name, @Nullable Object value) {
        if (name != null && value != null) {
            fields.put(name, value instanceof Instant || value instanceof Enum<?> ? value.toString() : value);
        }
    }
}
