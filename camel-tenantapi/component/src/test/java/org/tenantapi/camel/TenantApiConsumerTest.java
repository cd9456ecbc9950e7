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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class TenantApiConsumerTest extends RouteTest {

    private static final String FAST = "tenantapi:webshop/order?delay=20&initialDelay=0";

    @Test
    @DisplayName("each record of a batch has the key that the header has where records come one by one")
    void aRecordTellsItsVersion() throws Exception {
        order("new");
        order("paid");
        List<String> headers = new CopyOnWriteArrayList<>();
        List<String> records = new CopyOnWriteArrayList<>();
        String options = "tenantapi:webshop/order?initialDelay=0&delay=60000&ignoreFields=/orderStatus";
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(options).process(exchange -> headers.add(
                        exchange.getMessage().getHeader(TenantApiConstants.VERSION_ID, String.class)));
                from(options + "&batchSize=10&positionKey=batches").split(body())
                        .process(exchange -> records.add(exchange.getMessage().getBody(TenantRecord.class).versionId()));
            }
        });
        await().until(() -> headers.size() == 2 && records.size() == 2);
        assertThat(records).containsExactlyInAnyOrderElementsOf(headers).doesNotHaveDuplicates();
    }

    @Test
    void exportsARecordWithItsHeaders() throws Exception {
        List<Exchange> exchanges = new CopyOnWriteArrayList<>();
        String localId = tenant().putAsIs("order",
                "{\"remoteOrderNo\":\"536365\",\"created\":\"2026-10-31T08:26:00Z\",\"lastModified\":\"2026-11-01T08:26:00Z\",\"remoteIdMap\":{\"1001\":\"web-7\"}}");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST).process(exchange -> exchanges.add(exchange.copy()));
            }
        });
        await().until(() -> exchanges.size() == 1);
        Exchange exchange = exchanges.get(0);
        assertThat(exchange.getMessage().getBody()).isInstanceOf(TenantRecord.class);
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        assertThat(headers).containsEntry(TenantApiConstants.LOCAL_ID, localId)
                .containsEntry(TenantApiConstants.FILE_NAME, localId)
                .containsEntry(TenantApiConstants.REMOTE_ID, "web-7")
                .containsEntry(TenantApiConstants.RECORD_TYPE, "order")
                .containsEntry(TenantApiConstants.TENANT, "acme")
                .containsEntry(TenantApiConstants.CONNECTION_ID, "1001")
                .containsEntry(TenantApiConstants.PLUG, "OrderExport")
                .containsEntry(TenantApiConstants.ATTEMPT, 1)
                .containsEntry(TenantApiConstants.CREATED, Instant.parse("2026-10-31T08:26:00Z"))
                .containsEntry(TenantApiConstants.LAST_MODIFIED, Instant.parse("2026-11-01T08:26:00Z"));
        assertThat(simple("${date:header.CamelMessageTimestamp:yyyy-MM-dd}", exchange)).isEqualTo("2026-11-01");
        for (String header : List.of(TenantApiConstants.CREATED, TenantApiConstants.LAST_MODIFIED)) {
            Instant time = exchange.getMessage().getHeader(header, Instant.class);
            assertThat(simple("${header." + header + "}", exchange)).isEqualTo(time.toString());
            exchange.getMessage().setHeader("time", context.resolveLanguage("simple")
                    .createExpression("${headerAs(" + header + ", java.util.Date)}").evaluate(exchange, Object.class));
            assertThat(simple("${date:header.time:yyyy-MM-dd}", exchange)).isEqualTo(time.toString().substring(0, 10));
            assertThat(exchange.getMessage().getHeader(header, java.sql.Timestamp.class).toInstant()).isEqualTo(time);
        }
        assertThat(exchange.getMessage().getHeader(TenantApiConstants.VERSION_ID, String.class))
                .matches(localId + "/2026-11-01T08:26:00Z/[0-9a-f]{32}");
    }

    private String simple(String expression, Exchange exchange) {
        return context.resolveLanguage("simple").createExpression(expression).evaluate(exchange, String.class);
    }

    @Test
    void sendsWhatThePlatformAsksOfEveryRequest() throws Exception {
        order("new");
        export(FAST);
        awaitDelivered(1);
        ReceivedRequest request = platform().requests().get(0);
        assertThat(request.header("X-Tenant")).contains("acme");
        assertThat(request.header("X-ConnectionId")).contains("1001");
        assertThat(request.header("User-Agent")).contains("route-test/1.0 (test@example.com)");
        assertThat(request.header("Accept")).contains("application/json");
        assertThat(request.queryParameter("modifiedAtOrAfter")).isEmpty();
    }

    @Test
    void deliversWhatChangesAndNothingTwice() throws Exception {
        String first = order("new");
        export(FAST);
        awaitDelivered(1);
        String second = order("new");
        change(first, "complete");
        awaitDelivered(3);
        awaitPolls();
        assertThat(delivered).containsExactlyInAnyOrder(first + ":new", second + ":new", first + ":complete");
    }

    @Test
    void asksInWholeSecondsAlsoWhereTheLocalClockDecides() throws Exception {
        // then the horizon is the local time, with its nanoseconds
        platform().clock().set(Instant.now().plus(Duration.ofHours(1))).freeze();
        orderAt(NOON);
        export(FAST);
        awaitDelivered(1);
        awaitPolls();
        List<String> asked = platform().requests().stream().map(request -> request.queryParameter("modifiedAtOrAfter"))
                .flatMap(Optional::stream).toList();
        assertThat(asked).isNotEmpty().allMatch(time -> time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
    }

    @Test
    void tellsWhatTheLastPollDid() throws Exception {
        order("new");
        order("new");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:webshop/order?initialDelay=0").routeId("export").process(TenantApiConsumerTest.this::note);
            }
        });
        TenantApiConsumer consumer = (TenantApiConsumer) context.getRoute("export").getConsumer();
        await().until(() -> consumer.status().lastTransfer() != null);
        assertThat(consumer.status().lastTransfer()).satisfies(transfer -> {
            assertThat(transfer.considered()).isEqualTo(2);
            assertThat(transfer.delivered()).isEqualTo(2);
            assertThat(transfer.failed()).isZero();
            assertThat(transfer.ignored()).isZero();
        });
    }

    @Test
    @DisplayName("lesson 5: 1000 ties of one second, each exactly once")
    void deliversAThousandTies() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            expected.add(order("new") + ":new");
        }
        export(FAST + "&maxMessagesPerPoll=300");
        awaitDelivered(1000);
        awaitPolls();
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("lesson 10: two updates of one record within one second, with a poll between them")
    void deliversTwoUpdatesOfOneSecond() throws Exception {
        String localId = order("new");
        export(FAST);
        awaitDelivered(1);
        change(localId, "paid");
        awaitDelivered(2);
        change(localId, "complete");
        awaitDelivered(3);
        awaitPolls();
        assertThat(delivered).containsExactly(localId + ":new", localId + ":paid", localId + ":complete");
    }

    @Test
    @DisplayName("lesson 9: a record that becomes visible ten minutes late")
    void deliversALateRecord() throws Exception {
        order("new");
        export(FAST);
        awaitDelivered(1);
        platform().clock().advance(Duration.ofSeconds(1));
        tenant().putLate("order", "{\"orderStatus\":\"late\"}", platform().clock().now(),
                platform().clock().now().plusSeconds(600));
        platform().clock().advance(Duration.ofSeconds(300));
        order("new");
        awaitDelivered(2);
        platform().clock().advance(Duration.ofSeconds(300));
        awaitDelivered(3);
        awaitPolls();
        assertThat(delivered).hasSize(3);
        assertThat(delivered.get(2)).endsWith(":late");
    }

    @ParameterizedTest
    @ValueSource(longs = { -3600, 3600 })
    @DisplayName("lesson 2: the clocks of server and client are an hour apart")
    void survivesClocksThatAreAnHourApart(long serverAhead) throws Exception {
        platform().clock().set(Instant.now().plusSeconds(serverAhead)).freeze();
        order("new");
        export(FAST);
        awaitDelivered(1);
        for (int n = 0; n < 5; n++) {
            platform().clock().advance(Duration.ofSeconds(30));
            order("new");
            awaitDelivered(n + 2);
        }
        awaitPolls();
        assertThat(delivered).hasSize(6).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = { "&maxInFlight=1", "&maxInFlight=3", "&batchSize=7" })
    @DisplayName("lesson 15: the route is restarted after every single record of 50")
    void restartsAfterEveryRecord(String options) throws Exception {
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            expected.add(orderAt(NOON.minusSeconds(100 - n / 2)) + ":new");
        }
        export(FAST + "&maxMessagesPerPoll=1" + options);
        for (int before = 0; before < 50; before = delivered.size()) {
            awaitDelivered(before + 1);
            restartRoute();
        }
        awaitPolls();
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void deliversInBatches() throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        for (int n = 0; n < 25; n++) {
            order("new");
        }
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&batchSize=10").process(exchange -> sizes.add(exchange.getMessage().getBody(List.class).size()));
            }
        });
        await().until(() -> sizes.size() == 3);
        assertThat(sizes).containsExactly(10, 10, 5);
    }

    @Test
    void processesAsManyExchangesAtOnceAsMaxInFlightSays() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(4);
        for (int n = 0; n < 8; n++) {
            order("new");
        }
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&maxInFlight=4").process(exchange -> barrier.await(10, TimeUnit.SECONDS))
                        .process(TenantApiConsumerTest.this::note);
            }
        });
        awaitDelivered(8);
    }

    @Test
    @DisplayName("lesson 16: an exchange that is handed over to another thread is finished when it has been processed there")
    void aHandedOverExchangeIsFinishedThere() throws Exception {
        AtomicBoolean fail = new AtomicBoolean(true);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&retryDelay=10").to("seda:elsewhere");
                from("seda:elsewhere").process(exchange -> {
                    if (fail.getAndSet(false)) {
                        throw new IllegalStateException("the first one fails");
                    }
                }).process(TenantApiConsumerTest.this::note);
            }
        });
        order("new");
        awaitDelivered(1);
        awaitPolls();
        assertThat(delivered).hasSize(1);
    }

    @Test
    @DisplayName("lesson 17: a failed record is tried again, and nothing behind it waits or is lost")
    void aFailedRecordHoldsUpNothing() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        String poison = orderAt(NOON.minusSeconds(10));
        String good = orderAt(NOON.minusSeconds(5));
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&retryDelay=10").process(exchange -> {
                    if (exchange.getMessage().getHeader(TenantApiConstants.LOCAL_ID).equals(poison)) {
                        attempts.add(exchange.getMessage().getHeader(TenantApiConstants.ATTEMPT, Integer.class));
                        if (broken.get()) {
                            throw new IllegalStateException("no such customer");
                        }
                    }
                }).process(TenantApiConsumerTest.this::note);
            }
        });
        await().until(() -> attempts.size() >= 3);
        assertThat(delivered).containsExactly(good + ":new");
        broken.set(false);
        awaitDelivered(2);
        awaitPolls();
        assertThat(delivered).containsExactly(good + ":new", poison + ":new");
        assertThat(attempts).startsWith(1, 2, 3);
    }

    @Test
    void aDeadLetterChannelThatTookTheRecordFinishesIt() throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:dead"));
                from("direct:dead").process(TenantApiConsumerTest.this::note);
                from(FAST + "&retryDelay=10").throwException(new IllegalStateException("no such customer"));
            }
        });
        String localId = order("new");
        awaitDelivered(1);
        awaitPolls();
        assertThat(delivered).containsExactly(localId + ":new");
    }

    @Test
    void anExchangeMarkedForRollbackIsNotFinished() throws Exception {
        AtomicBoolean rollback = new AtomicBoolean(true);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&retryDelay=10").process(TenantApiConsumerTest.this::note).process(exchange -> {
                    if (rollback.getAndSet(false)) {
                        exchange.setRollbackOnly(true);
                    }
                });
            }
        });
        order("new");
        awaitDelivered(2);
    }

    @Test
    @DisplayName("lesson 1: one position for each connection and record type")
    void positionsOfConnectionsAndTypesAreApart() throws Exception {
        tenant().put("product", "{\"vatRatePercent\":\"25\",\"stock\":\"1\"}");
        order("new");
        Set<String> got = ConcurrentHashMap.newKeySet();
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                for (String path : List.of("webshop/order", "pos/order", "webshop/product")) {
                    from("tenantapi:" + path + "?delay=20&initialDelay=0").process(exchange -> got.add(path));
                }
            }
        });
        await().until(() -> got.size() == 3);
    }

    @Test
    @DisplayName("lesson 1b: renaming a route does not lose its position")
    void renamingARouteKeepsItsPosition() throws Exception {
        order("new");
        export(FAST);
        awaitDelivered(1);
        context.getRouteController().stopRoute("export");
        context.removeRoute("export");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST).routeId("renamed").process(TenantApiConsumerTest.this::note);
            }
        });
        awaitPolls();
        assertThat(delivered).hasSize(1);
    }

    @Test
    @DisplayName("lesson 18: two consumers of one position refuse, and the refused one releases nothing of the other")
    void twoConsumersOfOnePositionRefuse() throws Exception {
        export(FAST);
        RouteBuilder second = new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&backoffMultiplier=0").routeId("second").to("mock:second");
            }
        };
        assertThatThrownBy(() -> addRoute(second)).hasStackTraceContaining("would share the position acme/1001/order")
                .hasStackTraceContaining("export").hasStackTraceContaining("positionKey");
        assertThatThrownBy(() -> context.getRouteController().startRoute("second"))
                .hasStackTraceContaining("would share the position acme/1001/order");
        order("new");
        awaitDelivered(1);
    }

    @Test
    void aPositionKeyLetsTwoRoutesExportTheSame() throws Exception {
        order("new");
        export(FAST);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&positionKey=warehouse").process(TenantApiConsumerTest.this::note);
            }
        });
        awaitDelivered(2);
    }

    @Test
    void aFilterIsSentAlong() throws Exception {
        tenant().put("order", "{\"remoteOrderNo\":\"1\"}");
        tenant().put("order", "{\"remoteOrderNo\":\"2\"}");
        export(FAST + "&filter.remoteOrderNo=2");
        awaitDelivered(1);
        assertThat(platform().requests().get(0).queryParameter("remoteOrderNo")).contains("2");
        awaitPolls();
        assertThat(delivered).hasSize(1);
    }

    @Test
    @DisplayName("lesson 14: a health check asks the server nothing and consumes nothing")
    void aHealthCheckConsumesNothing() throws Exception {
        checkConsumers();
        order("new");
        // one poll and no more, until the route starts again
        export("tenantapi:webshop/order?initialDelay=0&delay=3600000");
        awaitDelivered(1);
        order("new");
        assertThat(HealthCheckHelper.invoke(context)).isNotEmpty();
        assertThat(platform().requests()).hasSize(1);
        restartRoute();
        awaitDelivered(2);
    }

    /** What camel-main does by itself. */
    private void checkConsumers() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
    }

    @Test
    void aPollThatFailsMakesTheConsumerUnhealthy() throws Exception {
        checkConsumers();
        // a server whose clock is wrong is unhealthy for that reason
        platform().clock().set(Instant.now());
        platform().on("GET", "/order").always().answer(Fault.status(500));
        export(FAST);
        await().until(() -> HealthCheckHelper.invoke(context).stream()
                .anyMatch(result -> result.getState() == HealthCheck.State.DOWN
                        && Integer.valueOf(500).equals(result.getDetails().get("http.response.code"))));
        platform().clearFaults();
        order("new");
        awaitDelivered(1);
        await().until(() -> HealthCheckHelper.invoke(context).stream()
                .noneMatch(result -> result.getState() == HealthCheck.State.DOWN));
    }

    @Test
    @DisplayName("lesson 24: throttling keeps the progress made, also when the route is stopped while it is throttled")
    void throttlingKeepsTheProgressMade() throws Exception {
        for (int n = 0; n < 5; n++) {
            order("new");
        }
        export(FAST + "&maxMessagesPerPoll=2");
        awaitDelivered(5);
        platform().on("GET", "/order").always().answer(Fault.status(429));
        order("later");
        long before = platform().requestCount();
        await().until(() -> platform().requestCount() > before);
        restartRoute();
        platform().clearFaults();
        awaitDelivered(6);
        awaitPolls();
        assertThat(delivered).hasSize(6).doesNotHaveDuplicates();
        assertThat(delivered.get(5)).endsWith(":later");
    }

    @Test
    void suspendedItGoesOnWhereItWas() throws Exception {
        for (int n = 0; n < 20; n++) {
            order("new");
        }
        CyclicBarrier atTheFifth = new CyclicBarrier(2);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST).routeId("export").process(TenantApiConsumerTest.this::note).process(exchange -> {
                    if (delivered.size() == 5) {
                        atTheFifth.await(10, TimeUnit.SECONDS);
                        atTheFifth.await(10, TimeUnit.SECONDS);
                    }
                });
            }
        });
        atTheFifth.await(10, TimeUnit.SECONDS);
        ScheduledPollConsumer consumer = (ScheduledPollConsumer) context.getRoute("export").getConsumer();
        consumer.suspend();
        atTheFifth.await(10, TimeUnit.SECONDS);
        await().until(() -> !consumer.isPolling());
        assertThat(delivered).hasSize(5);
        consumer.resume();
        awaitDelivered(20);
        awaitPolls();
        assertThat(delivered).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void reportsFailedRecordsToTheEventHistory() throws Exception {
        String localId = tenant().put("order", "{\"remoteOrderNo\":\"536365\"}");
        tenant().put("order", "{\"orderStatus\":\"new\"}");
        platform().on("POST", "/log/event").answer(Fault.status(500));
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&retryDelay=10&reportFailures=true").process(exchange -> {
                    if (exchange.getMessage().getBody(TenantRecord.class).map().containsKey("remoteOrderNo")) {
                        throw new IllegalStateException("no such \"customer\"");
                    }
                }).process(TenantApiConsumerTest.this::note);
            }
        });
        awaitDelivered(1);
        assertThat(tenant().events()).as("the event history was out of order, which held up nothing").isEmpty();
        // within the same second it would be the same case
        platform().clock().advance(Duration.ofSeconds(1));
        change(localId, "changed");
        await().until(() -> tenant().events().size() == 1);
        var event = tenant().events().get(0).event();
        assertThat(event.get("severity").asText()).isEqualTo("Error");
        assertThat(event.get("relatedRecordType").asText()).isEqualTo("order");
        assertThat(event.get("direction").asText()).isEqualTo("export");
        assertThat(event.get("summary").asText()).isEqualTo("Order 536365 could not be exported");
        assertThat(event.at("/relatedIdMsgs/0/id").asText()).isEqualTo(localId);
        assertThat(event.at("/relatedIdMsgs/0/displayId").asText()).isEqualTo("536365");
        assertThat(event.at("/body/0").asText()).contains("no such \"customer\"");
    }

    @Test
    @DisplayName("lesson 35: our own writes come back: a loop from a system to the platform and back ends")
    void aLoopEnds() throws Exception {
        List<String> writes = new CopyOnWriteArrayList<>();
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                // what the platform changes goes to the system, which confirms each change by writing the record back
                from(FAST + "&skipOwnWrites=true").process(TenantApiConsumerTest.this::note).process(exchange -> {
                    String localId = exchange.getMessage().getBody(TenantRecord.class).localId();
                    writes.add(localId);
                    exchange.getMessage().setBody("{\"orderStatus\":\"confirmed " + writes.size() + "\"}");
                    exchange.getMessage().setHeader(TenantApiConstants.LOCAL_ID, localId);
                }).to("tenantapi:webshop/order?operation=update");
            }
        });
        order("new");
        awaitDelivered(1);
        platform().clock().advance(Duration.ofSeconds(5));
        order("second");
        awaitDelivered(2);
        awaitPolls();
        awaitPolls();
        assertThat(delivered).hasSize(2);
        assertThat(writes).hasSize(2);
    }

    @Test
    @DisplayName("lesson 20: a consumer whose position another one has taken delivers nothing, says so, and recovers when started anew")
    void aFencedConsumerDeliversNothingUntilTheNewerOwnerHasReleasedThePosition() throws Exception {
        checkConsumers();
        MemoryPositionStore store = new MemoryPositionStore();
        context.getComponent("tenantapi", TenantApiComponent.class).setPositionStore(store);
        export(FAST);
        order("new");
        awaitDelivered(1);
        OwnedPosition newer = store.open("acme/1001/order");
        order("new");
        await().until(() -> HealthCheckHelper.invoke(context).stream().anyMatch(
                result -> result.getError().filter(PositionFencedException.class::isInstance).isPresent()));
        assertThat(delivered).hasSize(1);
        // lesson 53: it comes back by itself
        newer.close();
        awaitDelivered(2);
        awaitPolls();
        assertThat(delivered).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void failedRecordsAreSeenReplayedAndDiscarded() throws Exception {
        String one = order("one");
        String other = order("other");
        AtomicBoolean broken = new AtomicBoolean(true);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&retryDelay=10&maxAttempts=2").routeId("export").process(exchange -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no such customer");
                    }
                }).process(TenantApiConsumerTest.this::note);
            }
        });
        TenantApiConsumer consumer = (TenantApiConsumer) context.getRoute("export").getConsumer();
        await().until(() -> consumer.failedRecords().stream().filter(FailedRecord::isQuarantined).count() == 2);
        broken.set(false);
        consumer.replay(one);
        consumer.discard(other);
        awaitDelivered(1);
        awaitPolls();
        assertThat(delivered).containsExactly(one + ":one");
        assertThat(consumer.failedRecords()).isEmpty();
    }

    @Test
    void linksARecordToItsRemoteIdAndDeliversItOnce() throws Exception {
        platform().on("PUT", "/order/*").times(2).answer(Fault.status(500));
        String localId = order("new");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&retryDelay=10&linkRemoteId=true&skipOwnWrites=true").routeId("export")
                        .process(TenantApiConsumerTest.this::note).setHeader(TenantApiConstants.REMOTE_ID, constant("erp-1"));
            }
        });
        await().until(() -> tenant().record("order", localId).remoteId("1001").isPresent());
        awaitPolls();
        assertThat(delivered).as("neither the failed link nor the link itself delivered it again").hasSize(1);
        assertThat(((TenantApiConsumer) context.getRoute("export").getConsumer()).failedRecords()).isEmpty();
        restartRoute();
        awaitPolls();
        assertThat(delivered).hasSize(1);
    }

    @Test
    void aRecordThatIsLinkedAlreadyIsNotWritten() throws Exception {
        tenant().put("order", "{\"orderStatus\":\"new\",\"remoteIdMap\":{\"1001\":\"erp-1\"}}");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + "&linkRemoteId=true").process(TenantApiConsumerTest.this::note)
                        .setHeader(TenantApiConstants.REMOTE_ID, constant("erp-1"));
            }
        });
        awaitDelivered(1);
        awaitPolls();
        assertThat(platform().requests()).noneMatch(request -> request.method().equals("PUT"));
    }
}
