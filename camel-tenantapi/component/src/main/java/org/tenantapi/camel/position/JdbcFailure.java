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

import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Locale;

/**
 * What a failure of the database means.
 */
final class JdbcFailure {

    private JdbcFailure() {
    }

    /** Whether the row is there already: class 23 of SQLSTATE, or what a batch that met it says. */
    static boolean isDuplicate(Exception e) {
        for (Throwable cause = e;
             cause != null;
             cause = cause instanceof SQLException sql && sql.getNextException() != null
                     ? sql.getNextException() : cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().startsWith("23")) {
                return true;
            }
        }
        return false;
    }

    /** Whether another node did the same at the same time, and won: classes 23 and 40 of SQLSTATE. */
    static boolean isConflict(Exception e) {
        String state = e instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
        return state.startsWith("23") || state.startsWith("40");
    }

    /**
     * @param what   could not be done
     * @param remedy a sentence, if there is one
     */
    static PositionException failure(String what, Exception e, String remedy) {
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
}
