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
package org.tenantapi.camel.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.cluster.ClusteredRoutePolicyFactory;
import org.apache.camel.main.Main;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantConnection;
import org.tenantapi.camel.TenantRecord;
import org.tenantapi.camel.cluster.Event.Kind;

/**
 * One process of several that run the same route. It obeys the commands {@code start}, {@code stop} and {@code health}
 * on its standard input, and ends where that ends: so no process outlives its test.
 */
public final class ClusterNode {

    private static final String ROUTE = "orders";

    private final Main main = new Main();
    private final Testimony testimony;

    private ClusterNode(Testimony testimony) {
        this.testimony = testimony;
    }

    /**
     * The system properties {@code node.*} say who it is, where everything is, and what decides whether it leads.
     */
    public static void main(String[] args) throws Exception {
        ClusterNode node = new ClusterNode(new Testimony(Integer.getInteger("node.witness"), property("name")));
        node.start();
        node.obey();
        System.exit(0);
    }

    private void start() throws Exception {
        SharedStore store = SharedStore.valueOf(property("store"));
        main.bind("tenantapi", component(new WitnessedStore(store.connect(property("storeAddress")), testimony)));
        String uri = "tenantapi:webshop/order?delay=50&initialDelay=0&overlap=5s";
        Properties properties = new Properties();
        switch (Leadership.valueOf(property("leadership"))) {
            case COMMANDS -> {
                properties.put("camel.main.auto-startup", "false");
                export(uri);
            }
            case ROUTE_POLICY -> {
                properties.putAll(clusterService());
                // tag::policy[]
                main.bind("leader", ClusteredRoutePolicyFactory.forNamespace("orders"));
                // end::policy[]
                export(uri);
            }
            case MASTER -> {
                properties.putAll(clusterService());
                export("master:orders:" + uri);
            }
        }
        main.setOverrideProperties(properties);
        main.start();
        testimony.tell(Kind.READY, "");
    }

    private void export(String uri) {
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(ROUTE).process(ClusterNode.this::deliver);
            }
        });
    }

    private static Map<String, String> clusterService() {
        return Map.of(
                "camel.cluster.file.root", property("lockFolder"),
                "camel.cluster.file.acquireLockInterval", "500",
                "camel.cluster.file.acquireLockIntervalUnit", "MILLISECONDS",
                "camel.cluster.file.heartbeatTimeoutMultiplier", "3");
    }

    private static TenantApiComponent component(WitnessedStore store) {
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(property("baseUrl"));
        component.setTenant("acme");
        component.setUsername("user");
        component.setPassword("secret");
        component.getConnections().put("webshop", connection());
        component.setPositionStore(store);
        return component;
    }

    private static TenantConnection connection() {
        TenantConnection connection = new TenantConnection();
        connection.setConnectionId("1001");
        return connection;
    }

    private void deliver(Exchange exchange) {
        Map<String, Object> order = exchange.getMessage().getBody(TenantRecord.class).map();
        testimony.tell(Kind.DELIVERED, OrderTraffic.version(order.get("remoteOrderNo"), order.get("revision")));
    }

    private void obey() throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            obey(command);
        }
    }

    private void obey(String command) throws Exception {
        CamelContext context = main.getCamelContext();
        switch (command) {
            case "start" -> {
                context.getRouteController().startRoute(ROUTE);
                testimony.tell(Kind.STARTED, "");
            }
            case "stop" -> {
                context.getRouteController().stopRoute(ROUTE);
                testimony.tell(Kind.STOPPED, "");
            }
            case "health" -> testimony.tell(Kind.HEALTH, health(context));
            default -> throw new IOException("Not a command: " + command);
        }
    }

    private static String health(CamelContext context) {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN)
                .map(result -> "DOWN " + result.getError().map(error -> error.getClass().getSimpleName()).orElse("-"))
                .collect(Collectors.joining(", "));
    }

    private static String property(String name) {
        return System.getProperty("node." + name);
    }
}
