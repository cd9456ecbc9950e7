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
package org.tenantapi.camel.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/**
 * Made-up orders of about 2.1 KB, as a web shop has them: addresses, four to six rows, numbers as strings. The same
 * number is the same order in every run.
 */
final class OrderText {

    /** Of the first order; the others follow in the order of their making. */
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SECONDS_BETWEEN_ORDERS = 20;
    private static final int MAX_SECONDS_TO_THE_LAST_CHANGE = 4 * 3600;

    private static final String[] NAMES = {
            "Åsa Öberg", "Karl Nilsson", "María José Núñez", "Zoë van Dijk", "Jürgen Groß",
            "Anna Lindström", "Peter Smith", "Łukasz Wójcik" };
    private static final String[] STREETS = { "Storgatan", "Kungsgatan", "Hauptstraße", "Rue de l'Église", "High Street" };
    private static final String[] CITIES = { "Göteborg", "Malmö", "Köln", "Lyon", "Leeds", "Stockholm" };
    private static final String[] TITLES = {
            "White hanging heart T-light holder", "Cream cupid hearts coat hanger",
            "Knitted hot water bottle, blå", "Set of 7 babushka nesting boxes", "Hand warmer \\\"red polka dot\\\"",
            "Glass star frosted T-light holder", "Red woolly hottie white heart" };

    private OrderText() {
    }

    /** As the platform lists it. */
    static byte[] exported(int number) {
        Random random = new Random(number);
        String localId = "%016x%016x".formatted(random.nextLong(), number);
        Instant created = BEGIN.plusSeconds((long) number * SECONDS_BETWEEN_ORDERS);
        Instant lastModified = created.plusSeconds(random.nextInt(MAX_SECONDS_TO_THE_LAST_CHANGE));
        StringBuilder json = new StringBuilder(2400).append('{');
        text(json, "href", "/api/order/" + localId).append(',');
        text(json, "localId", localId).append(',');
        text(json, "remoteId", "R" + number).append(',');
        json.append("\"remoteIdMap\":{\"1001\":\"R").append(number).append("\"},\"remoteRefMap\":{},");
        text(json, "created", created.toString()).append(',');
        text(json, "lastModified", lastModified.toString()).append(',');
        content(json, number, random);
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** As a shop would create it on the platform. */
    static byte[] created(int number) {
        StringBuilder json = new StringBuilder(2400).append('{');
        text(json, "remoteId", "R" + number).append(',');
        content(json, number, new Random(number));
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void content(StringBuilder json, int number, Random random) {
        String name = one(NAMES, random);
        text(json, "remoteOrderNo", String.valueOf(100_000 + number)).append(',');
        text(json, "orderStatus", "processing").append(',');
        text(json, "shippingStatus", "not-shipped").append(',');
        text(json, "customerType", "person").append(',');
        text(json, "customerRef", String.valueOf(random.nextInt(20_000))).append(',');
        text(json, "email", "customer" + random.nextInt(20_000) + "@example.com").append(',');
        text(json, "currency", "SEK").append(',');
        money(json, "totalSumExclVat", random).append(',');
        money(json, "totalVat", random).append(',');
        address(json, "billingAddress", name, random).append(',');
        address(json, "shippingAddress", name, random).append(',');
        json.append("\"paymentEvents\":[{");
        text(json, "type", "authorized").append(',');
        text(json, "time", "2026-01-01T00:00:00Z").append(',');
        money(json, "amount", random).append("}],\"comment\":null,\"giftWrapped\":").append(random.nextBoolean());
        json.append(",\"orderRows\":[");
        int rows = 4 + random.nextInt(3);
        for (int row = 1; row <= rows; row++) {
            row(json.append(row == 1 ? "{" : ",{"), row, random).append('}');
        }
        json.append(']');
    }

    private static StringBuilder row(StringBuilder json, int row, Random random) {
        text(json, "rowNo", String.valueOf(row)).append(',');
        text(json, "sku", "SKU-" + random.nextInt(1_000_000)).append(',');
        text(json, "title", one(TITLES, random)).append(',');
        text(json, "quantity", String.valueOf(1 + random.nextInt(12))).append(',');
        text(json, "unit", "pcs").append(',');
        money(json, "pricePerUnitExclVat", random).append(',');
        money(json, "discountExclVat", random).append(',');
        return text(json, "vatRatePercent", "25");
    }

    private static StringBuilder address(StringBuilder json, String field, String name, Random random) {
        json.append('"').append(field).append("\":{");
        text(json, "name", name).append(',');
        text(json, "address1", one(STREETS, random) + " " + (1 + random.nextInt(99))).append(',');
        text(json, "zipCode", String.valueOf(10_000 + random.nextInt(89_999))).append(',');
        text(json, "city", one(CITIES, random)).append(',');
        text(json, "country", "SE").append(',');
        return text(json, "phone", "+46" + random.nextInt(99_999_999)).append('}');
    }

    private static StringBuilder money(StringBuilder json, String field, Random random) {
        json.append('"').append(field).append("\":{\"currency\":\"SEK\",\"amount\":\"").append(random.nextInt(9999))
                .append('.');
        return json.append(10 + random.nextInt(90)).append("\"}");
    }

    private static StringBuilder text(StringBuilder json, String field, String value) {
        return json.append('"').append(field).append("\":\"").append(value).append('"');
    }

    private static String one(String[] of, Random random) {
        return of[random.nextInt(of.length)];
    }
}
