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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.internal.management.Operator;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What an operator asks of an export Plug and does to it. */
class OperatorTest extends RouteTest {

    private static final String FAST = "tenantapi:webshop/order?delay=20&initialDelay=0";

    private final AtomicBoolean broken = new AtomicBoolean();

    @Override
    public void configureTest(TestExecutionConfiguration testConfiguration) {
        super.configureTest(testConfiguration);
        testConfiguration.withJMX(true);
    }

    private TenantApiConsumer plug() {
        return (TenantApiConsumer) context.getRoute("export").getConsumer();
    }

    private void exportInto(String uri) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("export").process(exchange -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no such customer");
                    }
                }).process(OperatorTest.this::note);
            }
        });
        await().until(() -> plug().status().lastTransfer() != null);
    }

    private static String orderNo(String number, String remoteId) {
        return tenant().put("order",
                "{\"orderStatus\":\"new\",\"remoteOrderNo\":\"" + number + "\",\"remoteIdMap\":{\"1001\":\"" + remoteId
                                     + "\"}}");
    }

    @Test
    void isTheThreadAloneWithinTheProcess() {
        assertThat(Operator.name()).isEqualTo("thread " + Thread.currentThread().getName());
    }

    @Test
    void explainsADeliveredRecordByEachOfItsNames() throws Exception {
        String localId = orderNo("536365", "web-7");
        exportInto(FAST);
        for (String name : List.of(localId, "web-7", "536365")) {
            assertThat(plug().explain(name)).as(name)
                    .startsWith("OrderExport of acme/1001/order, record " + localId + ", remoteId web-7:\n- Delivered at ")
                    .contains("attempt 1: the version with lastModified 2026-11-01T12:00:00Z")
                    .contains("On the server its lastModified is 2026-11-01T12:00:00Z: it has not changed since.");
        }
    }

    @Test
    void explainsARecordInQuarantine() throws Exception {
        broken.set(true);
        String localId = orderNo("536365", "web-7");
        exportInto(FAST + "&maxAttempts=1");
        assertThat(plug().explain("536365"))
                .contains(
                        "Its delivery has failed once, so it is in quarantine: nothing is tried any more until an operator replays"
                          + " or discards it. Last error: java.lang.IllegalStateException: no such customer");
        broken.set(false);
        assertThat(plug().replay(localId)).contains("delivered again at the next poll");
        awaitDelivered(1);
        await().until(() -> plug().explain("536365").contains("Delivered at"));
        assertThat(plug().explain("536365")).contains("attempt 2").doesNotContain("quarantine");
    }

    @Test
    void explainsARecordThatWasFinishedBeforeARestart() throws Exception {
        context.getComponent("tenantapi", TenantApiComponent.class).setPositionStore(new MemoryPositionStore());
        orderNo("536365", "web-7");
        exportInto(FAST);
        restartRoute();
        await().until(() -> plug().explain("536365").contains("had been finished before this process remembers"));
        context.getRouteController().stopRoute("export");
        assertThat(plug().explain("536365")).contains("The export is stopped: nothing moves until its route is started.");
    }

    @Test
    void explainsARecordThatWasFinishedLongBeforeARestart() throws Exception {
        context.getComponent("tenantapi", TenantApiComponent.class).setPositionStore(new MemoryPositionStore());
        String localId = orderNo("536365", "web-7");
        exportInto(FAST + "&historyRetention=7d");
        awaitDelivered(1);
        platform().clock().advance(Duration.ofHours(2));
        tenant().put("order", "{\"localId\":\"" + localId + "\",\"orderStatus\":\"sent\"}");
        awaitDelivered(2);
        platform().clock().advance(Duration.ofHours(2));
        awaitPolls();
        restartRoute();
        // no answer but by the position while a poll is in progress
        await().untilAsserted(() -> assertThat(plug().explain(localId)).contains(
                "The position remembers as finished, by lastModified: 2026-11-01T12:00:00Z, 2026-11-01T14:00:00Z.",
                "On the server its lastModified is 2026-11-01T14:00:00Z: this version is finished"));
        assertThat(delivered).hasSize(2);
    }

    @Test
    void explainsARecordThatIsOlderThanWhereTheExportBegan() throws Exception {
        orderNo("536365", "web-7");
        platform().clock().advance(Duration.ofDays(1));
        exportInto(FAST + "&startFrom=2026-11-02T00:00:00Z");
        assertThat(plug().explain("536365")).contains("that is before startFrom, 2026-11-02T00:00:00Z, so it is not exported");
    }

    @Test
    void explainsARecordThatBecameVisibleLaterThanTheOverlap() throws Exception {
        exportInto(FAST);
        platform().clock().advance(Duration.ofHours(2));
        awaitPolls();
        orderNo("536365", "web-7");
        String localId = orderAt(NOON.minusSeconds(3600));
        awaitPolls();
        assertThat(plug().explain(localId)).contains("this process does not remember that version",
                "older than the overlap (PT15M)",
                "reset the mark");
    }

    @Test
    void saysWhenNobodyKnowsTheRecord() throws Exception {
        exportInto(FAST);
        assertThat(plug().explain("999999")).contains("The server knows no record 999999");
    }

    @Test
    void explainsWhatItRemembersWhileTheServerIsDown() throws Exception {
        String localId = orderNo("536365", "web-7");
        exportInto(FAST);
        platform().on("GET", "/order/*").always().answer(Fault.status(500));
        assertThat(plug().explain(localId)).contains("Delivered at", "The server could not be asked: ");
    }

    @Test
    @DisplayName("lesson 14: to explain a record consumes nothing")
    void explainingConsumesNothing() throws Exception {
        exportInto("tenantapi:webshop/order?initialDelay=0&repeatCount=1");
        orderNo("536365", "web-7");
        String first = plug().explain("536365");
        assertThat(first).contains("the next one meets it");
        assertThat(plug().explain("536365")).isEqualTo(first);
        assertThat(delivered).isEmpty();
        restartRoute();
        awaitDelivered(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theConsoleExplainsToo() throws Exception {
        String localId = orderNo("536365", "web-7");
        exportInto(FAST);
        DevConsole console = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("tenantapi");
        Map<String, Object> options = Map.of("explain", "536365");
        assertThat((String) console.call(DevConsole.MediaType.TEXT, options)).contains("Delivered at");
        Map<String, Object> json = (Map<String, Object>) console.call(DevConsole.MediaType.JSON, options);
        Map<String, Object> explanation = ((List<Map<String, Object>>) json.get("explanations")).get(0);
        assertThat(explanation).containsEntry("plug", "OrderExport").containsEntry("localId", localId)
                .containsEntry("remoteId", "web-7");
        assertThat((List<String>) explanation.get("findings")).first().asString().startsWith("Delivered at");
    }

    @Test
    void replayAndDiscardDoNotWaitForAPollInProgress() throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        String poison = order("poison");
        platform().clock().advance(Duration.ofSeconds(1));
        order("slow");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&maxAttempts=1").routeId("export").process(exchange -> {
                    if (exchange.getMessage().getBody(String.class).contains("poison") && !broken.get()) {
                        throw new IllegalStateException("no such customer");
                    }
                    inRoute.countDown();
                    goOn.await(20, TimeUnit.SECONDS);
                }).process(OperatorTest.this::note);
            }
        });
        assertThat(inRoute.await(20, TimeUnit.SECONDS)).isTrue();
        broken.set(true);
        plug().replay(poison);
        assertThat(plug().status().state()).as("it returned while the poll went on").isEqualTo(PlugState.DELIVERING);
        goOn.countDown();
        awaitDelivered(2);
        assertThat(delivered).contains(poison + ":poison");
        await().until(() -> plug().failedRecords().isEmpty());
        assertThatThrownBy(() -> plug().discard(poison)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has failed");
    }

    @Test
    void resetsTheMarkOfAStoppedExportAndSaysHowManyRecordsComeAgain() throws Exception {
        orderAt(NOON.minusSeconds(7200));
        String second = orderAt(NOON.minusSeconds(3600));
        String third = orderAt(NOON);
        // a slow answer holds the mark back by as long as it took
        platform().clock().advance(Duration.ofMinutes(1));
        exportInto(FAST);
        awaitDelivered(3);
        assertThatThrownBy(() -> resetMark("2026-11-01T11:00:00Z")).hasStackTraceContaining("stop its route");
        context.getRouteController().stopRoute("export");
        assertThatThrownBy(() -> resetMark("yesterday")).hasStackTraceContaining("'yesterday' is not an instant");
        assertThat(resetMark("2026-11-01T11:00:00Z"))
                .isEqualTo("The mark was 2026-11-01T12:00:00Z and is 2026-11-01T11:00:00Z now. At the next start 2 records come"
                           + " that the server has modified since.");
        delivered.clear();
        context.getRouteController().startRoute("export");
        awaitDelivered(2);
        awaitPolls();
        assertThat(delivered).containsExactly(second + ":new", third + ":new");
    }

    /** As Hawtio has it done. */
    private Object resetMark(String instant) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=endpoints,*"), null)
                .stream().filter(endpoint -> endpoint.toString().contains("tenantapi")).findFirst().orElseThrow();
        return server.invoke(name, "resetMark", new Object[] { instant }, new String[] { String.class.getName() });
    }
}
