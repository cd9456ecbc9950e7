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
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The table of failed records.
 */
final class JdbcFailedTable {

    private static final int MAX_TEXT = 1000;

    private final String table;
    private final JdbcTexts texts;

    JdbcFailedTable(String prefix, JdbcTexts texts) {
        this.table = prefix + "failed";
        this.texts = texts;
    }

    String table() {
        return table;
    }

    String definition() {
        return "CREATE TABLE " + table + " (position_id VARCHAR(32) NOT NULL, failed_id VARCHAR(32) NOT NULL,"
               + " local_id VARCHAR(" + MAX_TEXT
               + ") NOT NULL, record_id VARCHAR(32) NOT NULL, seconds BIGINT NOT NULL, nanos INTEGER NOT NULL,"
               + " content VARCHAR(32) NOT NULL, attempts INTEGER NOT NULL, next_seconds BIGINT,"
               + " next_nanos INTEGER, last_error VARCHAR(" + MAX_TEXT + ") NOT NULL, link_to VARCHAR("
               + MAX_TEXT + "),"
               + " PRIMARY KEY (position_id, failed_id))";
    }

    void read(Connection connection, String id, Map<String, String> whole, Consumer<FailedRecord> records)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM " + table + " WHERE position_id = ? ORDER BY failed_id")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String owner = rows.getString("failed_id");
                    records.accept(new FailedRecord(
                            JdbcFinishedTable.required(JdbcTexts.whole(rows, whole, owner, JdbcTexts.LOCAL_ID),
                                    JdbcTexts.LOCAL_ID),
                            JdbcFinishedTable.version(rows),
                            rows.getInt("attempts"), JdbcInstant.read(rows, "next_"),
                            JdbcFinishedTable.required(JdbcTexts.whole(rows, whole, owner, JdbcTexts.LAST_ERROR),
                                    JdbcTexts.LAST_ERROR),
                            JdbcTexts.whole(rows, whole, owner, JdbcTexts.LINK_TO)));
                }
            }
        }
    }

    void delete(Connection connection, String id, Collection<String> localIds) throws SQLException {
        texts.delete(connection, id, localIds.stream().map(JdbcFailedTable::failedId).toList());
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE position_id = ? AND failed_id = ?")) {
            for (String localId : localIds) {
                delete.setString(1, id);
                delete.setString(2, failedId(localId));
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    void insert(Connection connection, String id, Iterable<FailedRecord> records) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table + " (position_id, failed_id, local_id, record_id, seconds, nanos, content, attempts,"
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
}
