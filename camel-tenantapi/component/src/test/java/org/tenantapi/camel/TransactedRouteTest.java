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

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.JdbcPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.status.Counts;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.testkit.ArmedFault;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a transacted export writes to the database of its user, and to its position there: both or neither.
 */
class TransactedRouteTest extends RouteTest {

    private static final String EXPORT
            = "tenantapi:webshop/order?delay=50&initialDelay=0&retryDelay=10&transacted=true&positionKey=erp";

    private final JdbcConnectionPool erp
            = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    private final JdbcTemplate sql = new JdbcTemplate(erp);
    private final AtomicReference<Runnable> afterCommit = new AtomicReference<>(() -> {
    });
    private final List<String> processed = new CopyOnWriteArrayList<>();

    @BindToRegistry("erp")
    public DataSource erp() {
        return erp;
    }

    @BindToRegistry("transactions")
    public Object transactions() {
        return new Transactions(erp);
    }

    /** Does something right after each commit, before its answer arrives. */
    private final class Transactions extends DataSourceTransactionManager {

        private static final long serialVersionUID = 1L;

        private Transactions(DataSource database) {
            super(database);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            super.doCommit(status);
            afterCommit.get().run();
        }
    }

    @Override
    public TenantApiComponent component() {
        TenantApiComponent component = super.component();
        component.setPositionStore(new JdbcPositionStore(erp));
        return component;
    }

    @BeforeEach
    void createTable() {
        // without a key: it can see a repeat
        sql.execute("CREATE TABLE orders (local_id VARCHAR(100), status VARCHAR(100))");
    }

    @AfterEach
    void close() {
        sql.execute("SHUTDOWN");
        erp.dispose();
    }

    /** What a route does with a message before it ends. */
    @FunctionalInterface
    private interface Step {
        void process(Exchange exchange) throws Exception;
    }

