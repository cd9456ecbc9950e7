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

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Kills {@link OrdersIntoErp} again and again while it takes orders into the ERP system, and compares what the platform
 * and the ERP system have at the end.
 */
public final class ExactlyOnceExample {

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("one by one", "retryDelay=1s", 1),
            new Scenario("batches of 50, 4 in flight", "retryDelay=1s&batchSize=50&maxInFlight=4", 1),
            new Scenario("two nodes at a time", "retryDelay=1s&maxInFlight=4", 2));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(30);

    private final int kills;
    private final int orders;
    private final PrintStream out;
    private final Random random = new Random();

    ExactlyOnceExample(int kills, int orders, PrintStream out) {
        this.kills = kills;
        this.orders = orders;
        this.out = out;
    }

    /**
     * Ends with 0 if nothing was lost or doubled, 1 if something was, 2 if it could not be found out.
     *
     * @param arguments how many kills, and how many orders
     */
    public static void main(String[] arguments) {
        int status = 2;
        try {
            boolean good = new ExactlyOnceExample(
                    Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), System.out).run();
            status = good ? 0 : 1;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(status);
    }

    boolean run() throws Exception {
        boolean good = true;
        out.printf("%-28s %6s %13s %8s %9s %7s %6s %8s %6s%n", "", "kills", "split brains", "orders", "versions", "rows",
                "lost",
                "doubled", "wrong");
        for (Scenario scenario : SCENARIOS) {
            Comparison comparison = run(scenario);
            good &= comparison.isGood();
            out.printf(Locale.ENGLISH, "%-28s %6d %13d %,8d %,9d %,7d %6d %8d %6d%n", scenario.name(), kills,
                    (scenario.nodes() - 1) * (kills + 1), comparison.orders(), comparison.versions(), comparison.rows(),
                    comparison.lost(), comparison.doubled(), comparison.wrong());
        }
        out.println(good ? "Each version is in the ERP system once." : "THE SIDES DIFFER.");
        return good;
    }

    private Comparison run(Scenario scenario) throws Exception {
        Path output = Files.createTempFile("orders-into-erp", ".log");
        List<Node> nodes = new ArrayList<>();
        try (EmbeddedPostgres database = EmbeddedPostgres.start(); Platform platform = new Platform(orders)) {
            new ResourceDatabasePopulator(new ClassPathResource("erp.sql")).execute(database.getPostgresDatabase());
            JdbcTemplate erp = new JdbcTemplate(database.getPostgresDatabase());
            Map<String, String> properties = new HashMap<>(platform.properties());
            properties.put("spring.datasource.url", database.getJdbcUrl("postgres", "postgres"));
            properties.put("orders.form", scenario.form());
            for (int n = 0; n < scenario.nodes(); n++) {
                Node node = new Node(properties, output);
                nodes.add(node);
                node.start();
            }
            for (int kill = 0; kill < kills; kill++) {
                letItWork(erp, platform);
                Node victim = nodes.get(random.nextInt(nodes.size()));
                victim.kill();
                victim.start();
            }
            await(PATIENCE, () -> Comparison.of(platform, erp).lost() == 0);
            for (Node node : nodes) {
                if (!node.isAlive()) {
                    throw new IllegalStateException("The application has ended of itself; its output is in " + output);
                }
                node.stop();
            }
            return Comparison.of(platform, erp);
        } finally {
            nodes.forEach(Node::close);
        }
    }

    /** Until a part of the orders has been taken, which ends anywhere in a transaction, or for some time. */
    private void letItWork(JdbcTemplate erp, Platform platform) throws InterruptedException {
        int enough = rows(erp) + random.nextInt(Math.max(1, 2 * orders / (kills + 1)));
        await(random.nextInt(10) == 0 ? Duration.ofMillis(random.nextInt(4000)) : LONGEST_LIFE, () -> {
            platform.change();
            return rows(erp) > enough;
        });
    }

    private static int rows(JdbcTemplate erp) {
        return erp.queryForObject("select count(*) from erp_order", Integer.class);
    }

    private static void await(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
