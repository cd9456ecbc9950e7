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

import javax.sql.DataSource;

/**
 * Counts what is sent to a database.
 */
final class CountedStatements {

    private final DataSource database;
    private int executions;
    private int rows;

    CountedStatements(DataSource database) {
        this.database = database;
    }

    DataSource dataSource() {
        return counting(DataSource.class, database);
    }

    void reset() {
        executions = 0;
        rows = 0;
    }

    /** Statements and batches, each a round trip. */
    int executions() {
        return executions;
    }

    /** Sets of parameters. */
    int rowsSent() {
        return rows;
    }

    private <T> T counting(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                CountedStatements.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> call(target, method, arguments)));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.startsWith("execute")) {
            executions++;
        }
        if (name.equals("addBatch") || name.equals("executeUpdate") || name.equals("executeQuery")) {
            rows++;
        }
        try {
            Object result = method.invoke(target, arguments);
            Class<?> type = method.getReturnType();
            return type.isInterface() && type.getPackageName().equals("java.sql") ? counting(type, result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
