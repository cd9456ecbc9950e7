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
package org.tenantapi.camel.examples.hub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.tenantapi.camel.TenantApiConstants;

/**
 * The hub: all that moves between the shops, the platform and the ERP system.
 */
@Component
class HubRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // tag::shop[]
        for (String shop : List.of("webshop-a", "webshop-b")) {
            // an order is marked as sent when the platform has it; until then it is read again, and an upsert does no harm twice
            from("sql:select * from shop_order where shop = '" + shop + "' and sent_version < version order by number"
                 + "?delay=200&maxMessagesPerPoll=200"
                 + "&onConsume=update shop_order set sent_version = :#version where shop = :#shop and number = :#number")
                    .routeId("orders-from-" + shop)
                    .setBody(row -> orderRecord(row.getMessage().getBody(Map.class)))
                    .to("tenantapi:" + shop + "/order");
        }
        // end::shop[]

        // tag::erp[]
        // each order is taken in one transaction with the position, so that a kill neither loses nor doubles it;
        // what the ERP system refuses is reported to the Tenant's event history, where its users look;
        // the number that it gives an order becomes the order's remoteId on its Connection
        from("tenantapi:erp/order?transacted=true&delay=500&reportFailures=true&retryDelay=2s&linkRemoteId=true"
             + "&skipOwnWrites=true")
                .routeId("orders-to-erp")
                .bean(Erp.class, "take")
                .setHeader(TenantApiConstants.REMOTE_ID, body());
        // end::erp[]

        // tag::stock[]
        from("sql:select * from erp_stock where sent_version < version"
             + "?delay=500&onConsume=update erp_stock set sent_version = :#version where sku = :#sku")
                .routeId("stock-from-erp")
                .setBody(row -> productRecord(row.getMessage().getBody(Map.class)))
                .to("tenantapi:erp/product");
        // end::stock[]
    }

    private static Map<String, Object> orderRecord(Map<?, ?> row) {
        String number = row.get("number").toString();
        Map<String, ?> line = Map.of("sku", row.get("sku"), "quantity", row.get("quantity"));
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("remoteId", number);
        order.put("remoteOrderNo", number);
        order.put("orderStatus", "processing");
        order.put("email", row.get("email"));
        order.put("rows", List.of(line));
        return order;
    }

    private static Map<String, Object> productRecord(Map<?, ?> row) {
        return Map.of("remoteId", row.get("sku"), "sku", row.get("sku"), "vatRatePercent", 25, "stockType", "stocked", "stock",
                row.get("quantity"));
    }
}
