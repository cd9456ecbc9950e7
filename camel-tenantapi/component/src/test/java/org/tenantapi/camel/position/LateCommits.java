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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

import javax.sql.DataSource;

/**
 * A database behind a network on which the connection breaks at each COMMIT, which the server receives all the same,
 * but later.
 */
final class LateCommits {

    private final DataSource database;
    private final Deque<Connection> underWay = new ArrayDeque<>();
    private boolean late;

    LateCommits(DataSource database) {
        this.database = database;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = invoke(database, method, arguments);
            return result instanceof Connection connection ? breakable(connection) : result;
        });
    }

    void breakFromNowOn() {
        late = true;
    }

    void stayWhole() {
        late = false;
    }

    /** The server receives the first COMMIT that is under way. */
    void arrive() throws SQLException {
        try (Connection connection = underWay.remove()) {
            connection.commit();
        }
    }

    private Connection breakable(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (late && method.getName().equals("commit")) {
                underWay.add(connection);
                throw new SQLException("connection lost", "08006");
            }
            if (underWay.contains(connection)) {
                throw new SQLException("connection closed", "08003");
            }
            return invoke(connection, method, arguments);
        });
    }

    private interface Call {
        Object on(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                LateCommits.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> call.on(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
