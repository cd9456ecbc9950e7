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
package org.tenantapi.camel.internal.imports;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.imports.json.SentContent;

/**
 * Adds shipments to an order: {@code POST /order/{localId}/shipment}, or without a localId
 * {@code POST /order/by-remote-id/shipment}. The body is one object {@code {trackingCode, trackingUri}} or an array of
 * them. The order's statuses do not change by it. They are never sent twice: where the answer is lost, the order is
 * read, and if it does not show them the outcome is unknown.
 */
public final class AddShipments implements ImportOperation {

    private static final String ORDER = "order";
    private static final String SHIPMENTS = "shipments";

    private final TenantApiClient client;
    private final WriteSettings settings;
    private final RecordLookup lookup;

    public AddShipments(TenantApiClient client, WriteSettings settings) {
        this.client = client;
        this.settings = settings;
        this.lookup = new RecordLookup(client);
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        if (!ORDER.equals(request.recordType())) {
            throw new InvalidRecordException(
                    "Shipments belong to orders, not to the record type '" + request.recordType() + "': set it to order");
        }
        RecordAddress order = RecordAddress.of(request);
        byte[] shipments = request.requireJson().array(settings.numbersAsStrings(), "shipment");
        try (Answer answer = client.execute(order.post(Payload.json(shipments), "shipment").in(request.trace()))) {
            return ImportResult.ofWhatever(answer, request.localId(), request.remoteId());
        } catch (TenantApiException e) {
            if (e.isAmbiguous()) {
                return shownByItsOrder(request, order, shipments, e);
            }
            throw e;
        }
    }

    private ImportResult shownByItsOrder(
            ImportRequest request, RecordAddress order, byte[] shipments, TenantApiException lost) {
        try {
            // not for a retry: the server may still be adding them
            client.awaitRetry(0, lost);
        } catch (TenantApiException e) {
            // being stopped: look at once
        }
        try {
            ImportResult shown = lookup.at(order, request.trace());
            if (holdsAll(SentContent.tree(shown.requireBody()).path(SHIPMENTS), SentContent.tree(shipments))) {
                return new ImportResult(shown.status(), shown.localId(), shown.remoteId(), null);
            }
        } catch (TenantApiException e) {
            throw unknown(order, lost, "Its order cannot be read: " + e.getMessage());
        }
        throw unknown(order, lost, "Its order does not show it.");
    }

    /** Each as often as it was sent. */
    private static boolean holdsAll(JsonNode shown, JsonNode sent) {
        List<JsonNode> left = new ArrayList<>();
        shown.forEach(left::add);
        for (JsonNode shipment : sent) {
            JsonNode match = left.stream().filter(one -> SentContent.isSame(shipment, one)).findFirst().orElse(null);
            if (match == null) {
                return false;
            }
            left.remove(match);
        }
        return true;
    }

    private static OutcomeUnknownException unknown(RecordAddress order, TenantApiException lost, String behind) {
        return UncertainWrite.unknown("The shipment of the " + order, lost, behind);
    }
}
