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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantApiConsumer;
import org.tenantapi.camel.TenantConnection;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The guide's recipes do what they are for, in each language.
 */
class RecipesTest {

    private static final Path RECIPES = Path.of("src/test/resources/recipes");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    private final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Deliveries deliveries = new Deliveries();

    @AfterEach
    void stop() throws IOException {
        try (context) {
            whatWasDeliveredIsNotDeliveredAgain();
        }
    }

    /** Polls by hand, as the recipes poll too seldom for a test. */
    private void whatWasDeliveredIsNotDeliveredAgain() {
        for (int polls = 0; polls < 2; polls++) {
            exports().forEach(TenantApiConsumer::run);
        }
        assertThat(deliveries.repeats()).as("lesson 55: what came twice to the system behind a recipe").isEmpty();
        assertThat(deliveries.size() > 0).as("whether a sink was looked at").isEqualTo(exports().findAny().isPresent());
    }

    private Stream<TenantApiConsumer> exports() {
        return context.getRoutes().stream().map(Route::getConsumer).filter(TenantApiConsumer.class::isInstance)
                .map(TenantApiConsumer.class::cast);
    }

    @ParameterizedTest
    @EnumSource
    void erpSystemGetsOrdersAndSendsInvoices(Language language) throws Exception {
        String order = tenant().put("order", "{\"remoteOrderNo\":\"536365\"}");
        start(language, "erp", new Recipes.Erp());
        give("invoices/one.json", "{\"remoteId\":\"i-1\",\"currency\":\"SEK\"}");
        give("invoices/two.json", "[{\"remoteId\":\"i-2\"},{\"remoteId\":\"i-3\"}]");
        await().atMost(PATIENCE).until(() -> tenant().records("invoice").size() == 3);
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("orders/" + order + ".json")));
        await().atMost(PATIENCE).until(() -> tenant().record("order", order).jsonSeenBy("1001").contains("\"ERP-536365\""));
    }

    @ParameterizedTest
    @EnumSource
    void webShopSendsProductsAndStockAndGetsOrders(Language language) throws Exception {
        String order = tenant().put("order", "{\"remoteOrderNo\":\"536365\"}");
        give("feed/products.csv",
                "remoteId,sku,title,vatRatePercent,stock\n10002,10002,\"Globe, inflatable\",20,2\n10120,10120,Rubber,20,1\n");
        start(language, "e-commerce", new Recipes.ECommerce());
        await().atMost(PATIENCE).until(() -> tenant().records("product").stream()
                .filter(product -> product.json().contains("\"stock\":\"7\"")).count() == 2);
        assertThat(tenant().records("product")).anyMatch(product -> product.json().contains("Globe, inflatable"));
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("orders/" + order + ".json")));
    }

    @ParameterizedTest
    @EnumSource
    void paymentSystemAddsItsEventsToOrders(Language language) throws Exception {
        String order = tenant().put("order", "{\"orderStatus\":\"processing\",\"remoteIdMap\":{\"1001\":\"536365\"}}");
        start(language, "payment", new Recipes.Payment());
        give("payments/536365.json", "{\"paymentEvents\":[{\"type\":\"captured\",\"amount\":\"139.12\"}]}");
        await().atMost(PATIENCE).until(() -> tenant().record("order", order).json().contains("captured"));
        assertThat(tenant().record("order", order).json()).contains("processing");
    }

    @ParameterizedTest
    @EnumSource
    void marketplaceSendsOffersAndGetsTheStatusOfItsOrders(Language language) throws Exception {
        tenant().put("order", "{\"orderStatus\":\"processing\",\"remoteIdMap\":{\"1001\":\"m-1\"}}");
        tenant().put("order", "{\"orderStatus\":\"complete\"}");
        tenant().put("order", "{\"orderStatus\":\"complete\",\"remoteIdMap\":{\"1001\":\"m-2\"}}");
        start(language, "marketplace", new Recipes.Marketplace());
        give("offers/offers.ndjson",
                "{\"remoteId\":\"a\",\"vatRatePercent\":\"25\"}\n{\"remoteId\":\"b\",\"vatRatePercent\":\"25\"}\n");
        await().atMost(PATIENCE).until(() -> tenant().records("product").size() == 2);
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("status/m-2.txt")));
        assertThat(folder.resolve("status")).isDirectoryNotContaining(file -> !file.endsWith("m-2.txt"));
    }

    @ParameterizedTest
    @EnumSource
    void pointOfSalesSendsReceiptsAsOrders(Language language) throws Exception {
        start(language, "point-of-sales", new Recipes.PointOfSales());
        String receipts
                = "{\"remoteId\":\"r-1\",\"remoteOrderNo\":\"r-1\"}\n{\"remoteId\":\"r-2\",\"remoteOrderNo\":\"r-2\"}\n";
        give("receipts/monday.ndjson", receipts);
        await().atMost(PATIENCE).until(() -> tenant().records("order").size() == 2);
        give("receipts/monday-again.ndjson", receipts);
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("receipts/.camel/monday-again.ndjson")));
        assertThat(tenant().records("order")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void warehouseGetsOrdersAndSendsShipments(Language language) throws Exception {
        String order = tenant().put("order", "{\"orderStatus\":\"processing\"}");
        start(language, "logistics", new Recipes.Logistics());
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("orders/" + order + ".json")));
        give("shipments/" + order + ".json", "{\"trackingCode\":\"T-1\",\"trackingUri\":\"https://track.example.com/T-1\"}");
        await().atMost(PATIENCE).until(() -> tenant().record("order", order).json().contains("fully-shipped"));
        assertThat(tenant().record("order", order).json()).contains("T-1");
    }

    @ParameterizedTest
    @EnumSource
    void pdfOfAnInvoiceIsUploaded(Language language) throws Exception {
        start(language, "invoice-pdf", new Recipes.InvoicePdf());
        give("pdf/i-1.pdf", "%PDF-1.4 an invoice");
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("pdf/.camel/i-1.pdf")));
        assertThat(tenant().files()).singleElement()
                .satisfies(file -> assertThat(file.toString()).contains("i-1.pdf", "application/pdf"));
    }

    private SimulatedTenant tenant() {
        return platform.simulator().tenant("acme").user("connector", "secret").connection("1001");
    }

    /** In one piece, as a system that knows how would. */
    private void give(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Path temporary = Files.writeString(folder.resolve("in-work"), content);
        Files.move(temporary, file);
    }

    private void start(Language language, String recipe, RouteBuilder java) throws Exception {
        tenant();
        context.addComponent("tenantapi", component());
        context.getPropertiesComponent().addInitialProperty("folder", folder.toString());
        context.getPropertiesComponent().addInitialProperty("stock.period", "200");
        context.getRegistry().bind("csv", new CsvRows());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:stock-levels").setBody(exchange -> List.of(Map.of("remoteId", "10002", "stock", 7),
                        Map.of("remoteId", "10120", "stock", 7), Map.of("remoteId", "gone", "stock", 0)));
            }
        });
        context.getManagementStrategy().addEventNotifier(deliveries);
        language.add(context, java, RECIPES.resolve(recipe));
        context.start();
    }

    private TenantApiComponent component() {
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(platform.simulator().baseUrl());
        component.setTenant("acme");
        component.setUsername("connector");
        component.setPassword("secret");
        component.setStateDirectory(folder.resolve("state").toString());
        TenantConnection connection = new TenantConnection();
        connection.setConnectionId("1001");
        for (String name : List.of("erp", "webshop", "payment", "marketplace", "pos", "wms")) {
            component.getConnections().put(name, connection);
        }
        return component;
    }
}
