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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A position in tables, with its owner.
 */
final class JdbcOwnedPosition implements OwnedPosition {

    private static final int DELETE_FORGOTTEN_EVERY = 256;

    private final JdbcTransactions transactions;
    private final JdbcTables tables;
    private final JoinedConnections joinedConnections;
    private final String key;
    private final String id;
    private final Position position = new Position();
    private final long epoch;
    private JdbcTables.Row row;
    private boolean closed;
    /** The last change whose transaction failed in a way that leaves open whether it was committed. */
    private @Nullable PositionChange unsettled;
    private final AtomicInteger insertedSinceDelete = new AtomicInteger(DELETE_FORGOTTEN_EVERY);
    /** whether rows may be there that this owner has written in transactions of others */
    private volatile boolean joinsTransactions;

    /** Takes it, in the transaction of this connection. */
    JdbcOwnedPosition(String key, Connection connection, JdbcTransactions transactions, JdbcTables tables,
                      JoinedConnections joinedConnections)
                                                           throws SQLException {
        this.transactions = transactions;
        this.tables = tables;
        this.joinedConnections = joinedConnections;
        this.key = key;
        this.id = JdbcTables.id(key);
        if (!tables.raiseEpoch(connection, id)) {
            tables.insertPosition(connection, id, key);
        }
        Map<String, String> texts = tables.texts().read(connection, id);
        row = tables.position(connection, id, texts).orElseThrow(this::deleted);
        epoch = row.epoch();
        position.apply(tables.content(connection, id, row, texts));
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void commit(PositionChange change) {
        try {
            settle();
            int inserted = transactions.run(connection -> write(connection, change));
            committed(change);
            insertedSinceDelete.addAndGet(inserted);
        } catch (SQLException | RuntimeException e) {
            throw JdbcFailure.failure("commit the position of " + key, e,
                    ". What was delivered since the last commit may be exported again after a restart.");
        }
    }

    @Override
    public PositionTransaction joinTransaction() {
        joinsTransactions = true;
        try {
            return new JdbcPositionTransaction(this, tables, joinedConnections);
        } catch (SQLException | RuntimeException e) {
            throw JdbcFailure.failure("take part in the transaction of a route with the position of " + key, e, "");
        }
    }

    String key() {
        return key;
    }

    String id() {
        return id;
    }

    /** So many rows have been written in a transaction of the user. */
    void written(int rows) {
        insertedSinceDelete.addAndGet(rows);
    }

    /** Why nothing can be written as the owner. */
    PositionException fenced(Connection connection) throws SQLException {
        return tables.position(connection, id, Map.of())
                .<PositionException> map(now -> new PositionFencedException(key, epoch, now.epoch()))
                .orElseGet(this::deleted);
    }

    /**
     * Finds out whether the commit that failed last was made all the same. If it was not, it may still be on its way:
     * then it stays unsettled until a later one has taken its place.
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

    /** How many rows more there are; fewer than none when the forgotten were deleted. */
    private int write(Connection connection, PositionChange change) throws SQLException {
        PositionBounds bounds = row.bounds().after(change);
        if (!tables.advance(connection, id, row, bounds)) {
            throw refusal(connection);
        }
        // from here on no earlier transaction can be committed any more
        unsettled = change;
        List<FinishedVersion> additions = position.additions(change);
        if (joinsTransactions) {
            additions = tables.finished().missing(connection, id, additions);
        }
        if (bounds.goesBackBehind(row.bounds())) {
            tables.finished().deleteForgotten(connection, id, row.bounds());
        }
        tables.finished().insert(connection, id, additions);
        writeFailed(connection, change);
        int before = insertedSinceDelete.get();
        if (change.keepFrom() != null && before + additions.size() >= DELETE_FORGOTTEN_EVERY) {
            tables.finished().deleteForgottenSave(tables.failed().table(), connection, id, bounds);
            return -before;
        }
        return additions.size();
    }

    private void writeFailed(Connection connection, PositionChange change) throws SQLException {
        Map<String, FailedRecord> failed = new LinkedHashMap<>();
        change.failed().forEach(record -> failed.put(record.localId(), record));
        Set<String> replaced = new LinkedHashSet<>(change.recovered());
        replaced.addAll(failed.keySet());
        if (!replaced.isEmpty()) {
            tables.failed().delete(connection, id, replaced);
            tables.failed().insert(connection, id, failed.values());
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
                tables.finished().delete(connection, id);
                return bounds;
            });
            row = new JdbcTables.Row(row.epoch(), row.commits() + 1, bounds);
            position.reset(mark);
        } catch (SQLException | RuntimeException e) {
            throw JdbcFailure.failure("reset the position of " + key, e, "");
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
