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

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.tenantapi.camel.TenantRecord;

/**
 * The ERP system, as far as the hub sees it: it takes orders, and has the goods.
 */
@Component
class Erp {

    private final JdbcTemplate database;

    Erp(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * Takes an order, and the goods from the stock with it, in the transaction of the route. An order that has changed
     * comes again under its localId, and keeps its number.
     *
     * @return                          the number that the ERP system has given it
     * @throws IllegalArgumentException if it has no e-mail address for the news that it is on its way
     */
    public int take(TenantRecord order) {
        JsonNode line = order.node().path("rows").path(0);
        String sku = line.path("sku").asText();
        int quantity = line.path("quantity").asInt();
        String email = order.node().path("email").asText("");
        if (email.isEmpty()) {
            throw new IllegalArgumentException("The order has no e-mail address");
        }
        List<Integer> number = database.queryForList(
                "insert into erp_order (local_id, sku, quantity, email) values (?, ?, ?, ?)"
                                                     + " on conflict (local_id) do nothing returning number",
                Integer.class, order.localId(), sku, quantity, email);
        if (number.isEmpty()) {
            return database.queryForObject("select number from erp_order where local_id = ?", Integer.class, order.localId());
        }
        database.update("update erp_stock set quantity = quantity - ?, version = version + 1 where sku = ?", quantity, sku);
        return number.get(0);
    }
}
