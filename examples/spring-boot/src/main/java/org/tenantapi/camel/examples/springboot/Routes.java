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

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * The two Plugs of the Connection "webshop": what it is, application.properties says.
 */
@Component
class Routes extends RouteBuilder {

    @Override
    public void configure() {
        // tag::routes[]
        // the ProductImport: an upsert, so the same product twice is one product
        from("direct:import-product").routeId("product-import")
                .to("tenantapi:webshop/product");

        // the OrderExport: your own system would be in place of the log
        from("tenantapi:webshop/order").routeId("order-export")
                .log("${header.CamelTenantApiPlug}: order ${header.CamelTenantApiLocalId} of ${header.CamelTenantApiLastModified}");
        // end::routes[]
    }
}
