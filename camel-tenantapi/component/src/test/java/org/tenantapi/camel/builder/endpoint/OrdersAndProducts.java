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

// tag::route[]
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.tenantapi.camel.UpsertStrategy;
import org.tenantapi.camel.builder.endpoint.dsl.TenantApiEndpointBuilderFactory.TenantApiBuilders;

public class OrdersAndProducts extends EndpointRouteBuilder implements TenantApiBuilders {

    @Override
    public void configure() {
        from(tenantapi("webshop/order").overlap("30m").maxAttempts(5))
                .setHeader("key", header(tenantapi().tenantApiVersionId()))
                .to(direct("erp"));

        from(direct("products"))
                .setHeader(tenantapi().tenantApiRemoteId(), header("sku"))
                .to(tenantapi("webshop/product").upsertStrategy(UpsertStrategy.lookup).skipUnchanged(true));
    }
}
// end::route[]
