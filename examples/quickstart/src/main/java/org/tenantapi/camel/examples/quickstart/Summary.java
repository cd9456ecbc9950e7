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
package org.tenantapi.camel.examples.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What one run did.
 *
 * @param orders   what became of the orders that were met
 * @param waiting  of the ignored orders: those that had failed before and wait for their next attempt
 * @param mark     lastModified up to which all orders are exported, as the next run will find it; null for none yet
 * @param products what became of the products that were read from files
 * @param ended    whether both routes came to their end: neither was stopped before, and nothing failed as a whole
 * @param took     from the start of the routes to their stop
 */
record Summary(Counts orders, long waiting, Instant mark, Counts products, boolean ended, Duration took) {

    /**
     * @param considered delivered + failed + ignored
     */
    record Counts(long considered, long delivered, long failed, long ignored) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        private String row(String plug) {
            return String.format(Locale.ENGLISH, "%-14s %,10d %,10d %,10d %,10d", plug, considered, delivered, failed, ignored);
        }
    }

    boolean isGood() {
        return ended && orders.failed() + products.failed() + waiting == 0;
    }

    String text() {
        return String.format(Locale.ENGLISH, """

                %-14s %10s %10s %10s %10s
                %s   mark %s
                %s
                %.1f seconds. %s""",
                "", "considered", "delivered", "failed", "ignored",
                orders.row("OrderExport"), mark == null ? "none yet" : mark,
                products.row("ProductImport"),
                took.toMillis() / 1000.0, verdict());
    }

    private String verdict() {
        if (!ended) {
            return "This was not the end: the next run goes on from here.";
        }
        if (orders.failed() + products.failed() > 0) {
            return "Not all went well: see the messages above. Failed orders are tried again by a later run.";
        }
        if (waiting > 0) {
            return waiting + " orders had failed before, and are not due yet: run it again in a minute.";
        }
        return orders.delivered() + products.delivered() == 0
                ? "Nothing was new." : "All is done. Run it again: nothing comes twice.";
    }
}
