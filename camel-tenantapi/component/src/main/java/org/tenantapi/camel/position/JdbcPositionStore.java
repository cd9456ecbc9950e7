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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import javax.sql.DataSource;

/**
 * Keeps positions in the tables of a database: {@code tenantapi_position} with one row per position,
 * {@code tenantapi_finished} and {@code tenantapi_failed}. They are created when they are missing, if the user of the
 * DataSource may do so. Each commit is one transaction on a connection borrowed for it, and costs what it changes. Any
 * number of nodes can share the tables: the one that opened a position last is its owner.
 *
 * <p>
 * The DataSource must give connections whose transactions the store can begin and end itself, so none that take part in
 * a distributed (JTA) transaction.
 */
public final class JdbcPositionStore implements PositionStore {

    private static final String DEFAULT_PREFIX = "tenantapi_";
    private static final int OPEN_ATTEMPTS = 5;

    private final DataSource dataSource;
    private final JdbcTransactions transactions;
    private final JdbcTables tables;
    private final JoinedConnections joined;
    private volatile boolean tablesExist;

    /**
     * With tables named {@code tenantapi_...}.
     */
    public JdbcPositionStore(DataSource dataSource) {
        this(dataSource, DEFAULT_PREFIX);
    }

    /**
     * @param  tablePrefix              what the names of the tables begin with, a schema and a dot before it if need
     *                                  be: {@code etl.tenantapi_} makes {@code etl.tenantapi_position}
     * @throws IllegalArgumentException if the prefix is not a name in SQL
     */
    public JdbcPositionStore(DataSource dataSource, String tablePrefix) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        this.transactions = new JdbcTransactions(dataSource);
        this.tables = new JdbcTables(tablePrefix);
        this.joined = new JoinedConnections(dataSource);
    }

    @Override
    public OwnedPosition open(String key) {
        createMissingTables();
        for (int attempt = 1;; attempt++) {
            try {
                return transactions.run(connection -> new JdbcOwnedPosition(key, connection, transactions, tables, joined));
            } catch (SQLException | RuntimeException e) {
                if (attempt == OPEN_ATTEMPTS || !JdbcFailure.isConflict(e)) {
                    throw JdbcFailure.failure("open the position of " + key, e, "");
                }
            }
        }
    }

    @Override
    public boolean joinsTransactions() {
        return true;
    }

    @Override
    public PositionOwner owner(String key) {
        try {
            String id = JdbcTables.id(key);
            return transactions.run(connection -> {
                Map<String, String> texts = tables.texts().read(connection, id);
                String released = texts.get(JdbcTexts.key(id, JdbcTexts.RELEASED));
                return tables.position(connection, id, texts)
                        .map(row -> new PositionOwner(
                                row.epoch(), row.commits(), String.valueOf(row.epoch()).equals(released)))
                        .orElse(new PositionOwner(0, 0, false));
            });
        } catch (SQLException | RuntimeException e) {
            throw JdbcFailure.failure("read the owner of the position of " + key, e, "");
        }
    }

    @Override
    public Position read(String key) {
        if (!haveTable(tables.positions())) {
            return new Position();
        }
        // not there before the first owner of this version of the component has made it
        boolean haveTexts = haveTable(tables.texts().table());
        try {
            return transactions.run(connection -> {
                Position position = new Position();
                String id = JdbcTables.id(key);
                Map<String, String> texts = haveTexts ? tables.texts().read(connection, id) : Map.of();
                Optional<JdbcTables.Row> row = tables.position(connection, id, texts);
                if (row.isPresent()) {
                    position.apply(tables.content(connection, id, row.get(), texts));
                }
                return position;
            });
        } catch (SQLException | RuntimeException e) {
            throw JdbcFailure.failure("read the position of " + key, e, "");
        }
    }

    private void createMissingTables() {
        if (tablesExist) {
            return;
        }
        tablesExist = withAutoCommit(connection -> {
            tables.definitions().forEach((table, definition) -> createIfMissing(connection, table, definition));
            return true;
        });
    }

    private boolean haveTable(String table) {
        return tablesExist || withAutoCommit(connection -> JdbcTables.exists(connection, table));
    }

    /** So that one statement that fails does not spoil those behind it. */
    private <T> T withAutoCommit(JdbcTransactions.Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.in(connection);
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException | RuntimeException e) {
            throw JdbcFailure.failure("connect to the database of the positions", e, "");
        }
    }

    private static void createIfMissing(Connection connection, String table, String definition) {
        if (JdbcTables.exists(connection, table)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(definition);
        } catch (SQLException e) {
            // two nodes that start at once both find it missing
            if (!JdbcTables.exists(connection, table)) {
                throw JdbcFailure.failure("create the table " + table, e, ". Have it created with: " + definition);
            }
        }
    }
}
