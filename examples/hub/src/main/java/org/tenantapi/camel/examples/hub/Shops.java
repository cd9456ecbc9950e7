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
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.jdbc.core.JdbcTemplate;
import org.tenantapi.camel.testkit.RecordVersion;

/**
 * The customers and the staff of both shops.
 */
final class Shops {

    static final List<String> ARTICLES = List.of("chair", "table", "lamp", "shelf", "sofa");
    static final int STOCK = 100_000;

    /** One order of so many has no e-mail address. */
    private static final int WITHOUT_EMAIL = 40;

    private final JdbcTemplate database;
    private final Platform platform;
    private final Random random = new Random(1);
    private final AtomicInteger corrected = new AtomicInteger();

    Shops(JdbcTemplate database, Platform platform) {
        this.database = database;
        this.platform = platform;
        ARTICLES.forEach(sku -> database.update("insert into erp_stock (sku, quantity) values (?, ?)", sku, STOCK));
    }

    /** One customer of each shop orders something. Each shop counts its orders from 1. */
    void sell(int number) {
        for (String shop : Platform.SHOPS.keySet()) {
            String email = number % WITHOUT_EMAIL == WITHOUT_EMAIL / 2 ? null : "customer" + number + "@example.com";
            database.update("insert into shop_order (shop, number, sku, quantity, email) values (?, ?, ?, ?, ?)", shop, number,
                    ARTICLES.get(random.nextInt(ARTICLES.size())), 1 + random.nextInt(3), email);
        }
    }

    /** The staff looks into the event history of the platform, and corrects in its shop what is reported there. */
    void correctWhatIsReported() {
        for (RecordVersion order : platform.reportedOrders()) {
            Platform.SHOPS.forEach((shop, connectionId) -> order.remoteId(connectionId).ifPresent(number -> {
                corrected.addAndGet(database.update(
                        "update shop_order set email = 'corrected@example.com', version = version + 1"
                                                    + " where shop = ? and number = ? and email is null",
                        shop, Integer.valueOf(number)));
            }));
        }
    }

    /** How many orders were corrected. */
    int corrected() {
        return corrected.get();
    }
}
