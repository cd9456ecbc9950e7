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
package org.tenantapi.camel.examples.karaf;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.tenantapi.camel.TenantApiConstants;

/**
 * Orders leave the platform for the ERP system, products enter it from there.
 */
final class ErpRoutes extends RouteBuilder {

    // tag::routes[]
    @Override
    public void configure() {
        from("tenantapi:webshop/order?delay={{orders.delay}}")
                .routeId("orders-to-erp")
                // by which an ERP system that is called over HTTP drops what comes again after a crash
                .setHeader("Idempotency-Key", header(TenantApiConstants.VERSION_ID))
                .setHeader(Exchange.FILE_NAME, simple("${header.CamelTenantApiFileName}.json"))
                .to("{{erp.orders}}");

        from("{{erp.products}}")
                .routeId("products-from-erp")
                .to("tenantapi:webshop/product");
    }
    // end::routes[]
}
