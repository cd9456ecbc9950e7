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

import java.util.Arrays;
import java.util.Objects;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.status.Direction;

/**
 * The headers with two roles: they tell a route which record an endpoint has moved, and a route chooses with them what
 * the next endpoint does. A header chooses only if the route set it; what this component wrote itself, an export or an
 * earlier import, chooses nothing. So each value is written as an object of its own, and remembered with the exchange.
 * <p>
 * An id that the route chose stays its choice after it was used, but only for records of the same Connection and record
 * type: the remoteId of an order may be that of a customer too.
 *
 * @param plug tells the headers of this exchange from headers that were copied here without this memory
 */
record WrittenHeaders(@Nullable Object plug, @Nullable Object recordType, Id localId, Id remoteId) {

    private static final String PROPERTY = "CamelTenantApiWrittenHeaders";
    private static final WrittenHeaders NONE = new WrittenHeaders(null, null, Id.NONE, Id.NONE);

    /**
     * @param value   the object in the header
     * @param usedFor where the route's choice was used, if the value is the route's
     */
    private record Id(@Nullable Object value, @Nullable String usedFor) {
        private static final Id NONE = new Id(null, null);
    }

    /** The records of one type that a Connection knows by the same ids. */
    static String scope(ClientSettings settings, String recordType) {
        return settings.tenant() + "/" + settings.connectionId() + "/" + recordType;
    }

    /** The record type that the route chose, if it chose one. */
    static @Nullable String chosenRecordType(Exchange exchange) {
        Message message = exchange.getMessage();
        String recordType = message.getHeader(TenantApiConstants.RECORD_TYPE, String.class);
        if (recordType == null || message.getHeader(TenantApiConstants.RECORD_TYPE) == of(exchange).recordType) {
            return null;
        }
        String plug = message.getHeader(TenantApiConstants.PLUG, String.class);
        boolean copied = isCopied(exchange)
                && Arrays.stream(Direction.values()).anyMatch(direction -> direction.plug(recordType).equals(plug));
        return copied ? null : recordType;
    }

    /**
     * The localId that the route chose, if it chose one.
     *
     * @param scope within which a choice that was used before still counts, if there is one
     */
    static @Nullable String chosenLocalId(Exchange exchange, @Nullable String scope) {
        return chosen(exchange, TenantApiConstants.LOCAL_ID, of(exchange).localId, scope);
    }

    /** As {@link #chosenLocalId}. */
    static @Nullable String chosenRemoteId(Exchange exchange, @Nullable String scope) {
        return chosen(exchange, TenantApiConstants.REMOTE_ID, of(exchange).remoteId, scope);
    }

    private static @Nullable String chosen(Exchange exchange, String header, Id before, @Nullable String scope) {
        Message message = exchange.getMessage();
        boolean used = before.value != null && message.getHeader(header) == before.value;
        boolean choosing = used ? before.usedFor != null && before.usedFor.equals(scope) : !isCopied(exchange);
        return choosing ? message.getHeader(header, String.class) : null;
    }

    /** Tells what an endpoint moved. A record type that the route chose stays the route's. */
    static void tell(Exchange exchange, ClientSettings settings, String recordType, String plug) {
        Message message = exchange.getMessage();
        boolean chosen = chosenRecordType(exchange) != null;
        WrittenHeaders before = isCopied(exchange) ? copied(message) : of(exchange);
        WrittenHeaders written
                = new WrittenHeaders(own(plug), chosen ? null : own(recordType), before.localId, before.remoteId);
        message.setHeader(TenantApiConstants.TENANT, settings.tenant());
        message.setHeader(TenantApiConstants.CONNECTION_ID, settings.connectionId());
        message.setHeader(TenantApiConstants.PLUG, written.plug);
        if (!chosen) {
            message.setHeader(TenantApiConstants.RECORD_TYPE, written.recordType);
        }
        exchange.setProperty(PROPERTY, written);
    }

    /** Tells which record it was. An id that is not known is not told, and another record's not left in its place. */
    static void tellRecord(Exchange exchange, String scope, @Nullable String localId, @Nullable String remoteId) {
        WrittenHeaders before = of(exchange);
        exchange.setProperty(PROPERTY, new WrittenHeaders(
                before.plug, before.recordType, tell(exchange, TenantApiConstants.LOCAL_ID, before.localId, scope, localId),
                tell(exchange, TenantApiConstants.REMOTE_ID, before.remoteId, scope, remoteId)));
    }

    private static Id tell(Exchange exchange, String header, Id before, String scope, @Nullable String id) {
        Message message = exchange.getMessage();
        if (id != null && id.equals(chosen(exchange, header, before, scope))) {
            return new Id(message.getHeader(header), scope);
        }
        Id told = new Id(own(id), null);
        if (id != null) {
            message.setHeader(header, told.value);
        } else if (before.value != null && message.getHeader(header) == before.value) {
            message.removeHeader(header);
        }
        return told;
    }

    private static WrittenHeaders of(Exchange exchange) {
        return Objects.requireNonNullElse(exchange.getProperty(PROPERTY, WrittenHeaders.class), NONE);
    }

    /** Whether the headers come from another exchange that this component wrote to, by way of a broker for example. */
    private static boolean isCopied(Exchange exchange) {
        Object plug = exchange.getMessage().getHeader(TenantApiConstants.PLUG);
        return plug != null && plug != of(exchange).plug;
    }

    /** Nothing is known of headers that were copied, so none of them may turn into the route's choice later. */
    private static WrittenHeaders copied(Message message) {
        return new WrittenHeaders(
                null, null, new Id(message.getHeader(TenantApiConstants.LOCAL_ID), null),
                new Id(message.getHeader(TenantApiConstants.REMOTE_ID), null));
    }

    /** An object that is found nowhere else: an equal text may be what the route has set. */
    private static @Nullable String own(@Nullable String text) {
        return text == null ? null : new String(text);
    }
}
