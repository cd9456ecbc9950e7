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

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

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
    private static final int DELETE_FORGOTTEN_EVERY = 256;

    private final DataSource dataSource;
    private final JdbcTransactions transactions;
    private final JdbcTables tables;
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
    }

    @Override
    public OwnedPosition open(String key) {
        createMissingTables();
        for (int attempt = 1;; attempt++) {
            try {
                return transactions.run(connection -> new Ownership(key, connection));
            } catch (SQLException | RuntimeException e) {
                if (attempt == OPEN_ATTEMPTS || !cameSecond(e)) {
                    throw failure("open the position of " + key, e, "");
                }
            }
        }
    }

    @Override
    public PositionOwner owner(String key) {
        try {
            String id = id(key);
            return transactions.run(connection -> {
                Map<String, String> texts = tables.texts().read(connection, id);
                String released = texts.get(JdbcTexts.key(id, JdbcTexts.RELEASED));
                return tables.position(connection, id, texts)
                        .map(row -> new PositionOwner(
                                row.epoch(), row.commits(), String.valueOf(row.epoch()).equals(released)))
                        .orElse(new PositionOwner(0, 0, false));
            });
        } catch (SQLException | RuntimeException e) {
            throw failure("read the owner of the position of " + key, e, "");
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
                String id = id(key);
                Map<String, String> texts = haveTexts ? tables.texts().read(connection, id) : Map.of();
                Optional<JdbcTables.Row> row = tables.position(connection, id, texts);
                if (row.isPresent()) {
                    position.apply(content(connection, id, row.get(), texts));
                }
                return position;
            });
        } catch (SQLException | RuntimeException e) {
            throw failure("read the position of " + key, e, "");
        }
    }

    private static String id(String key) {
        return Fingerprint.of(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private PositionChange content(Connection connection, String id, JdbcTables.Row row, Map<String, String> texts)
            throws SQLException {
        PositionChange.Builder content = row.bounds().asChange();
        tables.readFinished(connection, id, content::finished);
        tables.readFailed(connection, id, texts, content::failed);
        return content.build();
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
            throw failure("connect to the database of the positions", e, "");
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
                throw failure("create the table " + table, e, ". Have it created with: " + definition);
            }
        }
    }

    /** Whether another node did the same at the same time, and won: classes 23 and 40 of SQLSTATE. */
    private static boolean cameSecond(Exception e) {
        String state = e instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
        return state.startsWith("23") || state.startsWith("40");
    }

    private static PositionException failure(String what, Exception e, String remedy) {
        if (e instanceof PositionException known) {
            return known;
        }
        String message = "Cannot " + what + ": ";
        String reason = String.valueOf(e.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("password=")) {
            // DriverManager and some pools quote the whole URL
            return new PositionException(
                    message + e.getClass().getName() + ", whose message is withheld as it quotes a password" + remedy);
        }
        if (e instanceof IllegalArgumentException || e instanceof DateTimeException) {
            // the database has answered, and what it keeps cannot be understood
            return new PositionRefusedException(message + reason + remedy, e);
        }
        String state = e instanceof SQLException sql ? " (SQLSTATE " + sql.getSQLState() + ")" : "";
        return new PositionException(message + reason + state + remedy, e);
    }

    private final class Ownership implements OwnedPosition {

        private final String key;
        private final String id;
        private final Position position = new Position();
        private JdbcTables.Row row;
        private boolean closed;
        /** The last change whose transaction failed in a way that leaves open whether it was committed. */
        private @Nullable PositionChange unsettled;
        private int insertedSinceDelete = DELETE_FORGOTTEN_EVERY;

        private Ownership(String key, Connection connection) throws SQLException {
            this.key = key;
            this.id = id(key);
            if (!tables.raiseEpoch(connection, id)) {
                tables.insertPosition(connection, id, key);
            }
            Map<String, String> texts = tables.texts().read(connection, id);
            row = tables.position(connection, id, texts).orElseThrow(this::deleted);
            position.apply(content(connection, id, row, texts));
        }

        @Override
        public Position position() {
            return position;
        }

        @Override
        public long epoch() {
            return row.epoch();
        }

        @Override
        public void commit(PositionChange change) {
            try {
                settle();
                int inserted = transactions.run(connection -> write(connection, change));
                committed(change);
                insertedSinceDelete = inserted;
            } catch (SQLException | RuntimeException e) {
                throw failure("commit the position of " + key, e,
                        ". What was delivered since the last commit may be exported again after a restart.");
            }
        }

        /**
         * Finds out whether the commit that failed last was made all the same. If it was not, it may still be on its
         * way: then it stays unsettled until a later one has taken its place.
         */
        private void settle() throws SQLException {
            if (unsettled == null) {
                return;
            }
            Optional<JdbcTables.Row> now = transactions.run(connection -> tables.position(connection, id, Map.of()));
            if (now.isPresent() && now.get().epoch() == row.epoch() && now.get().commits() == row.commits() + 1) {
                committed(unsettled);
            }
        }

        private int write(Connection connection, PositionChange change) throws SQLException {
            PositionBounds bounds = row.bounds().after(change);
            if (!tables.advance(connection, id, row, bounds)) {
                throw refusal(connection);
            }
            // from here on no earlier transaction can be committed any more
            unsettled = change;
            List<FinishedVersion> additions = position.additions(change);
            if (bounds.goesBackBehind(row.bounds())) {
                tables.deleteForgotten(connection, id, row.bounds());
            }
            tables.insertFinished(connection, id, additions);
            writeFailed(connection, change);
            int inserted = insertedSinceDelete + additions.size();
            if (change.keepFrom() != null && inserted >= DELETE_FORGOTTEN_EVERY) {
                tables.deleteForgotten(connection, id, bounds);
                inserted = 0;
            }
            return inserted;
        }

        private void writeFailed(Connection connection, PositionChange change) throws SQLException {
            Map<String, FailedRecord> failed = new LinkedHashMap<>();
            change.failed().forEach(record -> failed.put(record.localId(), record));
            Set<String> replaced = new LinkedHashSet<>(change.recovered());
            replaced.addAll(failed.keySet());
            if (!replaced.isEmpty()) {
                tables.deleteFailed(connection, id, replaced);
                tables.insertFailed(connection, id, failed.values());
            }
        }

        @Override
        public void reset(Instant mark) {
            try {
                settle();
                PositionBounds bounds = row.bounds().reset(mark);
                transactions.run(connection -> {
                    if (!tables.advance(connection, id, row, bounds)) {
                        throw refusal(connection);
                    }
                    tables.deleteFinished(connection, id);
                    return bounds;
                });
                row = new JdbcTables.Row(row.epoch(), row.commits() + 1, bounds);
                position.reset(mark);
            } catch (SQLException | RuntimeException e) {
                throw failure("reset the position of " + key, e, "");
            }
        }

        private void committed(PositionChange change) {
            row = new JdbcTables.Row(row.epoch(), row.commits() + 1, row.bounds().after(change));
            position.apply(change);
            unsettled = null;
        }

        private PositionException refusal(Connection connection) throws SQLException {
            Optional<JdbcTables.Row> now = tables.position(connection, id, Map.of());
            if (now.isEmpty()) {
                return deleted();
            }
            if (now.get().epoch() != row.epoch()) {
                return new PositionFencedException(key, row.epoch(), now.get().epoch());
            }
            return new PositionException(
                    "The last commit of " + key
                                         + ", whose answer was lost, has arrived only now. Nothing is wrong; commit again.");
        }

        private PositionException deleted() {
            return new PositionException(
                    "The position of " + key + " has been deleted from the database. Restart the consumer to begin anew.");
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            ReleaseNotice.write(key, () -> {
                settle();
                transactions.run(connection -> {
                    // only the owner may, and its rows are locked meanwhile
                    boolean owner = tables.advance(connection, id, row, row.bounds());
                    if (owner) {
                        tables.texts().replace(connection, id, id, JdbcTexts.RELEASED, String.valueOf(row.epoch()));
                    }
                    return owner;
                });
            });
        }
    }
}
