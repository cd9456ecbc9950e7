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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The component, its feature and the bundle of examples/karaf in a real Karaf; the platform and the ERP system are in
 * this process. Camel's features are those of src/test/feature.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KarafTest {

    private static final String COMPONENT = "Camel :: Tenant API :: Component";
    private static final String EXAMPLE = "Camel :: Tenant API :: Examples :: Karaf";
    private static final String PASSWORD = "secret-in-the-environment";

    private final String camelLine;
    private final KarafRun run = KarafRun.ofSystemProperties();
    private final TenantApiSimulator simulator = TenantApiSimulator.start();
    private int tests;
    private Karaf karaf;
    private SimulatedTenant tenant;
    private Erp erp;
    private Path folder;

    KarafTest(String camelLine) {
        this.camelLine = camelLine;
    }

    @BeforeAll
    void startKaraf() throws Exception {
        Path java = KarafJava.find().orElse(null);
        assumeTrue(java != null, KarafJava.NONE);
        karaf = run.karaf("karaf-" + camelLine, java);
        run.start(karaf, camelLine, PASSWORD);
    }

    @AfterAll
    void stopKaraf() {
        if (karaf != null) {
            karaf.close();
        }
        simulator.close();
    }

    @BeforeEach
    void aTenantOfItsOwn() throws Exception {
        // and so a position of its own
        tenant = simulator.tenant("tenant-" + ++tests).user("connector", PASSWORD).connection("1001");
        folder = Files.createDirectories(karaf.base().resolve("erp-" + tests));
        erp = new Erp();
    }

    @AfterEach
    void uninstallTheRoutes() throws Exception {
        erp.close();
        if (!karaf.isRunning()) {
            karaf.start(environment());
        }
        uninstallExample();
    }

    @Test
    void recordsGoBothWays() throws Exception {
        List<String> orders = putOrders(20);
        Files.writeString(folder.resolve("cup.json"),
                "{\"remoteId\":\"cup\",\"stock\":10,\"vatRatePercent\":\"25\",\"title\":\"Cup\"}");
        deployExample(configuration());

        await().untilAsserted(() -> {
            assertThat(deliveredIds()).containsExactlyInAnyOrderElementsOf(orders);
            assertThat(tenant.recordByRemoteId("product", "1001", "cup")).isPresent();
        });
        // numbers as strings: see the Tenant API
        assertThat(tenant.recordByRemoteId("product", "1001", "cup").orElseThrow().field("stock").asText()).isEqualTo("10");
    }

    @Test
    void aRestartInTheMiddleOfAnExportLosesAndRepeatsNothing() throws Exception {
        List<String> orders = putOrders(60);
        erp.holdOrder(25);
        deployExample(configuration());
        erp.awaitHeldOrder();

        long before = karaf.logged();
        karaf.beginStop();
        karaf.awaitLog(before, "is shutting down");
        erp.release();
        karaf.awaitStopped();
        assertThat(erp.orders()).as("a restart in the middle").hasSizeBetween(25, 59);
        karaf.start(environment());

        awaitTransferOf(putOrders(1), orders);
        assertThat(erp.orders()).doesNotHaveDuplicates();
    }

    @Test
    void afterAKillOnlyWhatWasNotCommittedComesAgain() throws Exception {
        long start = karaf.logged();
        List<String> committed = putOrders(30);
        deployExample(configuration());
        await().untilAsserted(() -> assertThat(erp.orders()).hasSize(30));
        karaf.awaitLog(start, "/order: 30 considered, 30 delivered");

        erp.holdOrder(30 + 20);
        List<String> later = putOrders(40);
        erp.awaitHeldOrder();
        karaf.kill();
        erp.release();
        List<String> before = erp.orders();
        karaf.start(environment());

        awaitTransferOf(putOrders(1), committed, later);
        List<String> after = erp.orders().subList(before.size(), erp.orders().size());
        assertThat(after).doesNotHaveDuplicates();
        // of one second; a poll may have seen only some of them, so those that no poll had seen may come before these
        List<String> again = after.stream().filter(before::contains).toList();
        assertThat(again).as("the held one, and what was not committed with it").hasSizeBetween(1, 20)
                .containsExactlyInAnyOrderElementsOf(before.subList(before.size() - again.size(), before.size()));
    }

    @Test
    void anUpdateOfTheBundlesGoesOnWhereItWas() throws Exception {
        List<String> first = putOrders(10);
        deployExample(configuration());
        await().untilAsserted(() -> assertThat(deliveredIds()).containsAll(first));

        karaf.management().bundles().update(karaf.management().bundleId(EXAMPLE));
        List<String> second = putOrders(10);
        await().untilAsserted(() -> assertThat(deliveredIds()).containsAll(second));

        Management.Bundles bundles = karaf.management().bundles();
        String component = karaf.management().bundleId(COMPONENT);
        bundles.update(component);
        bundles.refresh(component);
        awaitTransferOf(putOrders(10), first, second);
        assertThat(erp.orders()).doesNotHaveDuplicates();
        assertThat(karaf.management().bundleStates(COMPONENT)).containsExactly("Active");
    }

    @Test
    void aChangeOfTheConfigurationStartsTheRoutesAnew() throws Exception {
        Map<String, Object> wrong = configuration();
        wrong.remove("tenantapi.baseUrl");
        assertThat(logOf(wrong, "Not started")).contains("baseUrl is not set");

        List<String> orders = putOrders(3);
        karaf.management().configurations().setProperty(KarafRun.EXAMPLE_PID, "tenantapi.baseUrl", simulator.baseUrl());
        await().untilAsserted(() -> assertThat(deliveredIds()).containsExactlyInAnyOrderElementsOf(orders));
    }

    @Test
    void aMisspeltOptionOfTheComponentIsNamedWithoutItsValue() throws Exception {
        Map<String, Object> wrong = configuration();
        wrong.put("tenantapi.pasword", "another-secret");
        long before = karaf.logged();
        assertThat(logOf(wrong, "Not started")).contains("The component tenantapi has no option [pasword]");
        assertThat(String.join("\n", karaf.logSince(before))).doesNotContain("another-secret");
    }

    @Test
    void aMisspeltOptionOfAnEndpointIsNamed() throws Exception {
        Map<String, Object> wrong = configuration();
        wrong.put("orders.delay", "1000&overlpa=5m");
        assertThat(logOf(wrong, "Not started")).contains("Unknown parameters=[{overlpa=5m}]");
    }

    @Test
    void aWrongPasswordIsLoggedAtEachPollAndNeverPrinted() throws Exception {
        Map<String, Object> wrong = configuration();
        wrong.put("tenantapi.password", "mistyped");
        long before = karaf.logged();
        assertThat(logOf(wrong, "Failed polling endpoint")).contains("401 Unauthorized. Check username and password.");
        assertThat(String.join("\n", karaf.logSince(before))).doesNotContain("mistyped");
    }

    @Test
    void uninstallingLeavesNothingBehind() throws Exception {
        List<String> orders = putOrders(5);
        deployExample(configuration());
        await().untilAsserted(() -> assertThat(deliveredIds()).containsAll(orders));

        uninstallExample();
        assertThat(karaf.management().camelContexts()).isEmpty();
        await().untilAsserted(() -> assertThat(karaf.management().camelThreads()).isEmpty());

        karaf.management().features().uninstallFeature("camel-tenantapi");
        assertThat(karaf.management().bundleStates(COMPONENT)).isEmpty();
        karaf.management().features().installFeature("camel-tenantapi");
        assertThat(karaf.management().bundleStates(COMPONENT)).containsExactly("Active");
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(60, TimeUnit.SECONDS);
    }

    private static Map<String, String> environment() {
        return Map.of(KarafRun.PASSWORD_VARIABLE, PASSWORD);
    }

    /** The example's own file, with what a user would change in it. */
    private Map<String, Object> configuration() throws IOException {
        Map<String, Object> configuration = run.exampleConfiguration();
        configuration.put("tenantapi.baseUrl", simulator.baseUrl());
        configuration.put("tenantapi.tenant", tenant.code());
        configuration.put("erp.orders", erp.url() + "?httpMethod=POST");
        configuration.put("erp.products", folder.toUri() + "?delay=200");
        configuration.put("orders.delay", "200");
        return configuration;
    }

    private void deployExample(Map<String, Object> configuration) throws Exception {
        karaf.putConfiguration(KarafRun.EXAMPLE_PID, configuration);
        karaf.management().bundles().install(run.exampleBundle(), true);
    }

    private void uninstallExample() throws Exception {
        if (karaf.management().configurations().getConfigs().contains(KarafRun.EXAMPLE_PID)) {
            karaf.management().configurations().delete(KarafRun.EXAMPLE_PID);
        }
        Files.deleteIfExists(karaf.etc().resolve(KarafRun.EXAMPLE_PID + ".cfg"));
        if (!karaf.management().bundleStates(EXAMPLE).isEmpty()) {
            karaf.management().bundles().uninstall(karaf.management().bundleId(EXAMPLE));
        }
        await().untilAsserted(() -> assertThat(karaf.management().camelContexts()).isEmpty());
    }

    /** What this configuration makes Karaf log. */
    private String logOf(Map<String, Object> configuration, String text) throws Exception {
        long before = karaf.logged();
        deployExample(configuration);
        return karaf.awaitLog(before, text);
    }

    private List<String> putOrders(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> tenant.put("order", "{\"orderStatus\":\"processing\"}")).toList();
    }

    private List<String> deliveredIds() {
        return erp.orders().stream().map(version -> version.substring(0, 32)).toList();
    }

    /** Waits for the last ones, which are listed with the others: so by then those would have come again, too. */
    @SafeVarargs
    private void awaitTransferOf(List<String> last, List<String>... others) {
        await().untilAsserted(() -> assertThat(deliveredIds()).containsAll(last));
        for (List<String> earlier : others) {
            assertThat(new HashSet<>(deliveredIds())).containsAll(earlier);
        }
    }
}
