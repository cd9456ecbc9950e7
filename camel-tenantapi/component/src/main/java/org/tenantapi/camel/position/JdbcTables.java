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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The tables of a {@link JdbcPositionStore}, and every statement on them. Plain types only; instants in two columns,
 * since no database's own type holds all of them unrounded. Keys are fingerprints, so that neither a collation nor a
 * length limit makes two texts one.
 */
final class JdbcTables {

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*\\.)?[A-Za-z_][A-Za-z0-9_]{0,40}");
    private static final int MAX_READABLE_KEY = 1000;
    private static final int MAX_TEXT = 1000;
    private static final int MAX_FILTER = 4000;
    private static final int ROWS_PER_FETCH = 1000;

    private final String positions;
    private final String finished;
    private final String failed;
    private final JdbcTexts texts;

    JdbcTables(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "The table prefix \"" + prefix + "\" is not a name: use letters, digits and underscores,"
                                               + " with a schema and a dot before it if need be, as in etl.tenantapi_");
        }
        this.positions = prefix + "position";
        this.finished = prefix + "finished";
        this.failed = prefix + "failed";
        this.texts = new JdbcTexts(prefix);
    }

    /**
     * One row of the table of positions.
     *
     * @param commits how many there have been: tells whether the last one arrived when its answer was lost
     */
    record Row(long epoch, long commits, PositionBounds bounds) {
    }

    /** By table, the statement that creates it. */
    Map<String, String> definitions() {
        Map<String, String> definitions = new LinkedHashMap<>();
        definitions.put(positions, "CREATE TABLE " + positions + " (position_id VARCHAR(32) NOT NULL PRIMARY KEY,"
                                   + " position_key VARCHAR(" + MAX_READABLE_KEY + ") NOT NULL,"
                                   + " epoch BIGINT NOT NULL, commits BIGINT NOT NULL, query_filter VARCHAR(" + MAX_FILTER
                                   + "),"
                                   + " start_seconds BIGINT, start_nanos INTEGER, mark_seconds BIGINT, mark_nanos INTEGER,"
                                   + " horizon_seconds BIGINT, horizon_nanos INTEGER, keep_seconds BIGINT, keep_nanos INTEGER)");
        definitions.put(finished, "CREATE TABLE " + finished + " (position_id VARCHAR(32) NOT NULL, seconds BIGINT NOT NULL,"
                                  + " nanos INTEGER NOT NULL, record_id VARCHAR(32) NOT NULL, content VARCHAR(32) NOT NULL,"
                                  + " PRIMARY KEY (position_id, seconds, nanos, record_id, content))");
        definitions.put(failed, "CREATE TABLE " + failed + " (position_id VARCHAR(32) NOT NULL, failed_id VARCHAR(32) NOT NULL,"
                                + " local_id VARCHAR(" + MAX_TEXT
                                + ") NOT NULL, record_id VARCHAR(32) NOT NULL, seconds BIGINT NOT NULL, nanos INTEGER NOT NULL,"
                                + " content VARCHAR(32) NOT NULL, attempts INTEGER NOT NULL, next_seconds BIGINT,"
                                + " next_nanos INTEGER, last_error VARCHAR(" + MAX_TEXT + ") NOT NULL, link_to VARCHAR("
                                + MAX_TEXT + "),"
                                + " PRIMARY KEY (position_id, failed_id))");
        definitions.put(texts.table(), texts.definition());
        return definitions;
    }

    /** The one without which there is no position. */
    String positions() {
        return positions;
    }

    JdbcTexts texts() {
        return texts;
    }

    static boolean exists(Connection connection, String table) {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT position_id FROM " + table + " WHERE 1 = 0").close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether there was a position to take over. */
    boolean raiseEpoch(Connection connection, String id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + positions + " SET epoch = epoch + 1 WHERE position_id = ?")) {
            update.setString(1, id);
            return update.executeUpdate() == 1;
        }
    }

    void insertPosition(Connection connection, String id, String key) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + positions + " (position_id, position_key, epoch, commits) VALUES (?, ?, 1, 0)")) {
            insert.setString(1, id);
            insert.setString(2, key.substring(0, Math.min(key.length(), MAX_READABLE_KEY)));
            insert.executeUpdate();
        }
    }

    /**
     * The row of a position, if there is one.
     *
     * @param whole the texts of the position
     */
    Optional<Row> position(Connection connection, String id, Map<String, String> whole) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM " + positions + " WHERE position_id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                PositionBounds bounds = new PositionBounds(
                        JdbcInstant.read(row, "start_"), text(row, whole, id, JdbcTexts.FILTER),
                        whole.get(JdbcTexts.key(id, JdbcTexts.SERVER)), JdbcInstant.read(row, "mark_"),
                        JdbcInstant.read(row, "horizon_"), JdbcInstant.read(row, "keep_"));
                return Optional.of(new Row(row.getLong("epoch"), row.getLong("commits"), bounds));
            }
        }
    }

    /**
     * Counts one more commit and sets the bounds.
     *
     * @return whether the position was as expected; if not, nothing is changed
     */
    boolean advance(Connection connection, String id, Row expected, PositionBounds bounds) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + positions + " SET commits = commits + 1, start_seconds = ?, start_nanos = ?,"
                                                                    + " mark_seconds = ?, mark_nanos = ?, horizon_seconds = ?,"
                                                                    + " horizon_nanos = ?, keep_seconds = ?, keep_nanos = ?"
                                                                    + " WHERE position_id = ? AND " + isUnchanged())) {
            JdbcInstant.set(update, 1, bounds.startFrom());
            JdbcInstant.set(update, 3, bounds.mark());
            JdbcInstant.set(update, 5, bounds.horizon());
            JdbcInstant.set(update, 7, bounds.keepFrom());
            update.setString(9, id);
            update.setLong(10, expected.epoch());
            update.setLong(11, expected.commits());
            if (update.executeUpdate() != 1) {
                return false;
            }
        }
        if (!Objects.equals(bounds.filter(), expected.bounds().filter())) {
            setFilter(connection, id, bounds.filter());
        }
        if (!Objects.equals(bounds.server(), expected.bounds().server())) {
            texts.replace(connection, id, id, JdbcTexts.SERVER, bounds.server());
        }
        return true;
    }

    /** With the epoch and the commits that the row had: an earlier owner finds another epoch, and changes nothing. */
    private static String isUnchanged() {
        return "epoch = ? AND commits = ?";
    }

    private void setFilter(Connection connection, String id, @Nullable String filter) throws SQLException {
        try (PreparedStatement update
                = connection.prepareStatement("UPDATE " + positions + " SET query_filter = ? WHERE position_id = ?")) {
            update.setString(1, JdbcTexts.shown(filter, MAX_FILTER));
            update.setString(2, id);
            update.executeUpdate();
        }
        texts.replace(connection, id, id, JdbcTexts.FILTER, JdbcTexts.fits(filter, MAX_FILTER) ? null : filter);
    }

    void readFinished(Connection connection, String id, Consumer<FinishedVersion> versions) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT record_id, seconds, nanos, content FROM " + finished + " WHERE position_id = ?")) {
            select.setFetchSize(ROWS_PER_FETCH);
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.accept(version(rows));
                }
            }
        }
    }

    void insertFinished(Connection connection, String id, List<FinishedVersion> versions) throws SQLException {
        if (versions.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + finished + " (position_id, seconds, nanos, record_id, content) VALUES (?, ?, ?, ?, ?)")) {
            for (FinishedVersion version : versions) {
                insert.setString(1, id);
                JdbcInstant.set(insert, 2, version.lastModified());
                insert.setString(4, version.record().toString());
                insert.setString(5, version.content().toString());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void deleteForgotten(Connection connection, String id, PositionBounds bounds) throws SQLException {
        Instant keepFrom = bounds.keepFrom();
        if (keepFrom == null) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + finished + " WHERE position_id = ? AND seconds <= ? AND (seconds < ? OR nanos < ?)")) {
            delete.setString(1, id);
            delete.setLong(2, keepFrom.getEpochSecond());
            JdbcInstant.set(delete, 3, keepFrom);
            delete.executeUpdate();
        }
    }

    void deleteFinished(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + finished + " WHERE position_id = ?")) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
    }

    void readFailed(Connection connection, String id, Map<String, String> whole, Consumer<FailedRecord> records)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM " + failed + " WHERE position_id = ? ORDER BY failed_id")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String owner = rows.getString("failed_id");
                    records.accept(new FailedRecord(
                            required(text(rows, whole, owner, JdbcTexts.LOCAL_ID), JdbcTexts.LOCAL_ID), version(rows),
                            rows.getInt("attempts"), JdbcInstant.read(rows, "next_"),
                            required(text(rows, whole, owner, JdbcTexts.LAST_ERROR), JdbcTexts.LAST_ERROR),
                            text(rows, whole, owner, JdbcTexts.LINK_TO)));
                }
            }
        }
    }

    /** The whole text, where the column shows only some of it. */
    private static @Nullable String text(ResultSet row, Map<String, String> whole, String owner, String name)
            throws SQLException {
        String text = whole.get(JdbcTexts.key(owner, name));
        return text == null ? row.getString(name) : text;
    }

    void deleteFailed(Connection connection, String id, Collection<String> localIds) throws SQLException {
        texts.delete(connection, id, localIds.stream().map(JdbcTables::failedId).toList());
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + failed + " WHERE position_id = ? AND failed_id = ?")) {
            for (String localId : localIds) {
                delete.setString(1, id);
                delete.setString(2, failedId(localId));
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    void insertFailed(Connection connection, String id, Iterable<FailedRecord> records) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + failed + " (position_id, failed_id, local_id, record_id, seconds, nanos, content, attempts,"
                                                                    + " next_seconds, next_nanos, last_error, link_to)"
                                                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (FailedRecord record : records) {
                insert.setString(1, id);
                insert.setString(2, failedId(record.localId()));
                insert.setString(3, JdbcTexts.shown(record.localId(), MAX_TEXT));
                insert.setString(4, record.version().record().toString());
                JdbcInstant.set(insert, 5, record.version().lastModified());
                insert.setString(7, record.version().content().toString());
                insert.setInt(8, record.attempts());
                JdbcInstant.set(insert, 9, record.nextAttempt());
                insert.setString(11, JdbcTexts.shown(record.lastError(), MAX_TEXT));
                insert.setString(12, JdbcTexts.shown(record.linkTo(), MAX_TEXT));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (FailedRecord record : records) {
            String owner = failedId(record.localId());
            texts.writeUnlessItFits(connection, id, owner, JdbcTexts.LOCAL_ID, record.localId(), MAX_TEXT);
            texts.writeUnlessItFits(connection, id, owner, JdbcTexts.LAST_ERROR, record.lastError(), MAX_TEXT);
            texts.writeUnlessItFits(connection, id, owner, JdbcTexts.LINK_TO, record.linkTo(), MAX_TEXT);
        }
    }

    private static String failedId(String localId) {
        return Fingerprint.ofLocalId(localId).toString();
    }

    private static FinishedVersion version(ResultSet row) throws SQLException {
        return new FinishedVersion(
                Fingerprint.parse(required(row.getString("record_id"), "record_id")),
                required(JdbcInstant.read(row, ""), "seconds"),
                Fingerprint.parse(required(row.getString("content"), "content")));
    }

    /** A table that an administrator has made may have a NULL where the definition here allows none. */
    private static <T> T required(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalArgumentException("the column " + column + " is NULL");
        }
        return value;
    }
}
