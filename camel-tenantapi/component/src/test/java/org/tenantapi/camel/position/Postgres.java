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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A real PostgreSQL for all tests, which ends with this JVM.
 */
final class Postgres {

    /** Each connection a new one. */
    static final DataSource DATABASE;
    /** As an application has it. */
    static final DataSource POOL;

    static {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start();
            DATABASE = server.getPostgresDatabase();
            PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
            connections.setUrl(server.getJdbcUrl("postgres", "postgres"));
            // connections that could not be closed hold their locks until they are dropped: do not wait for that for ever, but
            // long enough for the server to notice that a connection was aborted
            connections.setOptions("-c lock_timeout=5000");
            JdbcConnectionPool pool = JdbcConnectionPool.create(connections);
            // those that a test breaks or keeps are missing in the pool
            pool.setMaxConnections(1_000);
            POOL = valid(pool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Postgres() {
    }

    /** Lends no broken connection, as any pool for production does, but H2's does not. */
    private static DataSource valid(DataSource pool) {
        return (DataSource) Proxy.newProxyInstance(
                Postgres.class.getClassLoader(), new Class<?>[] { DataSource.class },
                (proxy, method, arguments) -> Stream.generate(() -> lend(pool)).limit(1_000).filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow());
    }

    /** Null if it gives a broken one. */
    private static Connection lend(DataSource pool) {
        try {
            Connection connection = pool.getConnection();
            return connection.isValid(10) ? connection : null;
        } catch (SQLException e) {
            return null;
        }
    }
}
