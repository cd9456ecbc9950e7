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
package org.tenantapi.camel.cli;

import java.io.IOException;
import java.nio.file.Path;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.JdbcPositionStore;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionStore;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Which position a command is about, and where it is kept: in files, unless a database is named.
 */
final class PositionOptions {

    /** of every command that changes a position */
    static final String STOPPED = "The route must be stopped: with files it is refused otherwise; in a database the route loses"
                                  + " its position to this command, and has to be restarted.";

    @Option(names = "--type", paramLabel = "<type>", defaultValue = "${env:TENANTAPI_TYPE:-order}", scope = ScopeType.INHERIT,
            description = "the record type (${DEFAULT-VALUE})")
    private String recordType;

    @Option(names = "--key", defaultValue = "${env:TENANTAPI_KEY}", paramLabel = "<positionKey>", scope = ScopeType.INHERIT,
            description = "the positionKey, where the route sets one; else tenant/connection/type")
    private String key;

    @Option(names = "--state-directory", paramLabel = "<directory>",
            defaultValue = "${env:TENANTAPI_STATE_DIRECTORY:-.camel-tenantapi}",
            scope = ScopeType.INHERIT, description = "where the position files are (${DEFAULT-VALUE})")
    private Path stateDirectory;

    @Option(names = "--jdbc-url", defaultValue = "${env:TENANTAPI_JDBC_URL}", paramLabel = "<url>", scope = ScopeType.INHERIT,
            description = "where the positions are if they are in a database, such as jdbc:postgresql://db/erp")
    private String jdbcUrl;

    @Option(names = "--jdbc-username", defaultValue = "${env:TENANTAPI_JDBC_USERNAME}", paramLabel = "<name>",
            scope = ScopeType.INHERIT, description = "a user of the database")
    private String jdbcUsername;

    @Option(names = "--jdbc-password", defaultValue = "${env:TENANTAPI_JDBC_PASSWORD}", interactive = true,
            scope = ScopeType.INHERIT,
            description = "asks for the password of that user, which else comes from TENANTAPI_JDBC_PASSWORD or a file")
    private char[] jdbcPassword;

    @Option(names = "--jdbc-password-file", defaultValue = "${env:TENANTAPI_JDBC_PASSWORD_FILE}", paramLabel = "<file>",
            scope = ScopeType.INHERIT,
            description = "its first line is that password")
    private Path jdbcPasswordFile;

    @Option(names = "--table-prefix", paramLabel = "<prefix>", defaultValue = "${env:TENANTAPI_TABLE_PREFIX:-tenantapi_}",
            scope = ScopeType.INHERIT,
            description = "what the names of the tables begin with (${DEFAULT-VALUE})")
    private String tablePrefix;

    /** null until it is asked for */
    private PositionStore store;

    String recordType() {
        return recordType;
    }

    String key(ConnectionOptions connection) {
        return key != null ? key : connection.tenant() + "/" + connection.connection() + "/" + recordType;
    }

    PositionStore store() throws IOException {
        if (store == null) {
            store = jdbcUrl == null ? new FilePositionStore(stateDirectory) : new JdbcPositionStore(database(), tablePrefix);
        }
        return store;
    }

    private DataSource database() throws IOException {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(jdbcUrl);
        database.setUsername(jdbcUsername);
        database.setPassword(Password.of(jdbcPassword, jdbcPasswordFile));
        database.setMinimumIdle(0);
        return database;
    }

    /** The position of an export that has begun. */
    Position begun(ConnectionOptions connection) throws IOException {
        Position position = store().read(key(connection));
        if (position.isNew()) {
            throw new IllegalStateException(
                    "There is no position of " + key(connection) + " in " + (jdbcUrl == null ? stateDirectory : jdbcUrl)
                                            + ": the export has not begun, or it keeps its position elsewhere (--state-directory,"
                                            + " --jdbc-url), or under another key (--key)");
        }
        return position;
    }
}
