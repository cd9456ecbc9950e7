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
package org.tenantapi.camel.imports;

import org.tenantapi.camel.client.Answer;
import org.tenantapi.camel.client.Payload;
import org.tenantapi.camel.client.TenantApiClient;

/**
 * Adds shipments to an order: {@code POST /order/{localId}/shipment}, or without a localId
 * {@code POST /order/by-remote-id/shipment}. The body is one object {@code {trackingCode, trackingUri}} or an array of
 * them. The order's statuses do not change by it.
 */
public final class AddShipments implements ImportOperation {

    private static final String ORDER = "order";

    private final TenantApiClient client;
    private final WriteSettings settings;

    public AddShipments(TenantApiClient client, WriteSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        if (!ORDER.equals(request.recordType())) {
            throw new InvalidRecordException(
                    "Shipments belong to orders, not to the record type '" + request.recordType() + "': set it to order");
        }
        RecordAddress order = RecordAddress.of(request);
        Payload shipments = Payload.json(OutgoingArray.of(request, settings, "shipment"));
        try (Answer answer = client.execute(order.post(shipments, request.query(), "shipment"))) {
            return ImportResult.of(answer, request.localId(), request.remoteId());
        }
    }
}
