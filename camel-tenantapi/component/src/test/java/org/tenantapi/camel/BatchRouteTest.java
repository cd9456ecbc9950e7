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

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.imports.BatchImportException;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.imports.ImportOutcome.Status;
import org.tenantapi.camel.status.Counts;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.Hold;
import org.tenantapi.camel.testkit.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Batches in a route, against the simulated platform.
 */
class BatchRouteTest extends RouteTest {

    private static final String ONE = product("p-1", 1);
    private static final String TWO = product("p-2", 2);

    /** What a user's own class looks like. */
    public static class Product {
        public int remoteId = 3;
        public String vatRatePercent = "25";
    }

    private static String product(String remoteId, int stock) {
        return "{\"remoteId\":\"" + remoteId + "\",\"vatRatePercent\":\"25\",\"stock\":\"" + stock + "\"}";
    }

    private Exchange send(String options, Object body, Map<String, Object> headers) {
        return template.request("tenantapi:webshop/product" + options, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private List<ImportOutcome> outcomes(Exchange sent) {
        assertThat(sent.getException()).isNull();
        List<?> outcomes = sent.getMessage().getBody(List.class);
        assertThat(sent.getMessage().getHeader(TenantApiConstants.OUTCOMES)).isEqualTo(outcomes);
        return outcomes.stream().map(ImportOutcome.class::cast).toList();
    }

    @Test
    void takesABatchOfAnyUsualType(@TempDir Path folder) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Path array = Files.writeString(folder.resolve("array.json"), "[" + ONE + ",\n" + TWO + "]");
        Path lines = Files.writeString(folder.resolve("lines.ndjson"), ONE + "\n" + TWO + "\n");
        AtomicBoolean closed = new AtomicBoolean();
        List<Object> bodies = List.of(
                List.of(ONE, TWO), List.of(ONE, TWO).iterator(), Stream.of(ONE, TWO).onClose(() -> closed.set(true)),
                new Object[] { ONE, TWO }, "[" + ONE + "," + TWO + "]", ("[" + ONE + "," + TWO + "]").getBytes(),
                new ByteArrayInputStream(("[" + ONE + "," + TWO + "]").getBytes()),
                mapper.readTree("[" + ONE + "," + TWO + "]"),
                ONE + "\n" + TWO, new ByteArrayInputStream((ONE + "\n" + TWO).getBytes()), array, array.toFile(), lines,
                lines.toFile(), List.of(TenantRecord.of(ONE), mapper.readTree(TWO)),
                List.of(mapper.readValue(ONE, LinkedHashMap.class), TWO.getBytes()));
        for (Object body : bodies) {
            List<ImportOutcome> outcomes = outcomes(send("", body, Map.of()));
            assertThat(outcomes).as(body.getClass().getName()).extracting(ImportOutcome::remoteId).containsExactly("p-1",
                    "p-2");
        }
        assertThat(closed).isTrue();
        assertThat(tenant().records("product")).hasSize(2);
    }

    @Test
    void linesAreLinesByTheirContentType() {
        assertThat(outcomes(send("", ONE, Map.of(Exchange.CONTENT_TYPE, "application/x-ndjson; charset=utf-8")))).hasSize(1);
        assertThat(outcomes(send("", "", Map.of(Exchange.CONTENT_TYPE, "application/x-ndjson")))).isEmpty();
        assertThat(send("", ONE, Map.of(Exchange.CONTENT_TYPE, "application/json")).getMessage().getBody())
                .isInstanceOf(TenantRecord.class);
    }

    @Test
    void anObjectIsNoBatchEvenIfItCanBeIterated() throws Exception {
        ObjectNode node = (ObjectNode) new ObjectMapper().readTree(ONE);
        assertThat(send("", node, Map.of()).getMessage().getBody()).isInstanceOf(TenantRecord.class);
    }

    @Test
    void anObjectOfOnesOwnCanBeAnElement() {
        List<ImportOutcome> outcomes = outcomes(send("", List.of(new Product(), new Product()), Map.of()));
        assertThat(outcomes).extracting(ImportOutcome::status).containsExactly(Status.CREATED, Status.UPDATED);
    }

    @Test
    @DisplayName("lesson 30, 31: digits and nulls of a batch go as they are")
    void keepsDigitsAndNulls() {
        String exact
                = "{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\",\"weight\":1.500,\"x-m\":null,\"volume\":12345678901234567890.10}";
        outcomes(send("", "[" + exact + "]", Map.of()));
        ReceivedRequest post = platform().requests().stream().filter(request -> request.method().equals("POST")).findFirst()
                .orElseThrow();
        assertThat(post.bodyText())
                .isEqualTo("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\",\"weight\":\"1.500\",\"x-m\":null,"
                           + "\"volume\":\"12345678901234567890.10\"}");
    }

    @Test
    @DisplayName("lesson 32: the good are in, the bad are named, and only they fail")
    void throwsOnceAfterAllWereTried() {
        Exchange sent
                = send("", List.of(ONE, "{\"remoteId\":\"bad\",\"title\":\"a\",\"title_lang\":{}}", "no JSON", TWO), Map.of());
        assertThat(sent.getException()).isInstanceOfSatisfying(BatchImportException.class, e -> {
            assertThat(e.getOutcomes()).extracting(ImportOutcome::status).containsExactly(Status.CREATED, Status.REJECTED,
                    Status.REJECTED, Status.CREATED);
            assertThat(e.getOutcomes().get(1).message()).contains("title");
            assertThat(e.getCounts()).isEqualTo(Counts.of(
                    outcome -> outcome == Outcome.CREATED || outcome == Outcome.REJECTED ? 2 : 0));
            assertThat(e).hasMessageContainingAll("ProductImport of acme/1001", "2 of 4", "record 1", "bad");
        });
        assertThat((List<?>) sent.getMessage().getHeader(TenantApiConstants.OUTCOMES)).hasSize(4);
        assertThat(tenant().records("product")).hasSize(2);
    }

    @Test
    @DisplayName("lesson 36: the headers of a batch add up")
    void countsInHeaders() {
        Exchange sent = send("?throwOnFailure=false", List.of(ONE, ONE, "no JSON"), Map.of());
        assertThat(outcomes(sent)).hasSize(3);
        Map<String, Object> headers = sent.getMessage().getHeaders();
        assertThat(headers).containsEntry(TenantApiConstants.NUM_CONSIDERED, 3L)
                .containsEntry(TenantApiConstants.NUM_CREATED, 1L)
                .containsEntry(TenantApiConstants.NUM_UPDATED, 1L).containsEntry(TenantApiConstants.NUM_UNCHANGED, 0L)
                .containsEntry(TenantApiConstants.NUM_REJECTED, 1L).containsEntry(TenantApiConstants.NUM_UNKNOWN, 0L)
                .containsEntry(TenantApiConstants.PLUG, "ProductImport");
    }

    @Test
    void sendsOutcomesToAnEndpointInsteadOfCollectingThem() throws Exception {
        MockEndpoint told = context.getEndpoint("mock:outcomes", MockEndpoint.class);
        told.expectedMessageCount(3);
        Exchange sent = send("?throwOnFailure=false&outcomesUri=mock:outcomes", List.of(ONE, "no JSON", TWO), Map.of());
        told.assertIsSatisfied();
        assertThat(told.getExchanges()).extracting(exchange -> exchange.getMessage().getBody(ImportOutcome.class).index())
                .containsExactly(0L, 1L, 2L);
        assertThat(sent.getMessage().getBody()).isNull();
        assertThat(sent.getMessage().getHeader(TenantApiConstants.OUTCOMES)).isNull();
        assertThat(sent.getMessage().getHeader(TenantApiConstants.NUM_CONSIDERED)).isEqualTo(3L);
    }

    @Test
    void outcomesThatTheirEndpointRefusesAreInTheException() throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outcomes").throwException(new IllegalStateException("disk full"));
            }
        });
        Exchange sent = send("?outcomesUri=direct:outcomes", List.of(ONE, TWO), Map.of());
        assertThat(sent.getException()).isInstanceOfSatisfying(BatchImportException.class,
                e -> assertThat(e.getOutcomes()).hasSize(2));
    }

    @Test
    void aPasswordThatIsNotAcceptedIsNotTriedForEachRecord() {
        platform().on("*", "/**").always().answer(Fault.status(401));
        Exchange sent = send("?throwOnFailure=false&maxInFlight=1",
                IntStream.range(0, 1000).mapToObj(n -> product("p-" + n, n)).iterator(), Map.of());
        assertThat(platform().requestCount()).isLessThan(20);
        List<ImportOutcome> outcomes = outcomes(sent);
        assertThat(outcomes).allMatch(outcome -> outcome.status() == Status.REJECTED).hasSizeLessThan(30);
        assertThat(outcomes.get(0).httpStatus()).isEqualTo(401);
        assertThat(outcomes.get(outcomes.size() - 1).message()).contains("Not sent", "401");
    }

    @Test
    void refusesAMaxInFlightOfNone() {
        assertThatThrownBy(() -> template.sendBody("tenantapi:webshop/product?maxInFlight=0", List.of(ONE)))
                .rootCause().hasMessageContaining("maxInFlight");
    }

    /** A route that imports this once; a timer can be suspended and stopped, as most consumers can. */
    private void feed(Object products) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                onException(BatchImportException.class).handled(true).setBody(exceptionMessage()).to("mock:failed");
                from("timer:feed?repeatCount=1&delay=0").routeId("feed")
                        .process(exchange -> exchange.getMessage().setBody(products))
                        .to("tenantapi:webshop/product?maxInFlight=2").to("mock:done");
            }
        });
    }

    private interface Action {
        void take() throws Exception;
    }

    /** Begins it, and returns when Camel has told the route's services, of which this is the last. */
    private CompletableFuture<Void> begin(Action action) throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        context.getRoute("feed").addService(new Told(told));
        CompletableFuture<Void> taken = CompletableFuture.runAsync(() -> {
            try {
                action.take();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        return taken;
    }

    private static final class Told extends ServiceSupport implements ShutdownPrepared {

        private final CountDownLatch told;

        private Told(CountDownLatch told) {
            this.told = told;
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            told.countDown();
        }
    }

    private static long posts() {
        return platform().requests().stream().filter(request -> request.method().equals("POST")).count();
    }

    private static List<String> products(int count) {
        return IntStream.range(0, count).mapToObj(n -> product("p-" + n, n)).toList();
    }

    /** From the sixth on, new products are not answered. */
    private static Hold holdAfterFive() {
        return platform().on("POST", "/product").after(5).always().hold();
    }

    @Test
    void aRouteThatStopsInTheMiddleOfABatchStartsNothingNewAndTellsWhatWasDone() throws Exception {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        context.getShutdownStrategy().setTimeout(20);
        Hold hold = holdAfterFive();
        MockEndpoint failed = context.getEndpoint("mock:failed", MockEndpoint.class);
        failed.expectedMessageCount(1);
        feed(products(10_000).iterator());
        await().atMost(Duration.ofSeconds(20)).until(() -> posts() == 7);
        CompletableFuture<Void> stop = begin(() -> context.getRouteController().stopRoute("feed"));
        hold.release();
        failed.assertIsSatisfied();
        stop.get(20, TimeUnit.SECONDS);
        BatchImportException e
                = failed.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, BatchImportException.class);
        assertThat(e.getOutcomes().subList(0, 7)).allMatch(outcome -> outcome.status() == Status.CREATED);
        assertThat(e.getOutcomes().subList(7, e.getOutcomes().size())).isNotEmpty()
                .allMatch(outcome -> outcome.message().startsWith("Not sent: the route was stopped"));
        assertThat(e.getCounts().considered()).isEqualTo(e.getOutcomes().size());
        assertThat(tenant().records("product")).hasSize(7);
        assertThat(posts()).isEqualTo(7);
    }

    @Test
    void aServerThatDoesNotAnswerDoesNotHoldUpAStop() throws Exception {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        context.getShutdownStrategy().setTimeout(10);
        holdAfterFive();
        MockEndpoint failed = context.getEndpoint("mock:failed", MockEndpoint.class);
        failed.expectedMessageCount(1);
        feed(products(10_000).iterator());
        await().atMost(Duration.ofSeconds(20)).until(() -> posts() == 7);
        begin(() -> context.getRouteController().stopRoute("feed"));
        failed.assertIsSatisfied();
        BatchImportException e
                = failed.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, BatchImportException.class);
        assertThat(e.getOutcomes().stream().filter(outcome -> outcome.status() == Status.CREATED)).hasSize(5);
        assertThat(e.getOutcomes().stream().filter(outcome -> outcome.status() == Status.UNKNOWN)).hasSize(2);
    }

    @Test
    void aSuspensionLetsABatchEnd() throws Exception {
        Hold hold = holdAfterFive();
        MockEndpoint done = context.getEndpoint("mock:done", MockEndpoint.class);
        done.expectedMessageCount(1);
        feed(products(50));
        await().atMost(Duration.ofSeconds(20)).until(() -> posts() == 7);
        CompletableFuture<Void> suspension = begin(() -> context.getRouteController().suspendRoute("feed"));
        hold.release();
        done.assertIsSatisfied();
        suspension.get(20, TimeUnit.SECONDS);
        assertThat(tenant().records("product")).hasSize(50);
    }

    @Test
    void aRunningBatchShowsItselfInJmx() throws Exception {
        Hold hold = holdAfterFive();
        List<String> products = new ArrayList<>(products(50));
        products.add(0, "no JSON");
        feed(products);
        await().atMost(Duration.ofSeconds(20)).until(() -> posts() == 7);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=producers,name=TenantApiProducer*"), null)
                .iterator().next();
        assertThat(server.getAttribute(name, "Plug")).isEqualTo("ProductImport");
        assertThat(server.getAttribute(name, "ImportState")).isEqualTo("DELIVERING");
        assertThat((String) server.getAttribute(name, "TransferInProgressStartTime")).isNotEmpty();
        await().until(() -> server.getAttribute(name, "TransferInProgressNumConsidered").equals(6L));
        assertThat(server.getAttribute(name, "TransferInProgressNumFailed")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "TotalNumConsidered")).as("those in progress count too").isEqualTo(6L);
        assertThat((int) server.getAttribute(name, "InFlight")).isBetween(2, 10);
        hold.release();
        await().atMost(Duration.ofSeconds(20)).until(() -> server.getAttribute(name, "ImportState").equals("IDLE"));
        assertThat(server.getAttribute(name, "LastTransferNumConsidered")).isEqualTo(51L);
    }

    @Override
    public void configureTest(TestExecutionConfiguration testConfiguration) {
        super.configureTest(testConfiguration);
        testConfiguration.withJMX(true);
    }
}
