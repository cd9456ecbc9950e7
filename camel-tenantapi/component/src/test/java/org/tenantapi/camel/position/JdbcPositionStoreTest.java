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
package org.tenantapi.camel.position;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JdbcPositionStoreTest {

    private static final String KEY = "acme/1001/order";
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private DataSource database;
    private String url;

    @BeforeEach
    void makeDatabase(TestInfo test) {
        url = "jdbc:h2:mem:" + test.getTestMethod().orElseThrow().getName();
        database = as("sa", "", ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000");
    }

    @Test
    @DisplayName("lesson 7: a commit sends what changed, not all that is remembered")
    void aCommitCostsWhatChanged() {
        CountedStatements counted = new CountedStatements(database);
        try (OwnedPosition owned = new JdbcPositionStore(counted.dataSource()).open(KEY)) {
            owned.commit(versions(0, 100_000));
            for (int n = 0; n < 100; n++) {
                counted.reset();
                owned.commit(versions(100_000 + 10 * n, 10));
                assertThat(counted.executions()).as("executions, round trips at most").isLessThanOrEqualTo(3);
                assertThat(counted.rowsSent()).as("the head, 10 versions, one range to delete").isLessThanOrEqualTo(12);
            }
        }
    }

    @Test
    void whatIsForgottenIsDeletedInTime() throws SQLException {
        try (OwnedPosition owned = new JdbcPositionStore(database).open(KEY)) {
            for (int n = 0; n < 2_000; n++) {
                owned.commit(PositionChange.builder().finished(PositionStoreContract.version(n, NOON.plusSeconds(n)))
                        .keepFrom(NOON.plusSeconds(n - 100)).build());
            }
        }
        assertThat(count("tenantapi_finished")).isBetween(101L, 101L + 256);
    }

    @Test
    void aTextThatNoColumnHoldsGoesWithItsRecord() throws SQLException {
        try (OwnedPosition owned = new JdbcPositionStore(database).open(KEY)) {
            FailedRecord first = new FailedRecord("a", PositionTest.version(NOON), 1, NOON, "\u00fc", "x".repeat(3000));
            owned.commit(PositionChange.builder().failed(first).build());
            assertThat(count("tenantapi_text")).as("pieces").isEqualTo(1 + 3);
            owned.commit(PositionChange.builder().failed(new FailedRecord("a", first.version(), 2, NOON, "plain")).build());
            assertThat(count("tenantapi_text")).isZero();
            assertThat(owned.position().failedRecord("a").linkTo()).isNull();
        }
    }

    @Test
    @DisplayName("lesson 19: a NULL in a table that an administrator has made is refused, and its column is named")
    void aNullWhereAValueBelongsIsRefused() throws SQLException {
        try (OwnedPosition owned = new JdbcPositionStore(database).open(KEY)) {
            owned.commit(PositionStoreContract.someChange());
        }
        execute("ALTER TABLE tenantapi_failed ALTER COLUMN last_error SET NULL");
        execute("UPDATE tenantapi_failed SET last_error = NULL");
        assertThatThrownBy(() -> new JdbcPositionStore(database).open(KEY)).isInstanceOf(PositionRefusedException.class)
                .hasMessageContaining("column last_error is NULL");
    }

    @Test
    void whoReadsMakesNoTables() throws SQLException {
        assertThat(new JdbcPositionStore(database).read(KEY).isNew()).isTrue();
        assertThatThrownBy(() -> count("tenantapi_position")).isInstanceOf(SQLException.class);
    }

    @Test
    void nodesThatStartAtOnceMakeTheTablesOnce() throws Exception {
        int nodes = 4;
        CyclicBarrier start = new CyclicBarrier(nodes);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<Long>> epochs = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                epochs.add(threads.submit(() -> {
                    PositionStore store = new JdbcPositionStore(database);
                    start.await();
                    return store.open(KEY).epoch();
                }));
            }
            List<Long> found = new ArrayList<>();
            for (Future<Long> epoch : epochs) {
                found.add(epoch.get());
            }
            assertThat(found).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPrefixKeepsTwoApplicationsApart() throws SQLException {
        execute("CREATE SCHEMA etl");
        new JdbcPositionStore(database, "etl.hub_").open(KEY).commit(versions(0, 3));
        assertThat(new JdbcPositionStore(database).open(KEY).position().isNew()).isTrue();
        assertThat(count("etl.hub_finished")).isEqualTo(3);
        assertThat(count("tenantapi_finished")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a-b", "1a", "x; DROP TABLE y; --", "a.b.c", "a.", "\"a\"" })
    void aPrefixThatIsNoNameIsRefused(String prefix) {
        assertThatThrownBy(() -> new JdbcPositionStore(database, prefix)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + prefix + "\"").hasMessageContaining("letters, digits and underscores");
    }

    @Test
    void aUserWhoMayNotMakeTablesIsToldWhichToAskFor() throws SQLException {
        execute("CREATE USER app PASSWORD 'x'");
        PositionStore store = new JdbcPositionStore(as("app", "x", ""));
        assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(PositionException.class)
                .hasMessageContaining("Cannot create the table tenantapi_position")
                .hasMessageContaining("Have it created with: CREATE TABLE tenantapi_position (position_id VARCHAR(32)");
        for (String definition : new JdbcTables("tenantapi_").definitions().values()) {
            execute(definition);
        }
        for (String table : new JdbcTables("tenantapi_").definitions().keySet()) {
            execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO app");
        }
        store.open(KEY).commit(versions(0, 1));
    }

    @Test
    void aPasswordInTheDriversMessageIsNotRepeated() {
        JdbcDataSource wrong = new JdbcDataSource();
        wrong.setURL("jdbc:h2:nonsense:x;password=s3cret");
        assertThatThrownBy(() -> new JdbcPositionStore(wrong).open(KEY)).isInstanceOf(PositionException.class)
                .hasMessageContaining("Cannot connect to the database of the positions").hasMessageContaining("withheld")
                .hasStackTraceContaining("PositionException")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsNamedAsTheCause() {
        JdbcDataSource unreachable = new JdbcDataSource();
        unreachable.setURL("jdbc:h2:mem:nowhere;IFEXISTS=TRUE");
        assertThatThrownBy(() -> new JdbcPositionStore(unreachable).open(KEY)).isInstanceOf(PositionException.class)
                .hasMessageContaining("Cannot connect").hasMessageContaining("nowhere").hasMessageContaining("SQLSTATE")
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void aPositionDeletedUnderItsOwnerIsNotMadeAnewInSilence() throws SQLException {
        try (OwnedPosition owned = new JdbcPositionStore(database).open(KEY)) {
            execute("DELETE FROM tenantapi_position");
            assertThatThrownBy(() -> owned.commit(versions(0, 1))).isInstanceOf(PositionException.class)
                    .hasMessageContaining("has been deleted");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aConnectionIsGivenBackAsItWas(boolean autoCommit) throws SQLException {
        try (OneConnection pool = new OneConnection(database, autoCommit);
             OwnedPosition owned = new JdbcPositionStore(pool.dataSource()).open(KEY)) {
            owned.commit(versions(0, 1));
            assertThat(pool.connection().getAutoCommit()).isEqualTo(autoCommit);
            new JdbcPositionStore(database).open(KEY).close();
            assertThatThrownBy(() -> owned.commit(versions(1, 1))).isInstanceOf(PositionFencedException.class);
            assertThat(pool.connection().getAutoCommit()).isEqualTo(autoCommit);
            assertThat(pool.lent()).isZero();
        }
    }

    @Test
    @DisplayName("a COMMIT whose answer was lost, and which the server gets only while the next one waits for it")
    void aCommitThatArrivesLateIsCountedAndNotRepeated() throws Exception {
        LateCommits network = new LateCommits(database);
        OwnedPosition owned = new JdbcPositionStore(network.dataSource()).open(KEY);
        owned.commit(versions(0, 1));
        network.breakFromNowOn();
        assertThatThrownBy(() -> owned.commit(versions(1, 1))).isInstanceOf(PositionException.class)
                .hasMessageContaining("connection lost");
        network.stayWhole();
        assertThat(owned.position().finished().size()).isEqualTo(1);

        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> owned.commit(versions(1, 2)));
        Awaitility.await().until(() -> count("information_schema.sessions WHERE blocker_id IS NOT NULL") == 1);
        network.arrive();
        assertThatThrownBy(next::join).hasCauseInstanceOf(PositionException.class)
                .hasMessageContaining("has arrived only now");

        owned.commit(versions(1, 3));
        assertThat(owned.position().finished().size()).isEqualTo(4);
        assertThat(PositionContent.of(new JdbcPositionStore(database), KEY)).isEqualTo(PositionContent.of(owned.position()));
    }

    private static PositionChange versions(int first, int count) {
        PositionChange.Builder change = PositionChange.builder().startFrom(NOON).filter("").mark(NOON).keepFrom(NOON);
        IntStream.range(first, first + count).forEach(n -> change.finished(PositionStoreContract.version(n, NOON)));
        return change.build();
    }

    private DataSource as(String user, String password, String settings) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url + settings);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String from) throws SQLException {
        try (Connection connection = database.getConnection();
             Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
