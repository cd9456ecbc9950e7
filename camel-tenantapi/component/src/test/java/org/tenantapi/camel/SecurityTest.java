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
package org.tenantapi.camel;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.support.ExceptionHelper;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * What a hostile server, a hostile record or a curious user can do. The rest of what the guide's page on security says
 * is tested beside the code: redirects, TLS, sizes, escaping and echoed passwords in the package client.
 */
class SecurityTest extends RouteTest {

    private static final Set<String> HEADERS = Set.of(TenantApiConstants.TENANT, TenantApiConstants.CONNECTION_ID,
            TenantApiConstants.RECORD_TYPE, TenantApiConstants.PLUG, TenantApiConstants.ATTEMPT, TenantApiConstants.LOCAL_ID,
            TenantApiConstants.LAST_MODIFIED, TenantApiConstants.VERSION_ID, TenantApiConstants.REMOTE_ID,
            TenantApiConstants.CREATED, TenantApiConstants.FILE_NAME, Exchange.MESSAGE_TIMESTAMP);

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    @Test
    void noFieldOfARecordAndNoHeaderOfAnAnswerBecomesAHeader() throws Exception {
        tenant().put("order", "{\"CamelHttpUri\":\"http://127.0.0.1:1/\",\"CamelFileName\":\"/etc/passwd\"}");
        platform().on("GET", "/order").always().answer(
                Fault.header("CamelHttpUri", "http://127.0.0.1:1/").withHeader("CamelFileName", "/etc/passwd"));
        List<Exchange> exchanges = new CopyOnWriteArrayList<>();
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:webshop/order?initialDelay=0").process(exchange -> exchanges.add(exchange.copy()));
            }
        });
        await().until(() -> exchanges.size() == 1);
        assertThat(HEADERS).containsAll(exchanges.get(0).getMessage().getHeaders().keySet());
    }

    @Test
    void noHeaderOfAnAnswerToAnImportBecomesAHeader() {
        platform().on("POST", "/product").answer(Fault.header("CamelHttpUri", "http://127.0.0.1:1/"));
        Map<String, Object> headers = template.request("tenantapi:webshop/product?operation=create",
                exchange -> exchange.getMessage().setBody("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\"}"))
                .getMessage().getHeaders();
        assertThat(headers).isNotEmpty().doesNotContainKey("CamelHttpUri");
    }

    @Test
    void aRecordOfAThousandLevelsIsRefusedAndHarmsNothingElse() throws Exception {
        String bottomless = "[{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}]";
        platform().on("GET", "/order").answer(Fault.body("application/json", bottomless));
        order("new");
        export("tenantapi:webshop/order?initialDelay=0&delay=50");
        awaitDelivered(1);
        assertThat(delivered).hasSize(1);
    }

    @Test
    void anAnswerForgesNoLineOfTheLog() {
        platform().on("GET", "/").answer(
                Fault.status(400, "text/plain", "no\n2026-11-01 00:00:00 ERROR all orders are lost\r\nreally\u2028yes"));
        Throwable error = catchThrowable(() -> template.requestBody("tenantapi:webshop/order?operation=ping", (Object) null));
        String message = error.getCause().getMessage();
        assertThat(message).contains("all orders are lost").doesNotContain("\n", "\r", "\u2028");
        assertThat(ExceptionHelper.stackTraceToString(error)).doesNotContain(PASSWORD);
    }

    @Test
    void jmxShowsNoPassword() throws Exception {
        export("tenantapi:webshop/order?initialDelay=0");
        template.requestBody("tenantapi:webshop/order?operation=ping", (Object) null);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        int attributes = 0;
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    Object value = valueOf(server, name, attribute);
                    assertThat(String.valueOf(value)).as("%s of %s", attribute.getName(), name).doesNotContain(PASSWORD);
                    attributes++;
                }
            }
        }
        assertThat(attributes).isPositive();
    }

    @Test
    void noOutputOfAPlugShowsThePassword() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        context.getRegistry().bind("meters", meters);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        registry.register(producers);
        producers.setEnabled(true);
        // what a server or a route may echo
        platform().on("GET", "/order").times(1).answer(Fault.status(401, "text/plain", "wrong: user:" + PASSWORD));
        platform().on("POST", "/product").answer(Fault.status(400, "text/plain", "wrong: user:" + PASSWORD));
        order("new");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:webshop/order?initialDelay=0&delay=20").routeId("export").process(SecurityTest.this::note);
                from("direct:import").routeId("import").to("tenantapi:webshop/product?operation=create");
            }
        });
        Exchange refused = template.request("direct:import",
                exchange -> exchange.getMessage().setBody("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\"}"));
        awaitDelivered(1);

        TenantApiComponent component = context.getComponent("tenantapi", TenantApiComponent.class);
        TenantApiEndpoint endpoint = context.getEndpoint("tenantapi:webshop/order", TenantApiEndpoint.class);
        TenantApiConsumer export = (TenantApiConsumer) context.getRoute("export").getConsumer();
        DevConsole console = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("tenantapi");
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("exception", ExceptionHelper.stackTraceToString(refused.getException()));
        outputs.put("console", console.call(DevConsole.MediaType.TEXT, Map.of()));
        outputs.put("console as JSON", console.call(DevConsole.MediaType.JSON, Map.of()));
        outputs.put("explain", export.explain("nobody"));
        outputs.put("status", export.status());
        outputs.put("imports", component.importPlugs().all().stream().map(plug -> plug + " " + plug.status()).toList());
        outputs.put("health", HealthCheckHelper.invoke(context).stream()
                .map(result -> result.getMessage() + " " + result.getDetails() + " " + result.getError()).toList());
        outputs.put("meters", meters.getMetersAsString());
        outputs.put("component", component + " " + component.getConfiguration() + " " + component.getConnections());
        outputs.put("endpoint", endpoint + " " + endpoint.getEndpointUri() + " " + endpoint.getClientSettings() + " "
                                + endpoint.getServiceMetadata() + " " + endpoint.getServiceUrl());
        outputs.put("connection", connection("1001"));
        outputs.put("route", ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=routes,name=\"import\""),
                "dumpRouteAsXml", new Object[0], new String[0]));
        String basic = Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        outputs.forEach((name, output) -> assertThat(String.valueOf(output)).as(name).isNotEmpty()
                .doesNotContain(PASSWORD, basic));
        assertThat(outputs.get("imports").toString()).as("the echo is shown, without the password").contains("400");
        try (Stream<Path> files = Files.list(stateDirectory)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(new String(PASSWORD.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void theCatalogMarksWhatIsSecret() throws Exception {
        JsonNode options = CatalogTest.catalog().get("componentProperties");
        assertThat(options.properties()).filteredOn(option -> option.getValue().path("secret").asBoolean())
                .extracting(Map.Entry::getKey).containsExactlyInAnyOrder("username", "password");
        assertThat(CatalogTest.catalog().get("properties").properties()).as("a URI is logged and shown")
                .noneMatch(option -> option.getValue().path("secret").asBoolean());
    }

    private static Object valueOf(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return server.getAttribute(name, attribute.getName());
        } catch (Exception e) {
            // what cannot be read shows nothing, unless it says so
            return e.toString();
        }
    }
}
