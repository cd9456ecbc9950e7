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
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantApiConstants;
import org.tenantapi.camel.imports.ImportOutcome;

/**
 * The process with little heap: imports a file into the given address, and sends the outcomes to a route.
 */
public final class LargeImport {

    private LargeImport() {
    }

    public static void main(String[] args) throws Exception {
        AtomicLong next = new AtomicLong();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            TenantApiComponent component = new TenantApiComponent();
            component.setBaseUrl(args[0]);
            component.setTenant("acme");
            component.setUsername("user");
            component.setPassword("secret");
            context.addComponent("tenantapi", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:outcomes").process(exchange -> {
                        ImportOutcome outcome = exchange.getMessage().getBody(ImportOutcome.class);
                        if (outcome.index() != next.getAndIncrement() || outcome.isFailed()) {
                            throw new IllegalStateException("Not due: " + outcome);
                        }
                    });
                }
            });
            context.start();
            Exchange sent = context.createProducerTemplate().request(
                    "tenantapi:1001/product?upsertStrategy=updateOnRemoteId&outcomesUri=direct:outcomes",
                    exchange -> exchange.getMessage().setBody(Path.of(args[1])));
            if (sent.getException() != null) {
                throw sent.getException();
            }
            System.out
                    .println("imported " + sent.getMessage().getHeader(TenantApiConstants.NUM_UPDATED) + ", outcomes " + next);
        }
    }
}
