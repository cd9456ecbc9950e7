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
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

class EarlierPositionTablesTest extends EarlierPositionContract {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    PositionStore store() throws Exception {
        DataSource database = H2PositionStoreTest.database("earlier" + DATABASES.incrementAndGet(), "");
        load(database, "tenantapi_");
        return new JdbcPositionStore(database);
    }

    /** Into tables with this prefix. */
    static void load(DataSource database, String prefix) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            for (String sql : EarlierPosition.text("tables.sql").replace("tenantapi_", prefix).split(";\n")) {
                statement.execute(sql);
            }
        }
    }
}
