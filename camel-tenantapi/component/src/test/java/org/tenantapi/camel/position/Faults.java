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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentMap;

/**
 * Makes calls to a map or a database fail: by their number, or at random.
 */
final class Faults {

    enum Kind {
        /** Without effect. */
        BEFORE,
        /** It has had its effect; only the answer is lost. */
        AFTER,
        /** Without effect, and so do all later calls. */
        FROM_THEN_ON
    }

    private final List<Connection> connections = new ArrayList<>();
    private Kind kind;
    private int callsUntilFault;
    private boolean struck;
    private Random random;

    void strikeAtCall(int number, Kind how) {
        kind = how;
        callsUntilFault = number;
        struck = false;
    }

    void strikeOneIn(int calls, Random source) {
        kind = Kind.BEFORE;
        callsUntilFault = calls;
        random = source;
    }

    boolean haveStruck() {
        return struck;
    }

    void stop() {
        kind = null;
        random = null;
    }

    /** What a server does with the connections of a process that has died. */
    void dropConnections() throws SQLException {
        for (Connection connection : connections) {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                connection.close();
            }
        }
        connections.clear();
    }

    <T> T inject(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                Faults.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> call(target, method, arguments)));
    }

    @SuppressWarnings("unchecked")
    ConcurrentMap<String, String> inject(ConcurrentMap<String, String> map) {
        return inject(ConcurrentMap.class, map);
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        Kind fault = nextFault();
        if (fault != null && fault != Kind.AFTER) {
            throw lost(method);
        }
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (result instanceof Connection connection) {
            connections.add(connection);
        }
        if (fault != null) {
            throw lost(method);
        }
        return method.getReturnType().isInterface() && method.getReturnType().getPackageName().equals("java.sql")
                ? injectUnchecked(method.getReturnType(), result)
                : result;
    }

    @SuppressWarnings("unchecked")
    private <T> Object injectUnchecked(Class<T> type, Object target) {
        return inject(type, (T) target);
    }

    private Kind nextFault() {
        if (kind == null) {
            return null;
        }
        if (random != null) {
            if (random.nextInt(callsUntilFault) > 0) {
                return null;
            }
            // one seldom comes alone
            callsUntilFault = 3;
            return random.nextBoolean() ? Kind.BEFORE : Kind.AFTER;
        }
        callsUntilFault--;
        if (callsUntilFault == 0 || callsUntilFault < 0 && kind == Kind.FROM_THEN_ON) {
            struck = true;
            return kind;
        }
        return null;
    }

    private static Exception lost(Method method) {
        String message = "no answer to " + method.getName();
        return Arrays.asList(method.getExceptionTypes()).contains(SQLException.class)
                ? new SQLException(message, "08006")
                : new IllegalStateException(message);
    }
}
