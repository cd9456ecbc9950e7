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

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.jdbc.core.JdbcTemplate;
import org.tenantapi.camel.testkit.RecordVersion;

/**
 * The three sides, order by order and article by article.
 *
 * @param shops     what became of the orders of each shop
 * @param unlinked  orders of the ERP system whose number the platform does not know
 * @param foreign   orders that no shop has made, and those that the ERP system has beyond one for each of the platform
 * @param refused   by the ERP system, reported to the platform, and corrected in the shop
 * @param stockless articles whose stock is not the same on the platform and in the ERP system, or is not what the
 *                  orders have left of it
 */
record Comparison(Map<String, Counts> shops, int unlinked, int foreign, int refused, List<String> stockless) {

    /**
     * @param sold     orders, by the shop
     * @param platform of them, on the platform with the content that the shop has sent last
     * @param erp      of them, in the ERP system with the same content
     * @param doubled  how many orders the platform has beyond one for each number
     */
    record Counts(int sold, int platform, int erp, int doubled) {

        int lost() {
            return 2 * sold - platform - erp;
        }
    }

    static Comparison of(JdbcTemplate database, Platform platform, int refused) {
        List<RecordVersion> orders = platform.orders();
        Map<String, Map<String, Object>> erp = new TreeMap<>();
        List<Map<String, Object>> erpRows = database.queryForList("select * from erp_order");
        erpRows.forEach(row -> erp.put(row.get("local_id").toString(), row));
        Map<String, Counts> shops = new TreeMap<>();
        int known = 0;
        for (Map.Entry<String, String> shop : Platform.SHOPS.entrySet()) {
            Map<Integer, Map<String, Object>> sold = new TreeMap<>();
            database.queryForList("select * from shop_order where shop = ?", shop.getKey())
                    .forEach(row -> sold.put((Integer) row.get("number"), row));
            Set<Integer> numbers = new HashSet<>();
            Set<Integer> onPlatform = new HashSet<>();
            Set<Integer> inErp = new HashSet<>();
            int doubled = 0;
            for (RecordVersion order : orders) {
                Integer number = order.remoteId(shop.getValue()).map(Integer::valueOf).orElse(null);
                Map<String, Object> row = number == null ? null : sold.get(number);
                if (row == null) {
                    continue;
                }
                known++;
                doubled += numbers.add(number) ? 0 : 1;
                if (isContent(order, row)) {
                    onPlatform.add(number);
                }
                if (isContent(erp.get(order.localId()), row)) {
                    inErp.add(number);
                }
            }
            shops.put(shop.getKey(), new Counts(sold.size(), onPlatform.size(), inErp.size(), doubled));
        }
        int linked = (int) orders.stream().filter(order -> isLinked(order, erp.get(order.localId()))).count();
        return new Comparison(
                shops, erpRows.size() - linked, orders.size() - known + erpRows.size() - erp.size(), refused,
                Shops.ARTICLES.stream().filter(sku -> !isStock(database, platform, sku)).toList());
    }

    private static boolean isContent(RecordVersion order, Map<String, Object> row) {
        return row != null && order.field("rows").path(0).path("sku").asText().equals(row.get("sku"))
                && order.field("rows").path(0).path("quantity").asInt() == (Integer) row.get("quantity")
                && order.field("email").asText().equals(row.get("email"));
    }

    private static boolean isContent(Map<String, Object> erpRow, Map<String, Object> row) {
        return erpRow != null && row != null && List.of("sku", "quantity", "email").stream()
                .allMatch(column -> erpRow.get(column).equals(row.get(column)));
    }

    private static boolean isLinked(RecordVersion order, Map<String, Object> erpRow) {
        return erpRow != null && order.remoteId(Platform.ERP).equals(Optional.of(erpRow.get("number").toString()));
    }

    private static boolean isStock(JdbcTemplate database, Platform platform, String sku) {
        int left = database.queryForObject("select quantity from erp_stock where sku = ?", Integer.class, sku);
        int ordered = database.queryForObject("select coalesce(sum(quantity), 0) from shop_order where sku = ?", Integer.class,
                sku);
        return left == Shops.STOCK - ordered && platform.stock(sku).filter(stock -> stock == left).isPresent();
    }

    int lost() {
        return shops.values().stream().mapToInt(Counts::lost).sum();
    }

    int doubled() {
        return shops.values().stream().mapToInt(Counts::doubled).sum() + foreign;
    }

    boolean isGood() {
        return lost() == 0 && doubled() == 0 && unlinked == 0 && stockless.isEmpty();
    }

    String text() {
        StringBuilder text = new StringBuilder(
                String.format("%n%-10s %8s %9s %8s %8s %8s%n", "orders", "sold", "platform",
                        "ERP", "lost", "doubled"));
        shops.forEach((shop, counts) -> text.append(String.format(Locale.ENGLISH, "%-10s %,8d %,9d %,8d %,8d %,8d%n", shop,
                counts.sold(), counts.platform(), counts.erp(), counts.lost(), counts.doubled())));
        text.append(String.format(Locale.ENGLISH, """

                %,6d orders whose number in the ERP system the platform does not know
                %,6d orders were refused by the ERP system, reported to the platform, corrected in the shop, and delivered
                %,6d articles of %d whose stock differs
                %s""", unlinked, refused, stockless.size(), Shops.ARTICLES.size(),
                isGood() ? "All three sides agree." : "THE SIDES DIFFER."));
        return text.toString();
    }
}
