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
package org.tenantapi.camel.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.tenantapi.camel.TenantApiComponent;

/**
 * A way that is Camel routes. What reaches their end is counted, and nothing else is done with it.
 */
abstract class CamelWay implements Way {

    static final String USER = "user";
    static final String PASSWORD = "secret";
    static final String TENANT = "acme";
    static final String CONNECTION_ID = "1001";

    final Work work;
    final DefaultCamelContext context = new DefaultCamelContext();
    final LongAdder done = new LongAdder();
    private ProducerTemplate template;

    CamelWay(Work work) {
        this.work = work;
    }

    /** Adds the component, with a root of the API as {@link Work#baseUrl} makes it. */
    final TenantApiComponent addComponent(int number) throws IOException {
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(work.baseUrl(number));
        component.setTenant(TENANT);
        component.setUsername(USER);
        component.setPassword(PASSWORD);
        component.setStateDirectory(Files.createTempDirectory(work.directory(), "state-").toString());
        context.addComponent("tenantapi", component);
        return component;
    }

    final void start(RoutesBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
        template = context.createProducerTemplate();
    }

    final ExecutorService threads(int inFlight) {
        return context.getExecutorServiceManager().newFixedThreadPool(this, "in-flight", inFlight);
    }

    /** Sends a message to the route from {@code direct:in}. */
    final void send(Object body) {
        template.sendBody("direct:in", body);
    }

    @Override
    public void prepare() throws Exception {
        done.reset();
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
