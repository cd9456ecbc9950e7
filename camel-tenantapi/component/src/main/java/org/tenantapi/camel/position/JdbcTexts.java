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
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The table of texts that a column cannot hold as they are. A server's text may be longer than a column, hold U+0000 or
 * half a surrogate pair, or any character that the database's own character set has not: none of that may stop a
 * commit. The column then shows what it can of it, for people to read, and the whole text lies here, in pieces of
 * printable ASCII.
 */
final class JdbcTexts {

    static final String LOCAL_ID = "local_id";
    static final String LAST_ERROR = "last_error";
    static final String LINK_TO = "link_to";
    static final String FILTER = "query_filter";
    static final String SERVER = "server";
    /** the epoch whose owner has given the position up */
    static final String RELEASED = "released";

    private static final int PIECE = 1000;
    private static final int ESCAPE = 6;

    private final String table;

    JdbcTexts(String prefix) {
        this.table = prefix + "text";
    }

    String table() {
        return table;
    }

    String definition() {
        return "CREATE TABLE " + table + " (position_id VARCHAR(32) NOT NULL, owner_id VARCHAR(32) NOT NULL,"
               + " name VARCHAR(20) NOT NULL, piece INTEGER NOT NULL, content VARCHAR(" + PIECE + ") NOT NULL,"
               + " PRIMARY KEY (position_id, owner_id, name, piece))";
    }

    /** What a column of this length shows of a text; all of it, if it fits. */
    static @Nullable String shown(@Nullable String text, int length) {
        if (text == null || fits(text, length)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.chars().limit(length).forEach(c -> shown.append(isPlain(c) ? (char) c : '?'));
        return shown.toString();
    }

    static boolean fits(@Nullable String text, int length) {
        return text == null || text.length() <= length && text.chars().allMatch(JdbcTexts::isPlain);
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~' || c == '\n' || c == '\t';
    }

    /** Those of one position, by {@link #key}. */
    Map<String, String> read(Connection connection, String id) throws SQLException {
        Map<String, StringBuilder> pieces = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT owner_id, name, content FROM " + table + " WHERE position_id = ? ORDER BY owner_id, name, piece")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    pieces.computeIfAbsent(key(rows.getString(1), rows.getString(2)), key -> new StringBuilder())
                            .append(rows.getString(3));
                }
            }
        }
        Map<String, String> texts = new HashMap<>();
        pieces.forEach((key, escaped) -> texts.put(key, unescape(escaped)));
        return texts;
    }

    /** @param owner the id of a failed record, or of the position itself */
    static String key(String owner, String name) {
        return owner + " " + name;
    }

    /** The whole text, where the column shows only some of it. */
    static @Nullable String whole(ResultSet row, Map<String, String> whole, String owner, String name)
            throws SQLException {
        String text = whole.get(JdbcTexts.key(owner, name));
        return text == null ? row.getString(name) : text;
    }

    /** @param text takes the place of the one that it had by this name, if there is to be one */
    void replace(Connection connection, String id, String owner, String name, @Nullable String text) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE position_id = ? AND owner_id = ? AND name = ?")) {
            delete.setString(1, id);
            delete.setString(2, owner);
            delete.setString(3, name);
            delete.executeUpdate();
        }
        if (text != null) {
            write(connection, id, owner, name, text);
        }
    }

    private void write(Connection connection, String id, String owner, String name, String text) throws SQLException {
        String escaped = escape(text);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table + " (position_id, owner_id, name, piece, content) VALUES (?, ?, ?, ?, ?)")) {
            for (int piece = 0; piece == 0 || piece * PIECE < escaped.length(); piece++) {
                insert.setString(1, id);
                insert.setString(2, owner);
                insert.setString(3, name);
                insert.setInt(4, piece);
                insert.setString(5, escaped.substring(piece * PIECE, Math.min(escaped.length(), (piece + 1) * PIECE)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void writeUnlessItFits(Connection connection, String id, String owner, String name, @Nullable String text, int length)
            throws SQLException {
        if (text != null && !fits(text, length)) {
            write(connection, id, owner, name, text);
        }
    }

    void delete(Connection connection, String id, Iterable<String> owners) throws SQLException {
        try (PreparedStatement delete
                = connection.prepareStatement("DELETE FROM " + table + " WHERE position_id = ? AND owner_id = ?")) {
            for (String owner : owners) {
                delete.setString(1, id);
                delete.setString(2, owner);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            if (c > ' ' && c <= '~' && c != '\\') {
                escaped.append((char) c);
            } else {
                escaped.append("\\u").append(String.format("%04x", c));
            }
        });
        return escaped.toString();
    }

    private static String unescape(CharSequence escaped) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < escaped.length(); at++) {
            if (escaped.charAt(at) == '\\') {
                text.append((char) Integer.parseInt(escaped, at + 2, at + ESCAPE, 16));
                at += ESCAPE - 1;
            } else {
                text.append(escaped.charAt(at));
            }
        }
        return text.toString();
    }
}
