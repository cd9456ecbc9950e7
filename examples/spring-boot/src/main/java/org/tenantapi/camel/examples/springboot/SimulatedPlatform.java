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
package org.tenantapi.camel.examples.springboot;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.testkit.TenantApiSimulator;

/**
 * The platform, simulated in this process, with three orders to export. Not part of an application of yours.
 */
@Profile("simulator")
@Configuration(proxyBeanMethods = false)
class SimulatedPlatform {

    @Bean
    TenantApiSimulator simulator(
            @Value("${simulator.port}") int port,
            @Value("${TENANT_CODE}") String tenant,
            @Value("${TENANT_USER}") String username,
            @Value("${TENANT_PASSWORD}") String password,
            @Value("${TENANT_CONNECTION}") String connectionId) {
        TenantApiSimulator simulator = TenantApiSimulator.start(port);
        simulator.tenant(tenant).user(username, password).connection(connectionId);
        for (int number = 1; number <= 3; number++) {
            simulator.tenant(tenant).put("order", "{\"remoteOrderNo\":\"" + number + "\"}");
        }
        return simulator;
    }

    /** Its orders are new with each start, so nothing of an earlier one is to be remembered. */
    @Bean
    PositionStore forgetful() {
        return new MemoryPositionStore();
    }
}
