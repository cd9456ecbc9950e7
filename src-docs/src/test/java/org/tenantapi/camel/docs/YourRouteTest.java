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
package org.tenantapi.camel.docs;

// tag::test[]
import java.nio.file.Path;
import java.time.Duration;

import org.apache.camel.BindToRegistry;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.TenantApiSimulator;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;
import org.tenantapi.camel.testkit.history.DeliveryLog;
import org.tenantapi.camel.testkit.history.HistoryChecker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class YourRouteTest extends CamelTestSupport {

    @RegisterExtension
    static final TenantApiSimulatorExtension PLATFORM = new TenantApiSimulatorExtension();

    @TempDir
    Path stateDirectory;

    final DeliveryLog deliveries = new DeliveryLog(() -> PLATFORM.simulator().clock().now());

    @BindToRegistry("tenantapi")
    public TenantApiComponent component() {
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(PLATFORM.simulator().baseUrl());
        component.setTenant("acme");
        component.setUsername("connector");
        component.setPassword("secret");
        component.setStateDirectory(stateDirectory.toString());
        return component;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:1001/order?initialDelay=0&delay=50")
                        .process(exchange -> deliveries.processed(exchange.getMessage().getBody(String.class)));
            }
        };
    }

    @Test
    void getsEachOrderOnceAlthoughAnAnswerBreaksOff() {
        TenantApiSimulator platform = PLATFORM.simulator();
        platform.tenant("acme").user("connector", "secret").connection("1001");
        platform.on("GET", "/order").after(1).answer(Fault.truncatedAt(100));
        for (int number = 1; number <= 20; number++) {
            platform.tenant("acme").put("order", "{\"remoteOrderNo\":\"" + number + "\"}");
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> deliveries.processedCount() == 20);
        assertThat(HistoryChecker.of(platform.tenant("acme"), "order", "1001").check(deliveries).findings()).isEmpty();
    }
}
// end::test[]
