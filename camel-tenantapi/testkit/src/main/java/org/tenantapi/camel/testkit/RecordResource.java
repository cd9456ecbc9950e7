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

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tenantapi.camel.testkit.Access.Caller;

/** One request to the records of one type. */
final class RecordResource {

    private static final String BY_REMOTE_ID = "by-remote-id";
    private static final String REMOTE_ID = "remoteId";

    private final ApiRequest request;
    private final Caller caller;
    private final String type;
    private final SimulatorSettings settings;
    private final TenantRecords records;

    RecordResource(ApiRequest request, Caller caller, String type, SimulatorSettings settings) {
        this.request = request;
        this.caller = caller;
        this.type = type;
        this.settings = settings;
        this.records = caller.tenant().store();
    }

    Answer list() {
        ListQuery query = ListQuery.of(request);
        return Answer.list(new RecordList(
                settings.listOrder().apply(query.select(records.all(type))), caller.connectionId()));
    }

    Answer get(String id) {
        return answer(find(id));
    }

    Answer create() {
        ObjectNode written = written();
        Optional<RecordVersion> known = remoteId(written).flatMap(id -> records.byRemoteId(type, caller.connectionId(), id));
        if (request.flag("updateOnRemoteId") && known.isPresent()) {
            return answer(update(known.get(), written));
        }
        WriteRules.requireMinimum(type, written);
        ObjectNode remoteIdMap = Json.newObject();
        remoteId(written).ifPresent(id -> remoteIdMap.put(caller.connectionId(), id));
        return answer(records.create(type, written, remoteIdMap));
    }

    Answer put(String id) {
        RecordVersion before = find(id);
        return answer(update(before, written()));
    }

    /** Where an order shows its shipments is unknown; here they are appended to its field {@code shipments}. */
    Answer addShipments(String id) {
        request.requireJson();
        RecordVersion order = find(id);
        ArrayNode shipments = order.field("shipments") instanceof ArrayNode known ? known : Json.newObject().arrayNode();
        for (ObjectNode shipment : Json.objects(request.body())) {
            refuseNumbers(shipment);
            shipments.add(shipment);
        }
        update(order, Json.newObject().set("shipments", shipments));
        return Answer.empty(204);
    }

    Answer keepFileData(String id) {
        RecordVersion file = find(id);
        String mimeType = file.field("mimeType").asText();
        if (!request.mediaType().equalsIgnoreCase(mimeType)) {
            throw Refusal.unsupportedMediaType("The file was announced as " + mimeType + ", not as " + request.mediaType());
        }
        caller.tenant().keepFileData(file.localId(), request.body());
        return answer(update(file, Json.newObject()));
    }

    private RecordVersion find(String id) {
        if (!id.equals(BY_REMOTE_ID)) {
            return records.byLocalId(type, id)
                    .orElseThrow(() -> Refusal.notFound("There is no " + type + " with localId " + id));
        }
        String remoteId = request.queryParameter(REMOTE_ID)
                .orElseThrow(() -> Refusal.badRequest("The query parameter remoteId is missing"));
        return records.byRemoteId(type, caller.connectionId(), remoteId).orElseThrow(
                () -> Refusal
                        .notFound("Connection " + caller.connectionId() + " has no " + type + " with remoteId " + remoteId));
    }

    private ObjectNode written() {
        if (type.equals("connection")) {
            throw Refusal.forbidden("Connections are read-only");
        }
        request.requireJson();
        request.flag("suppressTotalsRecalc");
        ObjectNode written = Json.object(request.body());
        refuseNumbers(written);
        WriteRules.refuseTextGivenTwice(written);
        return written;
    }

    private void refuseNumbers(ObjectNode written) {
        if (settings.strictNumbers()) {
            WriteRules.refuseNumbers(written);
        }
    }

    private RecordVersion update(RecordVersion before, ObjectNode patch) {
        ObjectNode remoteIdMap = (ObjectNode) before.field("remoteIdMap");
        if (patch.path(REMOTE_ID) instanceof NullNode) {
            remoteIdMap.remove(caller.connectionId());
        }
        remoteId(patch).ifPresent(id -> remoteIdMap.put(caller.connectionId(), id));
        return records.update(type, before.localId(), patch, remoteIdMap);
    }

    private Answer answer(RecordVersion version) {
        return Answer.json(version.bytesSeenBy(caller.connectionId()));
    }

    private static Optional<String> remoteId(ObjectNode written) {
        JsonNode remoteId = written.path(REMOTE_ID);
        if (remoteId.isMissingNode() || remoteId.isNull()) {
            return Optional.empty();
        }
        if (!remoteId.isTextual() || remoteId.textValue().isBlank()) {
            throw Refusal.badRequest("remoteId must be a text that is not blank");
        }
        return Optional.of(remoteId.textValue());
    }
}
