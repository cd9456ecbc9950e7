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
package org.tenantapi.camel.builder.endpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantApiConstants;
import org.tenantapi.camel.TenantApiEndpoint;
import org.tenantapi.camel.TenantConnection;
import org.tenantapi.camel.UpsertStrategy;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tenantapi.camel.builder.endpoint.StaticEndpointBuilders.tenantapi;

/**
 * The routes of the guide in the Java Endpoint DSL, which is generated, run.
 */
class EndpointDslTest extends CamelTestSupport {

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    @TempDir
    Path stateDirectory;

    private final List<Exchange> erp = new CopyOnWriteArrayList<>();

    @BindToRegistry("tenantapi")
    public TenantApiComponent component() {
        TenantConnection webshop = new TenantConnection();
        webshop.setConnectionId("1001");
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(platform.simulator().baseUrl());
        component.setTenant("acme");
        component.setUsername("connector");
        component.setPassword("secret");
        component.setStateDirectory(stateDirectory.toString());
        component.setConnections(Map.of("webshop", webshop));
        return component;
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() {
        return new RoutesBuilder[] {
                new OrdersAndProducts(),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:erp").process(erp::add);
                        from("direct:stock").to(tenantapi("webshop/stock").throwOnFailure(false));
                    }
                }
        };
    }

    @BeforeEach
    void setUpTenant() {
        tenant().user("connector", "secret").connection("1001");
    }

    private SimulatedTenant tenant() {
        return platform.simulator().tenant("acme");
    }

    @Test
    void exportsAnOrder() {
        String localId = tenant().put("order", "{\"remoteOrderNo\":\"536365\"}");
        await().atMost(Duration.ofSeconds(20)).until(() -> erp.size() == 1);
        assertThat(erp.get(0).getMessage().getHeader(TenantApiConstants.LOCAL_ID)).isEqualTo(localId);
        assertThat(erp.get(0).getMessage().getHeader("key", String.class)).startsWith(localId + "/");
    }

    @Test
    void importsAProductUnderTheRemoteIdOfTheHeader() {
        for (int i = 0; i < 2; i++) {
            template.sendBodyAndHeader("direct:products", "{\"title\":\"Cup\",\"vatRatePercent\":25}", "sku", "22423");
        }
        assertThat(tenant().recordByRemoteId("product", "1001", "22423")).isPresent();
        assertThat(tenant().history()).as("the second was unchanged").hasSize(1);
    }

    @Test
    void givesItsOptionsToTheEndpoints() {
        assertThat(endpoint("order").getConfiguration().getOverlap()).isEqualTo(Duration.ofMinutes(30).toMillis());
        assertThat(endpoint("order").getConfiguration().getMaxAttempts()).isEqualTo(5);
        assertThat(endpoint("product").getConfiguration().getUpsertStrategy()).isEqualTo(UpsertStrategy.lookup);
        assertThat(endpoint("product").getConfiguration().isSkipUnchanged()).isTrue();
    }

    @Test
    void isUsedInAnOrdinaryRouteBuilderToo() {
        assertThat(endpoint("stock").getConfiguration().isThrowOnFailure()).isFalse();
    }

    private TenantApiEndpoint endpoint(String recordType) {
        return context.getEndpoints().stream()
                .filter(TenantApiEndpoint.class::isInstance).map(TenantApiEndpoint.class::cast)
                .filter(endpoint -> endpoint.getConfiguration().getRecordType().equals(recordType))
                .findFirst().orElseThrow();
    }
}
