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
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The table of finished versions.
 */
final class JdbcFinishedTable {

    private static final int ROWS_PER_FETCH = 1000;

    private final String table;

    JdbcFinishedTable(String prefix) {
        this.table = prefix + "finished";
    }

    String table() {
        return table;
    }

    String definition() {
        return "CREATE TABLE " + table + " (position_id VARCHAR(32) NOT NULL, seconds BIGINT NOT NULL,"
               + " nanos INTEGER NOT NULL, record_id VARCHAR(32) NOT NULL, content VARCHAR(32) NOT NULL,"
               + " PRIMARY KEY (position_id, seconds, nanos, record_id, content))";
    }

    void read(Connection connection, String id, Consumer<FinishedVersion> versions) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT record_id, seconds, nanos, content FROM " + table + " WHERE position_id = ?")) {
            select.setFetchSize(ROWS_PER_FETCH);
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.accept(version(rows));
                }
            }
        }
    }

    void insert(Connection connection, String id, List<FinishedVersion> versions) throws SQLException {
        if (versions.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table + " (position_id, seconds, nanos, record_id, content) VALUES (?, ?, ?, ?, ?)")) {
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

    /**
     * Inserts these, on condition that the position has this epoch: a stale owner inserts nothing. The casts are there
     * for databases that cannot tell the type of a parameter in a SELECT; each text is of this length.
     *
     * @return whether they were inserted
     */
    boolean insertAsOwner(Connection connection, String id, long epoch, String positions, List<FinishedVersion> versions)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table + " (position_id, seconds, nanos, record_id, content) SELECT position_id,"
                                                                    + " CAST(? AS DECIMAL(19)), CAST(? AS DECIMAL(9)),"
                                                                    + " CAST(? AS CHAR(32)), CAST(? AS CHAR(32)) FROM "
                                                                    + positions + " WHERE " + isOfOwner())) {
            for (FinishedVersion version : versions) {
                JdbcInstant.set(insert, 1, version.lastModified());
                insert.setString(3, version.record().toString());
                insert.setString(4, version.content().toString());
                insert.setString(5, id);
                insert.setLong(6, epoch);
                if (versions.size() > 1) {
                    insert.addBatch();
                }
            }
            return versions.size() > 1
                    ? Arrays.stream(insert.executeBatch()).noneMatch(inserted -> inserted == 0) : insert.executeUpdate() == 1;
        }
    }

    /** A former owner finds another epoch. */
    private static String isOfOwner() {
        return "position_id = ? AND epoch = ?";
    }

    /** Those of the versions that are not in the table. */
    List<FinishedVersion> missing(Connection connection, String id, List<FinishedVersion> versions) throws SQLException {
        if (versions.isEmpty()) {
            return versions;
        }
        LongSummaryStatistics seconds
                = versions.stream().mapToLong(version -> version.lastModified().getEpochSecond()).summaryStatistics();
        Set<FinishedVersion> missing = new LinkedHashSet<>(versions);
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT record_id, seconds, nanos, content FROM " + table
                                                                    + " WHERE position_id = ? AND seconds BETWEEN ? AND ?")) {
            select.setFetchSize(ROWS_PER_FETCH);
            select.setString(1, id);
            select.setLong(2, seconds.getMin());
            select.setLong(3, seconds.getMax());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    missing.remove(version(rows));
                }
            }
        }
        return List.copyOf(missing);
    }

    void deleteForgotten(Connection connection, String id, PositionBounds bounds) throws SQLException {
        deleteBefore(bounds.keepFrom(), connection, id, "");
    }

    /** Save those of records on record as failed: a transaction may just have committed their next attempt. */
    void deleteForgottenSave(String failed, Connection connection, String id, PositionBounds bounds) throws SQLException {
        deleteBefore(bounds.keepFrom(), connection, id, exceptOf(failed));
    }

    private String exceptOf(String failed) {
        return " AND record_id NOT IN (SELECT record_id FROM " + failed + " WHERE position_id = " + table + ".position_id)";
    }

    private void deleteBefore(@Nullable Instant keepFrom, Connection connection, String id, String andOnly)
            throws SQLException {
        if (keepFrom == null) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE position_id = ? AND seconds <= ? AND (seconds < ? OR nanos < ?)" + andOnly)) {
            delete.setString(1, id);
            delete.setLong(2, keepFrom.getEpochSecond());
            JdbcInstant.set(delete, 3, keepFrom);
            delete.executeUpdate();
        }
    }

    void delete(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + " WHERE position_id = ?")) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
    }

    /** Of a row that has the columns of a version. */
    static FinishedVersion version(ResultSet row) throws SQLException {
        return new FinishedVersion(
                Fingerprint.parse(required(row.getString("record_id"), "record_id")),
                required(JdbcInstant.read(row, ""), "seconds"),
                Fingerprint.parse(required(row.getString("content"), "content")));
    }

    /** A table that an administrator has made may have a NULL where the definition here allows none. */
    static <T> T required(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalArgumentException("the column " + column + " is NULL");
        }
        return value;
    }
}
