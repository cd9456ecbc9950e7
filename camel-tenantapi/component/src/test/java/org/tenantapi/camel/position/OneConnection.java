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

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * A pool of one connection, which lends it as it came back.
 */
final class OneConnection implements AutoCloseable {

    private final Connection connection;
    private int lent;

    OneConnection(DataSource database, boolean autoCommit) throws SQLException {
        connection = database.getConnection();
        connection.setAutoCommit(autoCommit);
    }

    Connection connection() {
        return connection;
    }

    int lent() {
        return lent;
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                OneConnection.class.getClassLoader(), new Class<?>[] { DataSource.class }, (proxy, method, arguments) -> {
                    lent++;
                    return lend();
                });
    }

    private Object lend() {
        return Proxy.newProxyInstance(
                OneConnection.class.getClassLoader(), new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        lent--;
                        return null;
                    }
                    return method.invoke(connection, arguments);
                });
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
