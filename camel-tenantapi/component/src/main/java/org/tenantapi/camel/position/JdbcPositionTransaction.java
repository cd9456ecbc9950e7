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
import java.util.List;
import java.util.Set;

/**
 * What an owner writes of its position on the connection of a transaction. The row of the position is only read: so
 * several transactions of one owner do not wait for each other.
 */
final class JdbcPositionTransaction implements PositionTransaction {

    private final JdbcOwnedPosition owned;
    private final JdbcTables tables;
    private final JoinedConnections connections;
    private final Connection connection;

    JdbcPositionTransaction(JdbcOwnedPosition owned, JdbcTables tables, JoinedConnections connections) throws SQLException {
        this.owned = owned;
        this.tables = tables;
        this.connections = connections;
        this.connection = connections.take();
    }

    @Override
    public boolean finish(List<FinishedVersion> versions) {
        try {
            if (!tables.finished().insertAsOwner(connection, owned.id(), owned.epoch(), tables.positions(), versions)) {
                throw owned.fenced(connection);
            }
            owned.written(versions.size());
            return true;
        } catch (SQLException | RuntimeException e) {
            if (JdbcFailure.isDuplicate(e)) {
                return false;
            }
            throw JdbcFailure.failure("write to the position of " + owned.key() + " in the transaction of the route", e, "");
        }
    }

    @Override
    public void setAside(FailedRecord toLink) {
        try {
            tables.failed().delete(connection, owned.id(), Set.of(toLink.localId()));
            tables.failed().insert(connection, owned.id(), List.of(toLink));
        } catch (SQLException | RuntimeException e) {
            throw JdbcFailure.failure("write to the position of " + owned.key() + " in the transaction of the route", e, "");
        }
    }

    @Override
    public void close() {
        connections.giveBack(connection);
    }
}
