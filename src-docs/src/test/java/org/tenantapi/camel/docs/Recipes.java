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

/**
 * The guide's recipes in Java; their twins in YAML and XML lie in the resources.
 */
final class Recipes {

    private Recipes() {
    }

    static class Erp extends RouteBuilder {

        @Override
        public void configure() {
            // tag::erp[]
            // orders out: each becomes a file; what the ERP system calls it goes back into the order
            from("tenantapi:erp/order?linkRemoteId=true&reportFailures=true").routeId("erp-orders")
                    .to("file:{{folder}}/orders?fileName=${header.CamelTenantApiFileName}.json")
                    .setHeader("CamelTenantApiRemoteId", simple("ERP-${body.map[remoteOrderNo]}"));

            // invoices in: each file holds one, or an array of them
            from("file:{{folder}}/invoices?include=.*\\.json&readLock=changed&moveFailed=.failed").routeId("erp-invoices")
                    .to("tenantapi:erp/invoice");
            // end::erp[]
        }
    }

    static class ECommerce extends RouteBuilder {

        @Override
        public void configure() {
            // tag::e-commerce[]
            // products in: a CSV file of any length, read while it is sent
            from("file:{{folder}}/feed?include=.*\\.csv&readLock=changed&moveFailed=.failed").routeId("product-feed")
                    .bean(CsvRows.class, "rows")
                    .to("tenantapi:webshop/product");

            // stock in: every minute, of products that are there; a product without one does not stop the others
            from("timer:stock?period={{stock.period:60000}}").routeId("stock")
                    .to("direct:stock-levels")
                    .to("tenantapi:webshop/product?operation=update&throwOnFailure=false")
                    .log("stock of ${header.CamelTenantApiNumUpdated} products sent, "
                         + "${header.CamelTenantApiNumRejected} rejected");

            // orders out
            from("tenantapi:webshop/order?skipOwnWrites=true").routeId("shop-orders")
                    .to("file:{{folder}}/orders?fileName=${header.CamelTenantApiFileName}.json");
            // end::e-commerce[]
        }
    }

    static class Payment extends RouteBuilder {

        @Override
        public void configure() {
            // tag::payment[]
            // payment events in: one file an event, named after the shop's order number.
            // The order keeps what the event does not mention: an update is a merge.
            from("file:{{folder}}/payments?include=.*\\.json&readLock=changed&moveFailed=.failed").routeId("payment-events")
                    .setHeader("CamelTenantApiRemoteId", simple("${file:onlyname.noext}"))
                    .to("tenantapi:payment/order?operation=update");
            // end::payment[]
        }
    }

    static class Marketplace extends RouteBuilder {

        @Override
        public void configure() {
            // tag::marketplace[]
            // offers in: lines of JSON, one offer a line
            from("file:{{folder}}/offers?include=.*\\.ndjson&readLock=changed&moveFailed=.failed").routeId("offers")
                    .to("tenantapi:marketplace/product");

            // order status back: only orders that the marketplace knows, and only when they are complete
            from("tenantapi:marketplace/order").routeId("order-status")
                    .filter(simple("${header.CamelTenantApiRemoteId} != null && ${body.map[orderStatus]} == 'complete'"))
                    .setBody(simple("${header.CamelTenantApiRemoteId} ${body.map[orderStatus]}"))
                    .to("file:{{folder}}/status?fileName=${header.CamelTenantApiRemoteId}.txt");
            // end::marketplace[]
        }
    }

    static class PointOfSales extends RouteBuilder {

        @Override
        public void configure() {
            // tag::point-of-sales[]
            // receipts in as orders: the till's receipt number is the remoteId, so a file that is read twice does no harm
            from("file:{{folder}}/receipts?include=.*\\.ndjson&readLock=changed&moveFailed=.failed").routeId("receipts")
                    .to("tenantapi:pos/order?suppressTotalsRecalc=true");
            // end::point-of-sales[]
        }
    }

    static class Logistics extends RouteBuilder {

        @Override
        public void configure() {
            // tag::logistics[]
            // orders out: what is not shipped yet
            from("tenantapi:wms/order").routeId("orders-to-ship")
                    .filter(simple("${body.map[shippingStatus]} != 'fully-shipped'"))
                    .to("file:{{folder}}/orders?fileName=${header.CamelTenantApiFileName}.json");

            // shipments in: one file an order, named by its localId. A shipment alone does not change the order's status.
            from("file:{{folder}}/shipments?include=.*\\.json&readLock=changed&moveFailed=.failed").routeId("shipments")
                    .setHeader("CamelTenantApiLocalId", simple("${file:onlyname.noext}"))
                    .to("tenantapi:wms/order?operation=addShipments")
                    .setBody(constant("{\"shippingStatus\": \"fully-shipped\"}"))
                    .to("tenantapi:wms/order?operation=update");
            // end::logistics[]
        }
    }

    static class InvoicePdf extends RouteBuilder {

        @Override
        public void configure() {
            // tag::invoice-pdf[]
            // a PDF in: announced, then its bytes; the file's name is its name on the platform, and tells its type
            from("file:{{folder}}/pdf?include=.*\\.pdf&readLock=changed&moveFailed=.failed").routeId("invoice-pdfs")
                    .to("tenantapi:erp/file?operation=uploadFile");
            // end::invoice-pdf[]
        }
    }
}
