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

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * The connections that transactions of threads have. Spring's transaction managers keep theirs with the thread, where
 * {@link DataSourceUtils} finds it; of a DataSource that enlists its connections, as with JTA, any connection takes
 * part.
 */
final class JoinedConnections {

    private static final Logger LOG = LoggerFactory.getLogger(JoinedConnections.class);

    private final DataSource dataSource;
    private final boolean haveSpring;

    JoinedConnections(DataSource dataSource) {
        this.dataSource = dataSource;
        this.haveSpring = haveSpring();
    }

    private static boolean haveSpring() {
        try {
            Class.forName("org.springframework.jdbc.datasource.DataSourceUtils", false,
                    JoinedConnections.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * The connection of the calling thread's transaction.
     *
     * @throws PositionRefusedException if it commits each statement at once: then it takes part in no transaction
     */
    Connection take() throws SQLException {
        Connection connection = haveSpring ? OfSpring.take(dataSource) : dataSource.getConnection();
        boolean commitsAtOnce = true;
        try {
            commitsAtOnce = connection.getAutoCommit();
        } finally {
            if (commitsAtOnce) {
                giveBack(connection);
            }
        }
        if (commitsAtOnce) {
            throw new PositionRefusedException(
                    "The connections of the position store take no part in the transaction of the route: give the"
                                               + " JdbcPositionStore the DataSource that the transaction manager manages");
        }
        return connection;
    }

    void giveBack(Connection connection) {
        try {
            if (haveSpring) {
                OfSpring.giveBack(connection, dataSource);
            } else {
                connection.close();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("Cannot give the connection of a transaction back", e);
        }
    }

    /** Apart, so that it is loaded only where Spring is. */
    private static final class OfSpring {

        private OfSpring() {
        }

        static Connection take(DataSource dataSource) throws SQLException {
            return DataSourceUtils.doGetConnection(dataSource);
        }

        static void giveBack(Connection connection, DataSource dataSource) throws SQLException {
            DataSourceUtils.doReleaseConnection(connection, dataSource);
        }
    }
}
