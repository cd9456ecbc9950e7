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
package org.tenantapi.camel;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.internal.management.ImportPlug;
import org.tenantapi.camel.internal.management.ImportPlugs;
import org.tenantapi.camel.status.PlugStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator sees of an import Plug, and that every outlet shows the same. */
class ImportStatusOutletsTest extends RouteTest {

    private static final Path LOG = Path.of(System.getProperty("test.log", "target/test.log"));
    private static final String PRODUCT = "{\"remoteId\":\"p-%d\",\"vatRatePercent\":\"25\",\"sku\":\"%d\"}";

    @Override
    public void configureTest(TestExecutionConfiguration testConfiguration) {
        super.configureTest(testConfiguration);
        testConfiguration.withJMX(true);
    }

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void addRoutes() throws Exception {
        context.getRegistry().bind("meters", meters);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:products").routeId("import")
                        .to("tenantapi:webshop/product?skipUnchanged=true&throwOnFailure=false");
                from("direct:prices").to("tenantapi:webshop/product?operation=update&throwOnFailure=false");
            }
        });
    }

    private PlugStatus status() {
        return context.getComponent("tenantapi", TenantApiComponent.class).importPlugs().all().get(0).status();
    }

    private static String product(int number) {
        return PRODUCT.formatted(number, number);
    }

    /** Two created, one updated, one unchanged, one rejected; through two routes. */
    private void importFive() {
        template.sendBody("direct:products", List.of(product(1), product(2)));
        template.sendBody("direct:prices", "{\"remoteId\":\"p-1\",\"stock\":\"7\"}");
        template.sendBody("direct:products", List.of(product(2), "{\"sku\":\"no remoteId\"}"));
    }

    private DevConsole console() {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        return registry.resolveById("tenantapi");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> consoleFields() {
        Map<String, Object> json = (Map<String, Object>) console().call(DevConsole.MediaType.JSON, Map.of());
        return ((List<Map<String, Object>>) json.get("imports")).get(0);
    }

    private List<Map<String, Object>> jmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<Map<String, Object>> beans = new java.util.ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=producers,name=TenantApiProducer*"), null)) {
            Map<String, Object> attributes = new TreeMap<>();
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                attributes.put(attribute.getName(), server.getAttribute(name, attribute.getName()));
            }
            beans.add(attributes);
        }
        return beans;
    }

    @Test
    @DisplayName("lesson 36: JMX, the developer console and Micrometer show the same numbers of an import Plug, and they add up")
    void everyOutletShowsTheSameNumbers() throws Exception {
        importFive();
        Map<String, Object> console = ExportStatusOutletsTest.flat("", consoleFields());
        assertThat(console).containsEntry("Plug", "ProductImport").containsEntry("TotalNumConsidered", 5L)
                .containsEntry("TotalNumDelivered", 3L).containsEntry("TotalNumIgnored", 1L).containsEntry("TotalNumFailed", 1L)
                .containsEntry("Created", 2L).containsEntry("Updated", 1L).containsEntry("Unchanged", 1L)
                .containsEntry("Rejected", 1L)
                .containsEntry("Unknown", 0L).containsEntry("LastTransferNumConsidered", 2L).containsEntry("InFlight", 0)
                .containsEntry("State", "IDLE");
        assertThat((String) console.get("LastError")).contains("remoteId");
        console.put("ImportState", console.remove("State"));
        assertThat(jmx()).hasSize(2).allSatisfy(bean -> assertThat(bean).containsAllEntriesOf(console));

        assertThat(meters.get("tenantapi.import.records").tags("plug", "ProductImport", "tenant", "acme", "connection", "1001")
                .tag("outcome", "created").functionCounter().count()).isEqualTo(2);
        assertThat(meters.get("tenantapi.import.records").functionCounters().stream().mapToDouble(FunctionCounter::count).sum())
                .isEqualTo(status().total().considered());
        assertThat(meters.get("tenantapi.import.in.flight").gauge().value()).isZero();
        assertThat(meters.get("tenantapi.import.healthy").gauge().value()).isEqualTo(1);
    }

    @Test
    void theConsoleShowsItAsTextToo() {
        importFive();
        String text = (String) console().call(DevConsole.MediaType.TEXT, Map.of());
        assertThat(text).contains("ProductImport\n", "    total:\n", "        numDelivered: 3\n", "    created: 2\n");
        assertThat(text).doesNotContain(PASSWORD);
    }

    @Test
    @DisplayName("lesson 36: a body that cannot be read counts as a failed record, so that no missing one looks like success")
    void anUnreadableBodyIsCounted() {
        template.send("direct:products", exchange -> exchange.getMessage().setBody("no JSON"));
        assertThat(status().total().failed()).isEqualTo(1);
        assertThat(status().errors().lastError()).isNotEmpty();
    }

    @Test
    @DisplayName("what is not known is not 0: no message has been imported yet")
    void whatIsNotKnownIsNotZero() throws Exception {
        assertThat(jmx()).isNotEmpty().allSatisfy(bean -> assertThat(bean).containsEntry("LastTransferNumConsidered", null)
                .containsEntry("LastSuccessfulTransferNumFailed", null).containsEntry("LastError", null)
                .containsEntry("TotalNumConsidered", 0L).containsEntry("Unchanged", 0L));
        assertThat(consoleFields()).doesNotContainKeys("lastTransfer", "transferInProgress", "lastError", "failingSince");
    }

    @Test
    void theTotalsOutliveARestartOfTheRoute() throws Exception {
        importFive();
        context.getRouteController().stopRoute("import");
        context.getRouteController().startRoute("import");
        assertThat(status().total().considered()).isEqualTo(5);
        template.sendBody("direct:products", product(3));
        assertThat(status().total().considered()).isEqualTo(6);
    }

    @Test
    void aRecordTypeThatAHeaderNamesHasAPlugOfItsOwn() {
        template.sendBodyAndHeader("direct:products", "{\"remoteId\":\"c-1\"}", TenantApiConstants.RECORD_TYPE, "customer");
        List<ImportPlug> plugs = context.getComponent("tenantapi", TenantApiComponent.class).importPlugs().all();
        assertThat(plugs).extracting(ImportPlug::toString)
                .containsExactly("CustomerImport of acme/1001", "ProductImport of acme/1001");
        assertThat(plugs.get(0).status().total().delivered()).isEqualTo(1);
    }

    @Test
    void headersCannotFillTheHeapWithPlugs() {
        TenantApiEndpoint endpoint = context.getEndpoint("tenantapi:webshop/product", TenantApiEndpoint.class);
        ImportPlugs plugs = new ImportPlugs();
        ImportPlug own = plugs.of(context, endpoint.getClientSettings(), "product");
        for (int i = 0; i < 1010; i++) {
            plugs.of(context, endpoint.getClientSettings(), "type" + i, "product");
        }
        assertThat(plugs.all()).hasSize(1000);
        assertThat(plugs.of(context, endpoint.getClientSettings(), "one-more", "product")).isSameAs(own);
        plugs.close();
    }

    @Test
    @DisplayName("one INFO line for a batch that moved something, none for an empty one and none for a single record")
    void logsOneLineForEachBatch() throws Exception {
        String line = "ProductImport of acme/1001: 2 considered, 2 created";
        long before = lines("ProductImport of acme/1001");
        template.sendBody("direct:products", List.of(product(1), product(2)));
        template.sendBody("direct:products", List.of());
        template.sendBody("direct:products", product(3));
        assertThat(lines("ProductImport of acme/1001") - before).isEqualTo(1);
        assertThat(Files.readString(LOG)).contains(line);
    }

    private static long lines(String part) throws Exception {
        try (var lines = Files.lines(LOG)) {
            return lines.filter(line -> line.contains(part) && line.contains("INFO")).count();
        }
    }
}
