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
package org.tenantapi.camel.examples.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import org.tenantapi.camel.examples.cluster.Erp.Delivery;

/**
 * Two nodes run the same route, one of them is active. The example kills that one and counts what the ERP system gets.
 */
public final class ClusterExample {

    private final Path folder;
    private final int ordersPerNode;
    private final PrintStream out;
    private final Instant start = Instant.now();

    /**
     * @param folder        for what the nodes share and what they log; made when it is missing
     * @param ordersPerNode how many orders the first node delivers before it is killed, and the second one after that
     */
    ClusterExample(Path folder, int ordersPerNode, PrintStream out) {
        this.folder = folder.toAbsolutePath().normalize();
        this.ordersPerNode = ordersPerNode;
        this.out = out;
    }

    /**
     * Ends with 0 if nothing was lost, 1 if something was, 2 if it could not be found out.
     */
    public static void main(String[] arguments) {
        int status = 2;
        try {
            Summary summary = new ClusterExample(Path.of(arguments[0]), 250, System.out).run();
            System.out.println(summary.text());
            status = summary.lost() == 0 ? 0 : 1;
        } catch (Exception e) {
            System.err.println(e.getMessage());
        }
        System.exit(status);
    }

    Summary run() throws Exception {
        Files.createDirectories(folder);
        try (Platform platform = new Platform();
             Database database = new Database();
             Erp erp = new Erp()) {
            Map<String, String> shared = Map.of(
                    "tenant.base-url", platform.baseUrl(), "tenant.username", Platform.USER, "database.url", database.url(),
                    "erp.url", erp.url(),
                    "cluster.folder", folder.toString());
            say("The web shop sells, an order every %d ms. What the nodes log is in %s",
                    Platform.MILLIS_BETWEEN_ORDERS, folder);
            try (NodeProcess one = node("node-1", shared); NodeProcess two = node("node-2", shared)) {
                return run(platform, erp, one, two);
            }
        }
    }

    private NodeProcess node(String name, Map<String, String> shared) throws IOException {
        return new NodeProcess(name, shared, Platform.PASSWORD, folder.resolve(name + ".out"));
    }

    private Summary run(Platform platform, Erp erp, NodeProcess one, NodeProcess two) throws Exception {
        say("%s and %s start", one.name(), two.name());
        String leader = erp.awaitDeliveryBy(null).node();
        boolean oneLeads = leader.equals(one.name());
        NodeProcess active = oneLeads ? one : two;
        NodeProcess waiting = oneLeads ? two : one;
        say("%s leads, and delivers", active.name());

        erp.awaitOrders(ordersPerNode);
        Instant killed = Instant.now();
        active.kill();
        say("%s is killed after %,d orders, as by kill -9", active.name(), erp.orders());

        Delivery first = erp.awaitDeliveryBy(waiting.name());
        say("%s leads, and delivers", waiting.name());
        erp.awaitOrders(erp.orders() + ordersPerNode);
        int made = platform.closeShop();
        say("The web shop closes: %,d orders", made);
        try {
            erp.awaitOrders(made);
        } catch (TimeoutException e) {
            say("%s", e.getMessage());
        }
        return new Summary(made, erp.orders(), erp.repeated(), Duration.between(killed, first.time()));
    }

    private void say(String what, Object... details) {
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        out.printf(Locale.ENGLISH, "%5.1f s  %s%n", seconds, String.format(Locale.ENGLISH, what, details));
    }
}
