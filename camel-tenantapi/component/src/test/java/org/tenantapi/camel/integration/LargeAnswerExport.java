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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantApiConstants;

/**
 * The process with little heap: exports from the given address until it has so many different records.
 */
public final class LargeAnswerExport {

    private LargeAnswerExport() {
    }

    public static void main(String[] args) throws Exception {
        int expected = Integer.parseInt(args[2]);
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(expected);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            TenantApiComponent component = new TenantApiComponent();
            component.setBaseUrl(args[0]);
            component.setTenant("acme");
            component.setUsername("user");
            component.setPassword("secret");
            component.setStateDirectory(args[1]);
            context.addComponent("tenantapi", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("tenantapi:1001/order?initialDelay=0").process(exchange -> {
                        String localId = exchange.getMessage().getHeader(TenantApiConstants.LOCAL_ID, String.class);
                        if (!seen.add(Long.parseLong(localId, 16))) {
                            throw new IllegalStateException(localId + " came twice");
                        }
                        all.countDown();
                    });
                }
            });
            context.start();
            all.await(4, TimeUnit.MINUTES);
        }
        System.out.println("delivered " + seen.size() + " of " + expected);
    }
}
