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

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An instant in two columns, seconds and nanos, both NULL for none. A TIMESTAMP would round it, could not hold
 * {@link Instant#MIN}, and would depend on the time zone of the session.
 */
final class JdbcInstant {

    private JdbcInstant() {
    }

    /** Sets this parameter and the next. */
    static void set(PreparedStatement statement, int parameter, @Nullable Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(parameter, Types.BIGINT);
            statement.setNull(parameter + 1, Types.INTEGER);
        } else {
            statement.setLong(parameter, instant.getEpochSecond());
            statement.setInt(parameter + 1, instant.getNano());
        }
    }

    /** Of the columns {@code prefix}seconds and {@code prefix}nanos. */
    static @Nullable Instant read(ResultSet row, String prefix) throws SQLException {
        long seconds = row.getLong(prefix + "seconds");
        return row.wasNull() ? null : Instant.ofEpochSecond(seconds, row.getInt(prefix + "nanos"));
    }
}
