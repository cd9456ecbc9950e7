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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The tables of a {@link JdbcPositionStore}, and the statements on that of the positions themselves. Plain types only;
 * instants in two columns, since no database's own type holds all of them unrounded. Keys are fingerprints, so that
 * neither a collation nor a length limit makes two texts one.
 */
final class JdbcTables {

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*\\.)?[A-Za-z_][A-Za-z0-9_]{0,40}");
    private static final int MAX_READABLE_KEY = 1000;
    private static final int MAX_FILTER = 4000;

    private final String positions;
    private final JdbcFinishedTable finished;
    private final JdbcFailedTable failed;
    private final JdbcTexts texts;

    JdbcTables(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "The table prefix \"" + prefix + "\" is not a name: use letters, digits and underscores,"
                                               + " with a schema and a dot before it if need be, as in etl.tenantapi_");
        }
        this.positions = prefix + "position";
        this.finished = new JdbcFinishedTable(prefix);
        this.texts = new JdbcTexts(prefix);
        this.failed = new JdbcFailedTable(prefix, texts);
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
        definitions.put(finished.table(), finished.definition());
        definitions.put(failed.table(), failed.definition());
        definitions.put(texts.table(), texts.definition());
        return definitions;
    }

    /** The one without which there is no position. */
    String positions() {
        return positions;
    }

    JdbcFinishedTable finished() {
        return finished;
    }

    JdbcFailedTable failed() {
        return failed;
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

    static String id(String key) {
        return Fingerprint.of(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** All of a position whose row is this. */
    PositionChange content(Connection connection, String id, Row row, Map<String, String> texts)
            throws SQLException {
        PositionChange.Builder content = row.bounds().asChange();
        finished.read(connection, id, content::finished);
        failed.read(connection, id, texts, content::failed);
        return content.build();
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
                        JdbcInstant.read(row, "start_"), JdbcTexts.whole(row, whole, id, JdbcTexts.FILTER),
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
}
