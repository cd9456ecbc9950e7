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
package org.tenantapi.camel.springboot.tests;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringBootVersion;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantApiConfiguration;
import org.tenantapi.camel.TenantApiOperation;
import org.tenantapi.camel.TenantConnection;
import org.tenantapi.camel.TenantRecord;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.springboot.TenantApiComponentAutoConfiguration;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;

class StarterIT {

    private static final long SECONDS = 20;

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private final BlockingQueue<String> exported = new LinkedBlockingQueue<>();

    private SimulatedTenant tenant() {
        return platform.simulator().tenant("acme").user(Application.USER, Application.PASSWORD);
    }

    private Application.Builder application() {
        return Application.with().tenant(platform.simulator(), tenant());
    }

    private RouteBuilder exportsOf(String... connections) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String connection : connections) {
                    from("tenantapi:" + connection + "/order?initialDelay=0&delay=100").process(exchange -> exported
                            .add(connection + " " + exchange.getMessage().getBody(TenantRecord.class).localId()));
                }
            }
        };
    }

    @Test
    void runsTheBuiltJarsOnTheExpectedVersions() {
        assertThat(jarOf(TenantApiComponent.class)).matches(".*/camel-tenantapi-[0-9.]+(-SNAPSHOT)?\\.jar");
        assertThat(jarOf(TenantApiComponentAutoConfiguration.class))
                .matches(".*/camel-tenantapi-starter-[0-9.]+(-SNAPSHOT)?\\.jar");
        assertThat("Spring Boot " + SpringBootVersion.getVersion()).isEqualTo(System.getProperty("matrix.runtime"));
        assertThat(new DefaultCamelContext().getVersion()).isEqualTo(System.getProperty("matrix.camel"));
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    @Test
    void exportsFromAndImportsIntoConnectionsByTheirNames() throws Exception {
        String order = tenant().connection("1001").connection("2002").connection("3003")
                .put("order", "{\"remoteOrderNo\":\"17\"}");
        TenantConnection till = new TenantConnection();
        till.setConnectionId("3003");
        try (Application application = application().option("connections.webshop.connection-id", "1001")
                .option("connections[erp].connectionId", "2002").bean("till", TenantConnection.class, till)
                .route(exportsOf("webshop", "erp", "till")).start()) {
            Set<String> exports = new TreeSet<>();
            for (int i = 0; i < 3; i++) {
                exports.add(exported.poll(SECONDS, TimeUnit.SECONDS));
            }
            assertThat(exports).containsExactly("erp " + order, "till " + order, "webshop " + order);
            application.producer().to("tenantapi:erp/product").withBody("{\"remoteId\":\"A1\",\"vatRatePercent\":\"25\"}")
                    .request();
        }
        assertThat(tenant().recordByRemoteId("product", "2002", "A1")).isPresent();
    }

    @Test
    void setsOptionsOfEachKind() {
        PositionStore positions = new MemoryPositionStore();
        HttpClientConfigurer configurer = builder -> {
        };
        SSLContextParameters tls = new SSLContextParameters();
        try (Application application = Application.with().bean("positions", PositionStore.class, positions)
                .bean("configurer", HttpClientConfigurer.class, configurer)
                .option("user-agent", "my-app/1.0 (me@example.com)").option("batch-size", 50).option("report-failures", true)
                .option("on-failure", "stop").option("operation", "add-shipments").option("overlap", "20m")
                .option("retry-delay", "PT5S").option("connect-timeout", 1500).option("filter.remoteOrderNo", 7)
                .option("max-response-size", 5_000_000_000L).option("position-store", "#bean:positions")
                .option("http-client-configurer", "#configurer").option("connections.webshop.tenant", "{{other.tenant}}")
                .property("other.tenant", "other")
                .option("username", "{{other.tenant}}-user")
                .option("connections.webshop.allow-plain-http", true).bean("tls", SSLContextParameters.class, tls)
                .option("connections.webshop.ssl-context-parameters", "#bean:tls").start()) {
            TenantApiComponent component = application.component();
            TenantApiConfiguration configuration = component.getConfiguration();
            assertThat(component.getUserAgent()).isEqualTo("my-app/1.0 (me@example.com)");
            assertThat(configuration.getBatchSize()).isEqualTo(50);
            assertThat(configuration.isReportFailures()).isTrue();
            assertThat(configuration.getOnFailure()).isEqualTo(FailurePolicy.stop);
            assertThat(configuration.getOperation()).isEqualTo(TenantApiOperation.addShipments);
            assertThat(Duration.ofMillis(configuration.getOverlap())).hasMinutes(20);
            assertThat(configuration.getRetryDelay()).isEqualTo(5000);
            assertThat(component.getConnectTimeout()).isEqualTo(1500);
            assertThat(configuration.getFilter()).hasToString("{remoteOrderNo=7}");
            assertThat(component.getMaxResponseSize()).isEqualTo(5_000_000_000L);
            assertThat(component.getPositionStore()).isSameAs(positions);
            assertThat(component.getHttpClientConfigurer()).isSameAs(configurer);
            TenantConnection webshop = component.getConnections().get("webshop");
            assertThat(webshop.getTenant()).isEqualTo("other");
            assertThat(component.getUsername()).isEqualTo("other-user");
            assertThat(webshop.getAllowPlainHttp()).isTrue();
            assertThat(webshop.getSslContextParameters()).isSameAs(tls);
        }
    }

    @Test
    void leavesASharedConfigurationAsItIs() {
        TenantApiConfiguration shared = new TenantApiConfiguration();
        shared.setOverlap(7);
        shared.setBatchSize(7);
        shared.setNumbersAsStrings(false);
        try (Application application = application().bean("shared", TenantApiConfiguration.class, shared)
                .option("configuration", "#bean:shared").option("batch-size", 8).start()) {
            TenantApiConfiguration configuration = application.component().getConfiguration();
            assertThat(configuration.getOverlap()).isEqualTo(7);
            assertThat(configuration.isNumbersAsStrings()).isFalse();
            assertThat(configuration.getBatchSize()).as("what a property says has precedence").isEqualTo(8);
        }
    }

    @Test
    void leavesTheDefaultsOfTheComponentAsTheyAre() {
        try (Application application = Application.with().start()) {
            TenantApiComponent component = application.component();
            TenantApiComponent plain = new TenantApiComponent();
            assertThat(component.getConfiguration()).usingRecursiveComparison().isEqualTo(plain.getConfiguration());
            assertThat(component.getStateDirectory()).isEqualTo(plain.getStateDirectory());
            assertThat(component.getResponseTimeout()).isEqualTo(plain.getResponseTimeout());
        }
    }

    @Test
    void canBeSwitchedOff() {
        try (Application application = application().option("enabled", false).start()) {
            assertThat(application.component().getBaseUrl()).isNull();
        }
    }

    /** Lesson 30: no digit is lost on the way into an object, whatever the application's own ObjectMapper does. */
    @Test
    void readsRecordsIntoObjects() throws Exception {
        tenant().connection("1001").put("order", "{\"remoteOrderNo\":\"17\",\"total\":\"12345678901234567890.10\"}");
        BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        RouteBuilder route = new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:1001/order?initialDelay=0")
                        .process(exchange -> orders.add(exchange.getMessage().getBody(TenantRecord.class).as(Order.class)));
            }
        };
        ObjectMapper mine = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        try (Application application = application().bean("mine", ObjectMapper.class, mine).route(route).start()) {
            assertThat(application.component().getObjectMapper()).as("autowired").isSameAs(mine);
            assertThat(orders.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(new Order("17", "12345678901234567890.10"));
        }
    }

    record Order(String remoteOrderNo, String total) {
    }
}
