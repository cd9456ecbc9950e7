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

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sets the stage for the {@link Hub}: a database, a platform, and two shops that sell. Afterwards it compares what all
 * of them have.
 */
public final class HubExample {

    private static final int MILLIS_BETWEEN_ORDERS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Duration openingHours;
    private final PrintStream out;
    private int number;

    /** @param openingHours for how long the shops sell */
    HubExample(Duration openingHours, PrintStream out) {
        this.openingHours = openingHours;
        this.out = out;
    }

    /**
     * Ends with 0 if nothing was lost or doubled, 1 if something was, 2 if it could not be found out.
     *
     * @param arguments for how many seconds the shops sell
     */
    public static void main(String[] arguments) {
        int status = 2;
        try {
            Comparison comparison
                    = new HubExample(Duration.ofSeconds(Long.parseLong(arguments[0])), System.out).run();
            System.out.println(comparison.text());
            status = comparison.isGood() ? 0 : 1;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(status);
    }

    Comparison run() throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.start();
             Platform platform = new Platform(Integer.getInteger("simulator.port", 0));
             ConfigurableApplicationContext hub = start(platform, database)) {
            JdbcTemplate tables = hub.getBean(JdbcTemplate.class);
            Shops shops = new Shops(tables, platform);
            out.printf("The hub runs. What the platform has, in a browser: %s%nThe database is at %s%n", platform.pageUrl(),
                    database.getJdbcUrl("postgres", "postgres"));
            open(shops);
            out.printf(Locale.ENGLISH, "The shops close after %,d orders each; what is under way arrives%n", number);
            return settle(tables, platform, shops);
        }
    }

    private static ConfigurableApplicationContext start(Platform platform, EmbeddedPostgres database) {
        Map<String, Object> properties = new HashMap<>(platform.properties());
        properties.put("spring.datasource.url", database.getJdbcUrl("postgres", "postgres"));
        return new SpringApplicationBuilder(Hub.class).web(WebApplicationType.NONE).properties(properties).run();
    }

    private void open(Shops shops) throws InterruptedException, ExecutionException {
        ScheduledExecutorService people = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> sales = people.scheduleAtFixedRate(() -> {
                shops.sell(++number);
                shops.correctWhatIsReported();
            }, 0, MILLIS_BETWEEN_ORDERS, TimeUnit.MILLISECONDS);
            people.schedule(() -> sales.cancel(false), openingHours.toMillis(), TimeUnit.MILLISECONDS).get();
            if (!sales.isCancelled()) {
                // a shop that breaks down says why
                sales.get();
            }
        } finally {
            people.shutdown();
            people.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    /** Until all sides agree, or for as long as a user would wait. */
    private static Comparison settle(JdbcTemplate database, Platform platform, Shops shops) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            shops.correctWhatIsReported();
            Comparison comparison = Comparison.of(database, platform, shops.corrected());
            if (comparison.isGood() || System.nanoTime() > giveUp) {
                return comparison;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