    private void intoErp(String uri, Step atTheEnd) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("export").process(TransactedRouteTest.this::insert)
                        .process(exchange -> atTheEnd.process(exchange));
            }
        });
    }

    private void insert(Exchange exchange) {
        note(exchange);
        List<?> records = exchange.getMessage().getBody() instanceof List<?> batch
                ? batch : List.of(exchange.getMessage().getBody());
        for (Object each : records) {
            TenantRecord order = (TenantRecord) each;
            sql.update("INSERT INTO orders VALUES (?, ?)", order.localId(), order.map().get("orderStatus"));
        }
    }

    private List<String> rows() {
        return sql.queryForList("SELECT local_id || ':' || status FROM orders", String.class);
    }

    private long finishedVersions() {
        return sql.queryForObject("SELECT COUNT(*) FROM tenantapi_finished", Long.class);
    }

    private PlugStatus status() {
        return ((TenantApiConsumer) context.getRoute("export").getConsumer()).plug().status();
    }

    private Counts counts() {
        return status().transfers().total().counts();
    }

    @Test
    void eachVersionIsThereOnceAlsoAfterARestart() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            expected.add(order("new") + ":new");
        }
        intoErp(EXPORT, exchange -> {
        });
        awaitDelivered(30);
        restartRoute();
        awaitPolls();
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void severalAtATimeAreThereOnce() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            expected.add(order("new") + ":new");
        }
        intoErp(EXPORT + "&maxInFlight=8", exchange -> {
        });
        awaitDelivered(100);
        awaitPolls();
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("what the route wrote before it failed is rolled back, and the version is not finished")
    void aFailureLeavesNothing() throws Exception {
        String localId = order("new");
        AtomicInteger attempts = new AtomicInteger();
        intoErp(EXPORT, exchange -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("the ERP is not ready");
            }
        });
        await().until(() -> attempts.get() == 3);
        awaitPolls();
        assertThat(rows()).containsExactly(localId + ":new");
        assertThat(delivered).hasSize(3);
    }

    @Test
    void anExchangeThatIsMarkedForRollbackLeavesNothing() throws Exception {
        String localId = order("new");
        AtomicInteger attempts = new AtomicInteger();
        intoErp(EXPORT, exchange -> exchange.setRollbackOnly(attempts.incrementAndGet() == 1));
        await().until(() -> attempts.get() == 2);
        awaitPolls();
        assertThat(rows()).containsExactly(localId + ":new");
    }

    @Test
    void theRecordsOfAFailedBatchComeOneByOne() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            expected.add(order("new") + ":new");
        }
        String poison = order("poison");
        intoErp(EXPORT + "&batchSize=4&maxInFlight=2&maxAttempts=2", exchange -> {
            if (hasPoison(exchange)) {
                throw new IllegalStateException("poison");
            }
        });
        await().until(() -> rows().size() == 10);
        awaitPolls();
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected).doesNotContain(poison + ":poison");
    }

    private static boolean hasPoison(Exchange exchange) {
        return ((List<?>) exchange.getMessage().getBody()).stream()
                .anyMatch(order -> "poison".equals(((TenantRecord) order).map().get("orderStatus")));
    }

    @Test
    @DisplayName("a commit whose answer is lost is a failure; the version is a duplicate when it comes again, and not processed")
    void aVersionThatIsThereAlreadyIsADuplicate() throws Exception {
        String localId = order("new");
        intoErp(EXPORT, exchange -> afterCommit.set(() -> {
            afterCommit.set(() -> {
            });
            throw new TransactionSystemException("the answer of the commit was lost");
        }));
        await().until(() -> counts().of(Outcome.DUPLICATE) > 0);
        awaitPolls();
        assertThat(rows()).containsExactly(localId + ":new");
        assertThat(delivered).hasSize(1);
        assertThat(status().progress().failedRecords()).isEmpty();
        assertThat(counts().of(Outcome.DELIVERED)).isZero();
    }

    @Test
    @DisplayName("a transaction that began before another owner took the position is committed, and nothing after it")
    void aStaleOwnerWritesNothing() throws Exception {
        AtomicReference<OwnedPosition> other = new AtomicReference<>();
        String localId = order("new");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(EXPORT).routeId("export").process(exchange -> other.set(new JdbcPositionStore(erp).open("erp")))
                        .process(TransactedRouteTest.this::insert);
            }
        });
        awaitDelivered(1);
        order("later");
        await().until(() -> status().state() == PlugState.FENCED);
        assertThat(rows()).containsExactly(localId + ":new");
        assertThat(other.get().position().finished().size()).isZero();
    }

    @Test
    void aRouteThatHandsItsExchangeOverFails() throws Exception {
        order("new");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(EXPORT + "&maxAttempts=1").routeId("export").to("seda:erp")
                        // what is behind it ends well before this does
                        .process(exchange -> await().until(() -> !processed.isEmpty()
                                && context.getInflightRepository().size("erp") == 0));
                from("seda:erp").routeId("erp").process(exchange -> processed.add("behind seda"));
            }
        });
        await().untilAsserted(() -> assertThat(status().progress().failedRecords()).singleElement()
                .satisfies(failed -> assertThat(failed.lastError()).contains("another thread", "seda")));
        assertThat(finishedVersions()).isZero();
    }

    @Test
    @DisplayName("a link that a kill right after the commit would lose is made by the next start, and the record is not processed again")
    void aLinkIsWrittenDownInTheTransaction() throws Exception {
        String localId = order("new");
        ArmedFault refused = platform().on("PUT", "/order/*").always().answer(Fault.status(403));
        List<String> committed = new CopyOnWriteArrayList<>();
        afterCommit.set(() -> committed.addAll(linksOnRecord()));
        intoErp(EXPORT + "&linkRemoteId=true&maxAttempts=1000", exchange -> exchange.getMessage()
                .setHeader(TenantApiConstants.REMOTE_ID, "erp-1"));
        await().until(() -> refused.hits() > 0);
        context.getRouteController().stopRoute("export");
        refused.disarm();
        context.getRouteController().startRoute("export");
        await().until(() -> tenant().record("order", localId).remoteId("1001").isPresent());
        awaitPolls();
        assertThat(committed).containsOnly("erp-1");
        assertThat(rows()).containsExactly(localId + ":new");
        assertThat(linksOnRecord()).isEmpty();
    }

    private List<String> linksOnRecord() {
        return sql.queryForList("SELECT link_to FROM tenantapi_failed", String.class);
    }

    @Test
    void whatIsLinkedAtOnceIsNotOnRecordAnyMore() throws Exception {
        String localId = order("new");
        intoErp(EXPORT + "&linkRemoteId=true", exchange -> exchange.getMessage()
                .setHeader(TenantApiConstants.REMOTE_ID, "erp-1"));
        await().until(() -> tenant().record("order", localId).remoteId("1001").isPresent());
        awaitPolls();
        assertThat(rows()).containsExactly(localId + ":new");
        assertThat(linksOnRecord()).isEmpty();
    }

    @Test
    void joinsARouteThatIsTransactedItself() throws Exception {
        String localId = order("new");
        AtomicInteger attempts = new AtomicInteger();
        context.getRegistry().bind("PROPAGATION_REQUIRED", new SpringTransactionPolicy(new DataSourceTransactionManager(erp)));
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(EXPORT).routeId("export").transacted().process(TransactedRouteTest.this::insert).process(exchange -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new IllegalStateException("the ERP is not ready");
                    }
                });
            }
        });
        await().until(() -> attempts.get() == 2);
        awaitPolls();
        assertThat(rows()).containsExactly(localId + ":new");
    }

    private void assertRefused(String... parts) {
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> intoErp(EXPORT, exchange -> {
        })).satisfies(refused -> assertThat(refused.toString()).contains(parts));
    }

    @Test
    void aTransactionManagerOfAnotherDatabaseIsRefusedAtTheStart() {
        DataSource other = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
        context.getRegistry().bind("PROPAGATION_REQUIRED",
                new SpringTransactionPolicy(new DataSourceTransactionManager(other)));
        assertRefused("take no part", "JdbcPositionStore", "transaction manager");
    }

    @Test
    void aStoreOfFilesIsRefusedAtTheStart() {
        context.getComponent("tenantapi", TenantApiComponent.class).setPositionStore(
                new FilePositionStore(stateDirectory));
        assertRefused("transacted=true", "JdbcPositionStore");
    }

    @Test
    void anApplicationWithoutTransactionsIsRefusedAtTheStart() {
        context.getRegistry().unbind("transactions");
        assertRefused("transacted=true", "TransactedPolicy", "PlatformTransactionManager",
                "finds none");
    }
}
