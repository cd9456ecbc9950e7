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

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresPositionStoreIT extends PositionStoreContract {

    @Override
    PositionStore store() {
        return new JdbcPositionStore(Postgres.POOL);
    }

    @Test
    void nodesThatStartAtOnceMakeTheTablesOnce() throws Exception {
        int nodes = 6;
        CyclicBarrier start = new CyclicBarrier(nodes);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<Long>> epochs = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                epochs.add(threads.submit(() -> {
                    PositionStore store = new JdbcPositionStore(Postgres.DATABASE, "at_once_");
                    start.await();
                    return store.open("acme/1001/order").epoch();
                }));
            }
            List<Long> found = new ArrayList<>();
            for (Future<Long> epoch : epochs) {
                found.add(epoch.get());
            }
            assertThat(found).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aCommitThatArrivesLateIsCountedAndNotRepeated() throws Exception {
        LateCommits network = new LateCommits(Postgres.DATABASE);
        String key = newKey();
        OwnedPosition owned = new JdbcPositionStore(network.dataSource()).open(key);
        network.breakFromNowOn();
        assertThatThrownBy(() -> owned.commit(someChange())).isInstanceOf(PositionException.class);
        network.stayWhole();
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> owned.commit(someChange()));
        Awaitility.await().until(this::somebodyWaitsForALock);
        network.arrive();
        assertThatThrownBy(next::join).hasCauseInstanceOf(PositionException.class)
                .hasMessageContaining("has arrived only now");
        owned.commit(someChange());
        assertThat(PositionContent.of(store(), key)).isEqualTo(PositionContent.of(owned.position()));
    }

    /**
     * Where the default is stricter, concurrent owners get serialization failures rather than waiting for each other.
     */
    @Test
    void aStaleOwnerIsFencedUnderSerializableIsolationToo() throws SQLException {
        DataSource strict = new SerializableDataSource(Postgres.DATABASE).dataSource();
        String key = newKey();
        OwnedPosition stale = new JdbcPositionStore(strict).open(key);
        stale.commit(someChange());
        OwnedPosition owner = new JdbcPositionStore(strict).open(key);
        assertThatThrownBy(() -> stale.commit(someChange())).isInstanceOf(PositionFencedException.class);
        owner.commit(PositionChange.builder().recovered("a").build());
        assertThat(PositionContent.of(new JdbcPositionStore(strict), key)).isEqualTo(PositionContent.of(owner.position()));
    }

    private boolean somebodyWaitsForALock() throws SQLException {
        try (Connection connection = Postgres.DATABASE.getConnection();
             Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }
}
