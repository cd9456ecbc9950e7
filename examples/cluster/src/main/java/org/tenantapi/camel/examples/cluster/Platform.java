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
package org.tenantapi.camel.examples.cluster;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

/**
 * The platform, simulated: a Tenant whose web shop sells all the time.
 */
final class Platform implements AutoCloseable {

    static final int MILLIS_BETWEEN_ORDERS = 20;
    static final String USER = "user";
    static final String PASSWORD = "secret";

    private final TenantApiSimulator simulator = TenantApiSimulator.start();
    private final SimulatedTenant tenant = simulator.tenant("acme").user(USER, PASSWORD).connection("1001");
    private final ScheduledExecutorService customers = Executors.newSingleThreadScheduledExecutor();
    private boolean open = true;
    private int orders;

    Platform() {
        customers.scheduleAtFixedRate(this::order, 0, MILLIS_BETWEEN_ORDERS, TimeUnit.MILLISECONDS);
    }

    String baseUrl() {
        return simulator.baseUrl();
    }

    private synchronized void order() {
        if (open) {
            orders++;
            tenant.put("order", "{\"remoteOrderNo\":\"" + orders + "\",\"orderStatus\":\"processing\"}");
        }
    }

    /** No customer orders any more; returns how many orders there are. */
    synchronized int closeShop() {
        open = false;
        customers.shutdown();
        return orders;
    }

    @Override
    public void close() {
        closeShop();
        simulator.close();
    }
}
