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

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * The guide's routes in Java; their twins in YAML and XML lie in the resources.
 */
class GuideRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // tag::orders-in-batches[]
        from("tenantapi:webshop/order?batchSize=100").routeId("orders-in-batches")
                .marshal().json(JsonLibrary.Jackson)
                .to("file:orders");
        // end::orders-in-batches[]

        // tag::stock-in-order[]
        from("tenantapi:webshop/product?onFailure=stop&startFrom=now").routeId("stock-in-order")
                .to("direct:erp");
        // end::stock-in-order[]

        // tag::link-order-numbers[]
        from("tenantapi:webshop/order?linkRemoteId=true").routeId("link-order-numbers")
                .to("direct:erp")
                .setHeader("CamelTenantApiRemoteId", simple("${body}"));
        // end::link-order-numbers[]

        // tag::once-across-crashes[]
        from("tenantapi:webshop/invoice").routeId("once-across-crashes")
                .idempotentConsumer(header("CamelTenantApiVersionId")).idempotentRepository("#seenInvoices")
                .to("direct:erp");
        // end::once-across-crashes[]

        // tag::one-order-only[]
        from("tenantapi:webshop/order?filter.remoteOrderNo=536365&positionKey=reports").routeId("one-order-only")
                .to("direct:erp");
        // end::one-order-only[]

        // tag::products-in-batches[]
        from("direct:products").routeId("products-in-batches")
                .to("tenantapi:webshop/product?maxInFlight=16")
                .log("${header.CamelTenantApiNumCreated} created, ${header.CamelTenantApiNumUpdated} updated");
        // end::products-in-batches[]

        // tag::refused-orders-aside[]
        from("tenantapi:webshop/order").routeId("refused-orders-aside")
                .errorHandler(deadLetterChannel("file:refused"))
                .to("direct:erp");
        // end::refused-orders-aside[]

        // tag::connection-by-message[]
        from("direct:records").routeId("connection-by-message")
                .toD("tenantapi:${header.connection}/${header.type}?operation=${header.what}");
        // end::connection-by-message[]

        // tag::only-the-leader[]
        from("master:orders:tenantapi:webshop/order").routeId("only-the-leader")
                .to("direct:erp");
        // end::only-the-leader[]

        // tag::orders-to-erp[]
        // The orders of the web shop, one call of the ERP system for each;
        // on one node only: see application.properties
        from("tenantapi:webshop/order?delay=200").routeId("orders-to-erp").routePolicyRef("leader")
                // the same whenever the same version of an order comes:
                // by this the ERP system knows what it has already
                .setHeader("Idempotency-Key", simple("${header.CamelTenantApiVersionId}"))
                .to("{{erp.url}}/orders/{{node.name}}");
        // end::orders-to-erp[]

        // tag::orders[]
        from("kamelet:tenantapi-source?recordType=order&delay=5000").routeId("orders")
                .to("file:orders?fileName=${header.CamelTenantApiFileName}.json");
        // end::orders[]

        // tag::products-to-tenant[]
        from("direct:products").routeId("products-to-tenant")
                .to("kamelet:tenantapi-sink?recordType=product");
        // end::products-to-tenant[]

        // tag::copy-to-other-tenant[]
        from("kamelet:tenantapi-source?recordType=order").routeId("copy-to-other-tenant")
                .setBody(simple("{\"remoteId\":\"${header.CamelTenantApiLocalId}\"}"))
                .to("kamelet:tenantapi-sink?tenant=globex&connectionId=2001&recordType=order");
        // end::copy-to-other-tenant[]
    }
}
