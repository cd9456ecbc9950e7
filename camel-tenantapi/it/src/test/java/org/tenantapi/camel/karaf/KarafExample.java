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
package org.tenantapi.camel.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

import static org.awaitility.Awaitility.await;

/**
 * Runs examples/karaf: a Karaf with the bundle, against a simulated Tenant, until Enter is pressed.
 */
public final class KarafExample {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CAMEL_LINE = "4.18";
    private static final String PASSWORD = "secret";

    private static final Instant START = Instant.now();

    private KarafExample() {
    }

    /** Its one argument is a file of orders. */
    public static void main(String[] arguments) throws Exception {
        KarafRun run = KarafRun.ofSystemProperties();
        Path java = KarafJava.find().orElseThrow(() -> new IllegalStateException(KarafJava.NONE));
        try (TenantApiSimulator simulator = TenantApiSimulator.start();
             Karaf karaf = run.karaf("karaf-example", java)) {
            Runtime.getRuntime().addShutdownHook(new Thread(karaf::close));
            SimulatedTenant tenant = simulator.tenant("acme").user("connector", PASSWORD).connection("1001");
            int orders = tenant.load("order", Path.of(arguments[0]));
            say("A simulated Tenant with %,d orders listens at %s", orders, simulator.baseUrl());
            say("Karaf starts, and installs the feature camel-tenantapi");
            run.start(karaf, CAMEL_LINE, PASSWORD);

            say("The example's bundle is installed, and its file in etc/");
            Map<String, Object> configuration = run.exampleConfiguration();
            configuration.put("tenantapi.baseUrl", simulator.baseUrl());
            karaf.putConfiguration(KarafRun.EXAMPLE_PID, configuration);
            karaf.management().bundles().install(run.exampleBundle(), true);

            Path erp = karaf.base().resolve("erp");
            await("orders in " + erp + ", see " + karaf.logFile()).atMost(PATIENCE)
                    .until(() -> count(erp.resolve("orders")) == orders);
            say("OrderExport: %,d orders are files in %s", orders, erp.resolve("orders"));
            putProduct(erp.resolve("products"));
            await("the product in the Tenant, see " + karaf.logFile()).atMost(PATIENCE)
                    .until(() -> tenant.recordByRemoteId("product", "1001", "cup").isPresent());
            say("ProductImport: the Tenant has the product that was put into %s", erp.resolve("products"));

            System.out.printf("%nIts log:      %s%nIts console:  %s%nEnter stops it.%n", karaf.logFile(),
                    karaf.consoleCommand());
            System.in.read();
        }
    }

    /** The file consumer must not see it half written. */
    private static void putProduct(Path products) throws IOException {
        Path unfinished = Files.writeString(products.resolveSibling("cup.json"),
                "{\"remoteId\":\"cup\",\"title\":\"Cup\",\"stock\":10,\"vatRatePercent\":25}");
        Files.move(unfinished, products.resolve("cup.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static long count(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void say(String what, Object... details) {
        double seconds = Duration.between(START, Instant.now()).toMillis() / 1000.0;
        System.out.printf(Locale.ENGLISH, "%5.1f s  %s%n", seconds, String.format(Locale.ENGLISH, what, details));
    }
}
