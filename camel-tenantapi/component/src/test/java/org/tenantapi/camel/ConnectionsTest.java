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
package org.tenantapi.camel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.internal.client.ClientSettings;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionsTest {

    @Test
    void theConnectionsOfTheGuideAreFound() throws Exception {
        Main main = new Main();
        guide().forEach((name, value) -> main.addInitialProperty((String) name, withoutEnvironment((String) value)));
        main.start();
        try {
            Connections connections
                    = main.getCamelContext().getComponent("tenantapi", TenantApiComponent.class).connectionsByName();
            assertAreThoseOfTheGuide(connections);
            assertThat(connections.requestsPerSecond("webshop")).isEqualTo(10);
            assertThat(connections.requestsPerSecond("pos")).isEqualTo(0.5);
        } finally {
            main.stop();
        }
    }

    @Test
    void theConnectionsOfTheGuideAreFoundInJava() throws Exception {
        Map<String, String> env = Map.of("TENANTAPI_BASE_URL", "https://api.example.com/api", "TENANTAPI_USER", "any",
                "TENANTAPI_PASSWORD", "any", "OUTLET_USER", "outlet-user", "OUTLET_PASSWORD", "any");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            // tag::java[]
            TenantApiComponent tenantapi = new TenantApiComponent();
            tenantapi.setBaseUrl(env.get("TENANTAPI_BASE_URL"));
            tenantapi.setTenant("acme");
            tenantapi.setUsername(env.get("TENANTAPI_USER"));
            tenantapi.setPassword(env.get("TENANTAPI_PASSWORD"));

            TenantConnection webshop = new TenantConnection();
            webshop.setConnectionId("1001");
            TenantConnection pos = new TenantConnection();
            pos.setConnectionId("1002");
            // a Connection of another Tenant
            TenantConnection outlet = new TenantConnection();
            outlet.setConnectionId("1001");
            outlet.setTenant("acme-outlet");
            outlet.setUsername(env.get("OUTLET_USER"));
            outlet.setPassword(env.get("OUTLET_PASSWORD"));

            tenantapi.setConnections(Map.of("webshop", webshop, "pos", pos, "outlet", outlet));
            context.addComponent("tenantapi", tenantapi);
            // end::java[]
            context.start();
            assertAreThoseOfTheGuide(tenantapi.connectionsByName());
        }
    }

    private static void assertAreThoseOfTheGuide(Connections connections) {
        assertThat(connections.clientSettings("webshop"))
                .extracting(ClientSettings::tenant, ClientSettings::connectionId, ClientSettings::username)
                .containsExactly("acme", "1001", "any");
        assertThat(connections.clientSettings("pos")).extracting(ClientSettings::tenant, ClientSettings::connectionId)
                .containsExactly("acme", "1002");
        assertThat(connections.clientSettings("outlet"))
                .extracting(ClientSettings::tenant, ClientSettings::connectionId, ClientSettings::username)
                .containsExactly("acme-outlet", "1001", "outlet-user");
    }

    private static Properties guide() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = ConnectionsTest.class.getResourceAsStream("/connections.properties")) {
            properties.load(in);
        }
        return properties;
    }

    private static String withoutEnvironment(String value) {
        return value.replace("{{env:TENANTAPI_BASE_URL}}", "https://api.example.com/api")
                .replace("{{env:OUTLET_USER}}", "outlet-user")
                .replaceAll("\\{\\{env:.*}}", "any");
    }
}
