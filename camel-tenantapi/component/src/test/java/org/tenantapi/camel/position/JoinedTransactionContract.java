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

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What an owner writes in the transactions of its user.
 */
abstract class JoinedTransactionContract {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final JdbcTemplate sql = new JdbcTemplate(database());
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database()));
    private final JdbcPositionStore store = new JdbcPositionStore(database(), "joined_");

    abstract DataSource database();

    @BeforeEach
    void createTable() {
        sql.execute("CREATE TABLE joined_sink (version VARCHAR(300))");
    }

    @AfterEach
    void dropTables() {
        for (String table : List.of("sink", "position", "finished", "failed", "text")) {
            sql.execute("DROP TABLE joined_" + table);
        }
    }

    private static FinishedVersion version(int n) {
        return new FinishedVersion(Fingerprint.ofLocalId("r" + n), NOON.plusSeconds(n), new Fingerprint(1, n));
    }

    private static FailedRecord toLink(String localId) {
        return new FailedRecord(localId, version(1), 1, NOON, "not linked yet", "erp-7");
    }

    /** As a route does: into the sink of the user as well. */
    private boolean deliver(OwnedPosition owned, FinishedVersion... versions) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            try (PositionTransaction joined = owned.joinTransaction()) {
                if (!joined.finish(List.of(versions))) {
                    status.setRollbackOnly();
                    return false;
                }
            }
            for (FinishedVersion version : versions) {
                sql.update("INSERT INTO joined_sink VALUES (?)", version.toString());
            }
            return true;
        }));
    }

    private long rows() {
        return sql.queryForObject("SELECT COUNT(*) FROM joined_sink", Long.class);
    }

    @Test
    void aCommittedVersionIsFinishedForTheNextOwner() {
        assertThat(deliver(store.open("key"), version(1), version(2))).isTrue();
        assertThat(store.open("key").position().finished().contains(version(1))).isTrue();
        assertThat(store.open("key").position().finished().size()).isEqualTo(2);
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void whatIsRolledBackIsNotFinished() {
        OwnedPosition owned = store.open("key");
        transaction.executeWithoutResult(status -> {
            try (PositionTransaction joined = owned.joinTransaction()) {
                assertThat(joined.finish(List.of(version(1)))).isTrue();
                joined.setAside(toLink("r1"));
            }
            status.setRollbackOnly();
        });
        assertThat(store.open("key").position()).satisfies(position -> {
            assertThat(position.finished().size()).isZero();
            assertThat(position.failed()).isEmpty();
        });
    }

    @Test
    @DisplayName("the owner's own commit expects what its transactions have written, and what they have not")
    void theCommitExpectsItThere() {
        OwnedPosition owned = store.open("key");
        deliver(owned, version(1));
        owned.commit(
                PositionChange.builder().startFrom(Instant.MIN).mark(NOON).finished(version(1)).finished(version(2)).build());
        assertThat(owned.position().finished().size()).isEqualTo(2);
        assertThat(store.open("key").position().finished().size()).isEqualTo(2);
    }

    @Test
    void aVersionIsFinishedOnce() {
        OwnedPosition owned = store.open("key");
        assertThat(deliver(owned, version(1))).isTrue();
        assertThat(deliver(owned, version(1))).isFalse();
        assertThat(deliver(owned, version(2), version(1))).isFalse();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    @DisplayName("a version that the former owner commits after it was followed by another is not finished twice")
    void twoOwnersDoNotFinishTheSame() {
        OwnedPosition former = store.open("key");
        OwnedPosition[] owner = new OwnedPosition[1];
        transaction.executeWithoutResult(status -> {
            try (PositionTransaction joined = former.joinTransaction()) {
                joined.finish(List.of(version(1)));
            }
            owner[0] = openElsewhere();
        });
        assertThat(owner[0].position().finished().size()).isZero();
        assertThat(deliver(owner[0], version(1))).isFalse();
        owner[0].commit(PositionChange.builder().startFrom(Instant.MIN).mark(NOON).finished(version(1)).build());
        assertThat(store.open("key").position().finished().size()).isEqualTo(1);
    }

    private OwnedPosition openElsewhere() {
        return inAnotherThread(() -> store.open("key"));
    }

    private static <T> T inAnotherThread(Callable<T> work) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(work).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aFormerOwnerWritesNothing() {
        OwnedPosition former = store.open("key");
        OwnedPosition owner = store.open("key");
        assertThatExceptionOfType(PositionFencedException.class).isThrownBy(() -> deliver(former, version(1)));
        assertThatExceptionOfType(PositionFencedException.class)
                .isThrownBy(() -> deliver(former, version(1), version(2)));
        assertThat(rows()).isZero();
        assertThat(deliver(owner, version(1))).isTrue();
    }

    @Test
    @DisplayName("several transactions and the owner's commit do not wait for each other")
    void theRowOfThePositionIsNotLocked() throws Exception {
        OwnedPosition owned = store.open("key");
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch committed = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> deliveries = List.of(version(1), version(2)).stream()
                    .map(version -> threads.submit(() -> transaction.execute(status -> {
                        try (PositionTransaction joined = owned.joinTransaction()) {
                            joined.finish(List.of(version));
                        }
                        begun.countDown();
                        return await(committed);
                    }))).toList();
            assertThat(await(begun)).isTrue();
            owned.commit(PositionChange.builder().startFrom(Instant.MIN).mark(NOON).finished(version(3)).build());
            committed.countDown();
            for (Future<Boolean> delivery : deliveries) {
                assertThat(delivery.get(20, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.open("key").position().finished().size()).isEqualTo(3);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("what was committed of a record on record as failed is remembered, however old: a kill may lose that it has recovered")
    void aRetriedVersionIsNotForgottenBeforeItHasRecovered() {
        OwnedPosition owned = store.open("key");
        owned.commit(PositionChange.builder().startFrom(Instant.MIN)
                .failed(new FailedRecord("r1", version(1), 1, NOON, "no such customer")).build());
        deliver(owned, version(1));
        Instant later = NOON.plusSeconds(100_000);
        owned.commit(PositionChange.builder().mark(later).horizon(later).keepFrom(later.minusSeconds(60)).build());
        assertThat(deliver(owned, version(1))).isFalse();
        owned.commit(PositionChange.builder().recovered("r1").build());
        for (int n = 0; n < 300; n++) {
            deliver(owned, version(200_000 + n));
        }
        owned.commit(PositionChange.builder().keepFrom(later.minusSeconds(30)).build());
        assertThat(sql.queryForObject("SELECT COUNT(*) FROM joined_finished", Long.class)).isEqualTo(300);
    }

    @Test
    void aLinkIsOnRecordUntilItIsMade() {
        OwnedPosition owned = store.open("key");
        transaction.executeWithoutResult(status -> {
            try (PositionTransaction joined = owned.joinTransaction()) {
                joined.finish(List.of(version(1)));
                joined.setAside(toLink("r1"));
            }
        });
        assertThat(store.read("key").failedRecord("r1")).isNotNull().extracting(FailedRecord::linkTo).isEqualTo("erp-7");
        owned.commit(PositionChange.builder().startFrom(Instant.MIN).finished(version(1)).recovered("r1").build());
        assertThat(store.open("key").position().failed()).isEmpty();
    }

    @Test
    void withoutATransactionNothingIsWritten() {
        OwnedPosition owned = store.open("key");
        assertThatExceptionOfType(PositionRefusedException.class).isThrownBy(() -> deliverWithoutTransaction(owned))
                .withMessageContainingAll("take no part", "transaction manager");
    }

    private static void deliverWithoutTransaction(OwnedPosition owned) {
        try (PositionTransaction joined = owned.joinTransaction()) {
            joined.finish(List.of(version(1)));
        }
    }
}
