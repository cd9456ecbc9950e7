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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator sees of an export Plug, and that every outlet shows the same. */
class ExportStatusOutletsTest extends RouteTest {

    private static final String FAST = "tenantapi:webshop/order?delay=20&initialDelay=0";

    @Override
    public void configureTest(TestExecutionConfiguration testConfiguration) {
        super.configureTest(testConfiguration);
        testConfiguration.withJMX(true);
    }

    private TenantApiConsumer export() {
        return (TenantApiConsumer) context.getRoute("export").getConsumer();
    }

    private void exportOnce(String options) throws Exception {
        // a slow answer holds the mark back by as long as it took
        platform().clock().advance(Duration.ofMinutes(1));
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:webshop/order?initialDelay=0&repeatCount=1" + options).routeId("export")
                        .process(exchange -> {
                            if (exchange.getMessage().getBody(String.class).contains("poison")) {
                                throw new IllegalStateException("no such customer");
                            }
                        });
            }
        });
        await().until(() -> export().status().lastTransfer() != null);
    }

    private Map<String, Object> jmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> names = server.queryNames(
                new ObjectName(
                        "org.apache.camel:context=" + context.getManagementName()
                               + ",type=consumers,name=TenantApiConsumer*"),
                null);
        assertThat(names).hasSize(1);
        ObjectName name = names.iterator().next();
        Map<String, Object> attributes = new TreeMap<>();
        for (var attribute : server.getMBeanInfo(name).getAttributes()) {
            attributes.put(attribute.getName(), server.getAttribute(name, attribute.getName()));
        }
        return attributes;
    }

    private DevConsole console() {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        return registry.resolveById("tenantapi");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> consoleFields() {
        Map<String, Object> json = (Map<String, Object>) console().call(DevConsole.MediaType.JSON, Map.of());
        return ((java.util.List<Map<String, Object>>) json.get("exports")).get(0);
    }

    /** lastTransfer: {numFailed: 1} becomes LastTransferNumFailed: 1. */
    static Map<String, Object> flat(String prefix, Map<?, ?> fields) {
        Map<String, Object> flat = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            String key = prefix + name.toString().substring(0, 1).toUpperCase() + name.toString().substring(1);
            if (value instanceof Map<?, ?> map) {
                flat.putAll(flat(key, map));
            } else {
                flat.put(key, value);
            }
        });
        return flat;
    }

    @Test
    @DisplayName("lesson 36: JMX, the developer console and the status show the same numbers, and they add up")
    void everyOutletShowsTheSameNumbers() throws Exception {
        order("new");
        order("new");
        order("poison");
        exportOnce("");
        Map<String, Object> console = flat("", consoleFields());
        // it moves with the clock
        console.remove("LagSeconds");
        console.put("ExportState", console.remove("State"));
        Map<String, Object> jmx = jmx();
        assertThat(console).containsEntry("LastTransferNumConsidered", 3L).containsEntry("LastTransferNumDelivered", 2L)
                .containsEntry("LastTransferNumFailed", 1L).containsEntry("LastTransferNumIgnored", 0L)
                .containsEntry("Failed", 1).containsEntry("Plug", "OrderExport").containsEntry("PositionKey", "acme/1001/order")
                .containsEntry("Mark", "2026-11-01T12:00:00Z").containsEntry("ExportState", "IDLE");
        console.put("LastErrorMessage", console.remove("LastError"));
        assertThat((String) console.get("LastErrorMessage")).contains("no such customer");
        console.forEach((name, value) -> assertThat(jmx).as(name).containsEntry(name, value));
    }

    @Test
    @DisplayName("lesson 36: Micrometer shows the same numbers, as long as the route runs")
    void micrometerShowsTheSameNumbers() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        context.getRegistry().bind("meters", meters);
        order("new");
        order("new");
        order("poison");
        exportOnce("");
        assertThat(meters.get("tenantapi.export.records").tags("plug", "OrderExport", "tenant", "acme", "connection", "1001")
                .tag("outcome", "delivered").functionCounter().count()).isEqualTo(2);
        assertThat(meters.get("tenantapi.export.records").tag("outcome", "failed").functionCounter().count()).isEqualTo(1);
        double considered = meters.get("tenantapi.export.records").functionCounters().stream()
                .mapToDouble(FunctionCounter::count).sum();
        assertThat(considered).isEqualTo(export().status().total().considered());
        assertThat(meters.get("tenantapi.export.failed").gauge().value()).isEqualTo(1);
        assertThat(meters.get("tenantapi.export.quarantined").gauge().value()).isZero();
        assertThat(meters.get("tenantapi.export.in.flight").gauge().value()).isZero();
        assertThat(meters.get("tenantapi.export.late").functionCounter().count()).isZero();
        assertThat(meters.get("tenantapi.export.healthy").gauge().value()).as("the clocks differ").isZero();
        assertThat(meters.get("tenantapi.export.lag").timeGauge().value()).isNotNaN();
        context.getRouteController().stopRoute("export");
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void theConsoleShowsItAsTextToo() throws Exception {
        order("new");
        exportOnce("");
        String text = (String) console().call(DevConsole.MediaType.TEXT, Map.of());
        assertThat(text).contains("OrderExport\n", "    routeId: export\n", "    mark: 2026-11-01T12:00:00Z\n",
                "    lastTransfer:\n", "        numDelivered: 1\n", "    quarantined: 0\n");
        assertThat(text).doesNotContain(PASSWORD);
    }

    @Test
    void theJsonOfTheConsoleCanBeSerialised() throws Exception {
        exportOnce("");
        Object json = console().call(DevConsole.MediaType.JSON, Map.of());
        assertThat(((org.apache.camel.util.json.JsonObject) json).toJson()).contains("\"lastTransfer\":{");
    }

    @Test
    @DisplayName("lessons 9, 35, 36: late arrivals, own writes, duplicates and quarantine are counted, end to end")
    void countsWhateverBecomesOfARecord() throws Exception {
        platform().clock().followSystem();
        order("poison");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&skipOwnWrites=true&retryDelay=1&maxAttempts=2").routeId("export").process(exchange -> {
                    if (exchange.getMessage().getBody(String.class).contains("poison")) {
                        throw new IllegalStateException("no such customer");
                    }
                }).process(ExportStatusOutletsTest.this::note);
                from("direct:import").to("tenantapi:webshop/order?operation=create");
            }
        });
        await().until(() -> export().status().progress().quarantined() == 1);
        // a poll that listed the order before its import has the answer would not know whose it is
        context.getRouteController().suspendRoute("export");
        template.requestBody("direct:import", "{\"remoteOrderNo\":\"1\"}");
        context.getRouteController().resumeRoute("export");
        await().until(() -> export().status().total().counts().of(Outcome.OWN_WRITE) == 1);
        orderAt(platform().clock().second().minus(Duration.ofMinutes(5)));
        awaitDelivered(1);
        await().until(() -> export().status().total().late() == 1);
        long duplicates = export().status().total().counts().of(Outcome.DUPLICATE);
        await().until(() -> export().status().total().counts().of(Outcome.DUPLICATE) > duplicates);
        PlugStatus status = export().status();
        assertThat(status.total().delivered()).isEqualTo(1);
        assertThat(status.total().failed()).isEqualTo(2);
        assertThat(status.total().counts().of(Outcome.WAITING)).isPositive();
        assertThat(status.total().considered())
                .isEqualTo(status.total().delivered() + status.total().failed() + status.total().ignored());
    }

    @Test
    void isReadWhileTheRouteTakesItsTime() throws Exception {
        order("slow");
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST).routeId("export").process(exchange -> {
                    inRoute.countDown();
                    goOn.await(20, TimeUnit.SECONDS);
                });
            }
        });
        assertThat(inRoute.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(export().status().state()).isEqualTo(PlugState.DELIVERING);
        assertThat(jmx()).containsEntry("InFlight", 1).containsEntry("ExportState", "DELIVERING");
        assertThat(consoleFields()).containsEntry("inFlight", 1);
        assertThat(jmx()).as("what the poll in progress has done so far").containsEntry("TransferInProgressNumConsidered", 0L)
                .hasEntrySatisfying("TransferInProgressStartTime", start -> assertThat(start).isNotNull());
        assertThat(export().failedRecords()).isEmpty();
        goOn.countDown();
    }

    @Test
    @DisplayName("what is not known is not 0: null in JMX, missing in the console, NaN in Micrometer")
    void whatIsNotKnownIsNotZero() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        context.getRegistry().bind("meters", meters);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:webshop/order?initialDelay=600000").routeId("export").autoStartup(false).to("mock:none");
            }
        });
        assertThat(consoleFields()).as("its position has not been opened").containsEntry("state", "STOPPED")
                .doesNotContainKeys("failed", "quarantined", "mark", "lagSeconds", "serverClockAheadSeconds", "lastTransfer");
        context.getRouteController().startRoute("export");
        assertThat(consoleFields()).containsEntry("failed", 0).containsEntry("quarantined", 0).doesNotContainKeys("lagSeconds",
                "serverClockAheadSeconds", "lastTransfer", "transferInProgress");
        assertThat(jmx()).containsEntry("LagSeconds", null).containsEntry("ServerClockAheadSeconds", null)
                .containsEntry("LastTransferNumConsidered", null).containsEntry("LastTransferSessionErrors", null)
                .containsEntry("LastSuccessfulTransferNumFailed", null).containsEntry("TransferInProgressNumConsidered", null)
                .containsEntry("TotalNumConsidered", 0L).containsEntry("Failed", 0);
        assertThat(meters.get("tenantapi.export.lag").timeGauge().value()).isNaN();
    }

    @Test
    void staysToBeSeenWhenTheRouteIsStopped() throws Exception {
        order("new");
        exportOnce("");
        context.getRouteController().stopRoute("export");
        assertThat(export().status().state()).isEqualTo(PlugState.STOPPED);
        assertThat(consoleFields()).containsEntry("state", "STOPPED").containsEntry("mark", "2026-11-01T12:00:00Z");
    }
}
