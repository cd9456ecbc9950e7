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

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.tenantapi.camel.TenantRecord;

/**
 * The ERP system: it writes what it is given, an order or several, and knows nothing of repeats.
 */
@Component
class Erp {

    private static final String NODE = String.valueOf(ProcessHandle.current().pid());

    private final JdbcTemplate tables;

    Erp(JdbcTemplate tables) {
        this.tables = tables;
    }

    @Handler
    void take(@Body Object orders) {
        List<TenantRecord> records = orders instanceof List<?> batch
                ? batch.stream().map(TenantRecord.class::cast).toList() : List.of((TenantRecord) orders);
        tables.batchUpdate("insert into erp_order values (?, ?, ?, ?, ?)", records.stream().map(Erp::order).toList());
        tables.batchUpdate("insert into erp_order_row values (?, ?, ?, ?)", records.stream().flatMap(Erp::rows).toList());
    }

    private static Object[] order(TenantRecord order) {
        JsonNode json = order.node();
        return new Object[] {
                order.versionId(), json.path("remoteOrderNo").asText(),
                json.path("orderStatus").asText(), number(json.path("totalSumExclVat").path("amount")), NODE };
    }

    private static Stream<Object[]> rows(TenantRecord order) {
        return StreamSupport.stream(order.node().path("orderRows").spliterator(), false).map(row -> new Object[] {
                order.versionId(), row.path("sku").asText(), number(row.path("quantity")),
                number(row.path("pricePerUnitExclVat")) });
    }

    private static BigDecimal number(JsonNode text) {
        return new BigDecimal(text.asText());
    }
}
