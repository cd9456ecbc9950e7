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
import java.util.List;
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

    void deleteForgotten(Connection connection, String id, PositionBounds bounds) throws SQLException {
        Instant keepFrom = bounds.keepFrom();
        if (keepFrom == null) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE position_id = ? AND seconds <= ? AND (seconds < ? OR nanos < ?)")) {
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
