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
package org.tenantapi.camel.examples.exactlyonce;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tenantapi.camel.TenantRecord;
import org.tenantapi.camel.testkit.RecordVersion;

/**
 * What the platform and the ERP system have, compared row by row.
 *
 * @param orders   that the platform has
 * @param versions of them that the ERP system has; an order that changes twice between two polls is read once
 * @param rows     of the ERP system's table of orders
 * @param lost     orders whose present version the ERP system does not have
 * @param doubled  rows of a version that has one already
 * @param wrong    orders whose rows are not those of the order
 */
record Comparison(int orders, int versions, int rows, int lost, int doubled, int wrong) {

    static Comparison of(Platform platform, JdbcTemplate erp) {
        List<String> rows = erp.queryForList("select version from erp_order", String.class);
        Set<String> versions = new HashSet<>(rows);
        Map<String, Map<String, Integer>> orderRows = new HashMap<>();
        erp.query("select version, sku || ' ' || quantity || ' ' || price from erp_order_row",
                row -> {
                    orderRows.computeIfAbsent(row.getString(1), version -> new HashMap<>()).merge(row.getString(2), 1,
                            Integer::sum);
                });
        List<RecordVersion> orders = platform.orders();
        int lost = 0;
        int wrong = 0;
        for (RecordVersion order : orders) {
            String version = TenantRecord.of(order.jsonSeenBy("2001")).versionId();
            if (!versions.contains(version)) {
                lost++;
            } else if (!orderRows.getOrDefault(version, Map.of()).equals(rows(order.field("orderRows")))) {
                wrong++;
            }
        }
        return new Comparison(orders.size(), versions.size(), rows.size(), lost, rows.size() - versions.size(), wrong);
    }

    private static Map<String, Integer> rows(JsonNode orderRows) {
        Map<String, Integer> rows = new HashMap<>();
        Stream<JsonNode> each = StreamSupport.stream(orderRows.spliterator(), false);
        each.map(row -> row.path("sku").asText() + " " + row.path("quantity").asText() + " "
                        + row.path("pricePerUnitExclVat").asText())
                .forEach(row -> rows.merge(row, 1, Integer::sum));
        return rows;
    }

    boolean isGood() {
        return lost == 0 && doubled == 0 && wrong == 0 && rows == versions;
    }
}
