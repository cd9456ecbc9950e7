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
package org.tenantapi.camel.integration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the guide says of the headers of time, with Camel's SQL component and a real PostgreSQL.
 */
class TimesInSqlIT {

    @RegisterExtension
    static final TenantApiSimulatorExtension PLATFORM = new TenantApiSimulatorExtension();

    @Test
    void theHeadersOfTimeAreBoundAsTheGuideSays(@TempDir Path folder) throws Exception {
        Instant created = Instant.parse("2026-10-31T23:30:00Z");
        Instant lastModified = Instant.parse("2026-11-01T08:26:00Z");
        PLATFORM.simulator().tenant("acme").user("user", "secret").connection("1001").putAsIs("order",
                "{\"created\":\"" + created + "\",\"lastModified\":\"" + lastModified + "\"}");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(); DefaultCamelContext context = new DefaultCamelContext()) {
            DataSource database = server.getPostgresDatabase();
            try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE orders (created TIMESTAMPTZ, modified TIMESTAMPTZ, version TEXT, body JSONB)");
            }
            context.getRegistry().bind("erp", database);
            context.addComponent("tenantapi", component(folder));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("tenantapi:1001/order?initialDelay=0&delay=60000").to(
                            "sql:INSERT INTO orders VALUES (:#${headerAs(CamelTenantApiCreated, java.sql.Timestamp)},"
                                                                               + " :#${headerAs(CamelTenantApiLastModified, java.sql.Timestamp)},"
                                                                               + " :#${headerAs(CamelTenantApiVersionId, String)},"
                                                                               + " :#${bodyAs(String)}::jsonb)?dataSource=#erp");
                }
            });
            context.start();
            await().atMost(ofSeconds(30)).until(() -> !rows(database).isEmpty());
            assertThat(rows(database)).containsExactly(List.of(created, lastModified));
            try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                 ResultSet found = statement.executeQuery("SELECT version, body ->> 'localId' FROM orders")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getString(1)).startsWith(found.getString(2) + "/" + lastModified + "/");
            }
        }
    }

    private static TenantApiComponent component(Path folder) {
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(PLATFORM.simulator().baseUrl());
        component.setTenant("acme");
        component.setUsername("user");
        component.setPassword("secret");
        component.setStateDirectory(folder.toString());
        return component;
    }

    private static List<List<Instant>> rows(DataSource database) throws SQLException {
        List<List<Instant>> rows = new ArrayList<>();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
             ResultSet found = statement.executeQuery("SELECT created, modified FROM orders")) {
            while (found.next()) {
                rows.add(List.of(instant(found.getTimestamp(1)), instant(found.getTimestamp(2))));
            }
        }
        return rows;
    }

    private static Instant instant(Timestamp time) {
        return time.toInstant();
    }
}
