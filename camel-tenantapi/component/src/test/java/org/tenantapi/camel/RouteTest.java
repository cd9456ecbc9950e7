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

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

import static org.awaitility.Awaitility.await;

/**
 * A CamelContext whose component speaks to a simulator, with the Tenant {@code acme} and its Connection {@code 1001},
 * known to routes as {@code webshop}.
 */
abstract class RouteTest extends CamelTestSupport {

    static final String PASSWORD = "s3cr3t-pässword";
    static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @RegisterExtension
    static final FreshPlatform PLATFORM = new FreshPlatform();

    @TempDir
    Path stateDirectory;

    static {
        // the first request of a JVM waits until the contract has been read, which a busy machine takes its time for
        Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    }

    /** localId and content of what the route got, in its order */
    final List<String> delivered = new CopyOnWriteArrayList<>();

    @BindToRegistry("tenantapi")
    public TenantApiComponent component() {
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(PLATFORM.simulator().baseUrl());
        component.setTenant("acme");
        component.setUsername("user");
        component.setPassword(PASSWORD);
        component.setUserAgent("route-test/1.0 (test@example.com)");
        component.setStateDirectory(stateDirectory.toString());
        component.connectionsByName().setBaseDelay(Duration.ofMillis(1));
        component.getConnections().put("webshop", connection("1001"));
        component.getConnections().put("pos", connection("1002"));
        return component;
    }

    static TenantConnection connection(String connectionId) {
        TenantConnection connection = new TenantConnection();
        connection.setConnectionId(connectionId);
        return connection;
    }

    @BeforeEach
    void setUpTenant() {
        tenant().user("user", PASSWORD).connection("1001").connection("1002");
        platform().clock().set(NOON).freeze();
    }

    static TenantApiSimulator platform() {
        return PLATFORM.simulator();
    }

    static SimulatedTenant tenant() {
        return platform().tenant("acme");
    }

    /** Adds and starts the route {@code export} with this endpoint; it notes what it gets in {@link #delivered}. */
    void export(String uri) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("export").process(RouteTest.this::note);
            }
        });
    }

    void addRoute(RouteBuilder route) throws Exception {
        context.addRoutes(route);
    }

    void note(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof List<?> records) {
            records.forEach(item -> delivered.add(describe((TenantRecord) item)));
        } else {
            delivered.add(describe(exchange.getMessage().getBody(TenantRecord.class)));
        }
    }

    private static String describe(TenantRecord order) {
        return order.localId() + ":" + order.map().get("orderStatus");
    }

    /** Puts an order, changed now by the platform's clock. */
    static String order(String status) {
        return tenant().put("order", "{\"orderStatus\":\"" + status + "\"}");
    }

    static String orderAt(Instant lastModified) {
        return tenant().putAsIs("order", "{\"orderStatus\":\"new\",\"lastModified\":\"" + lastModified + "\"}");
    }

    static void change(String localId, String status) {
        tenant().put("order", "{\"localId\":\"" + localId + "\",\"orderStatus\":\"" + status + "\"}");
    }

    /** Waits until two more polls have asked the server for its list, the first of which may have been under way. */
    void awaitPolls() {
        long before = lists();
        await().atMost(Duration.ofSeconds(20)).until(() -> lists() >= before + 2);
        awaitIdle();
    }

    void awaitDelivered(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> delivered.size() >= count);
        awaitIdle();
    }

    private void awaitIdle() {
        await().atMost(Duration.ofSeconds(20)).until(() -> context.getInflightRepository().size() == 0);
    }

    private static long lists() {
        return platform().requests().stream().filter(request -> request.path().equals("/api/order")).count();
    }

    void restartRoute() throws Exception {
        context.getRouteController().stopRoute("export");
        context.getRouteController().startRoute("export");
    }
}
