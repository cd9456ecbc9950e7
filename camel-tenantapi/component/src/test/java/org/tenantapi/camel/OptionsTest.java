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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.main.Main;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tenantapi.camel.client.TenantApiRejectedException;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.RetryPolicy;
import org.tenantapi.camel.internal.client.TransportSettings;
import org.tenantapi.camel.internal.export.ExportSettings;
import org.tenantapi.camel.internal.export.StartFrom;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Every option that the catalog names, and what it does.
 */
class OptionsTest extends RouteTest {

    /** Camel's own, which its components inherit. */
    private static final Set<String> INHERITED = Set.of("autowiredEnabled", "bridgeErrorHandler", "lazyStartProducer",
            "healthCheckConsumerEnabled", "healthCheckProducerEnabled", "exceptionHandler", "exchangePattern");

    @FunctionalInterface
    private interface Effect {
        void show() throws Exception;
    }

    private final Map<String, Effect> endpointOptions = new TreeMap<>();
    private final Map<String, Effect> componentOptions = new TreeMap<>();

    OptionsTest() {
        endpointOptions.put("connection", () -> assertThat(endpoint("pos/order").getClientSettings().connectionId())
                .isEqualTo("1002"));
        endpointOptions.put("recordType", () -> assertThat(exportSettings("").positionKey()).isEqualTo("acme/1001/order"));
        endpointOptions.put("startFrom",
                () -> assertThat(exportSettings("startFrom=now").startFrom()).isEqualTo(StartFrom.NOW));
        endpointOptions.put("overlap",
                () -> assertThat(exportSettings("overlap=2h").window().overlap()).isEqualTo(Duration.ofHours(2)));
        endpointOptions.put("historyRetention",
                () -> assertThat(exportSettings("historyRetention=7d").window().historyRetention())
                        .isEqualTo(Duration.ofDays(7)));
        endpointOptions.put("batchSize", () -> assertThat(exportSettings("batchSize=7").pace().batchSize()).isEqualTo(7));
        endpointOptions.put("maxInFlight", () -> {
            assertThat(exportSettings("maxInFlight=7").pace().maxInFlight()).isEqualTo(7);
            assertThat(exportSettings("").pace().maxInFlight()).isEqualTo(1);
            assertThat(endpoint("webshop/order?maxInFlight=7").maxInFlight(8)).isEqualTo(7);
            assertThat(endpoint("webshop/order").maxInFlight(8)).isEqualTo(8);
        });
        endpointOptions.put("maxMessagesPerPoll",
                () -> assertThat(exportSettings("maxMessagesPerPoll=7").pace().maxMessagesPerPoll()).isEqualTo(7));
        endpointOptions.put("onFailure",
                () -> assertThat(exportSettings("onFailure=stop").failures().onFailure()).isEqualTo(FailurePolicy.stop));
        endpointOptions.put("maxAttempts",
                () -> assertThat(exportSettings("maxAttempts=7").failures().maxAttempts()).isEqualTo(7));
        endpointOptions.put("reportFailures", () -> {
            order("new");
            addRoute(failing("tenantapi:webshop/order?delay=20&initialDelay=0&reportFailures=true"));
            await().until(() -> !tenant().events().isEmpty());
        });
        endpointOptions.put("linkRemoteId", () -> {
            String localId = order("new");
            addRoute(new RouteBuilder() {
                @Override
                public void configure() {
                    from("tenantapi:webshop/order?delay=20&initialDelay=0&linkRemoteId=true").routeId("export")
                            .setHeader(TenantApiConstants.REMOTE_ID, constant("erp-1"));
                }
            });
            await().until(() -> tenant().record("order", localId).remoteId("1001").isPresent());
        });
        endpointOptions.put("skipOwnWrites", () -> {
            export("tenantapi:webshop/order?delay=20&initialDelay=0&skipOwnWrites=true");
            // a poll that listed the order before its import has the answer would not know whose it is
            context.getRouteController().suspendRoute("export");
            send("webshop/order", "{\"remoteId\":\"o-1\"}");
            context.getRouteController().resumeRoute("export");
            awaitPolls();
            assertThat(delivered).isEmpty();
        });
        endpointOptions.put("transacted", () -> assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> export("tenantapi:webshop/order?transacted=true"))
                .withMessageContaining("JdbcPositionStore"));
        endpointOptions.put("ignoreFields", () -> {
            export("tenantapi:webshop/order?delay=20&initialDelay=0&ignoreFields=/orderStatus");
            String localId = order("new");
            awaitDelivered(1);
            change(localId, "changed within the second");
            awaitPolls();
            assertThat(delivered).hasSize(1);
        });
        endpointOptions.put("onMalformedRecord", () -> {
            String good = tenant().record("order", order("new")).jsonSeenBy("1001");
            platform().on("GET", "/order").always().answer(
                    Fault.body("application/json", "[{\"localId\":\"broken\",\"size\":NaN}," + good + "]"));
            PLATFORM.allowContractViolations();
            export("tenantapi:webshop/order?delay=20&initialDelay=0&onMalformedRecord=skip");
            awaitDelivered(1);
            assertThat(((TenantApiConsumer) context.getRoute("export").getConsumer()).status().failedRecords())
                    .extracting(FailedRecord::localId).containsExactly("broken");
        });
        endpointOptions.put("retryDelay",
                () -> assertThat(exportSettings("retryDelay=7s").failures().retryDelay()).hasSeconds(7));
        endpointOptions.put("maxFailed", () -> assertThat(exportSettings("maxFailed=7").failures().maxFailed()).isEqualTo(7));
        endpointOptions.put("positionKey",
                () -> assertThat(exportSettings("positionKey=mine").positionKey()).isEqualTo("mine"));
        endpointOptions.put("acceptMovedServer", () -> assertThat(
                context.getEndpoint("tenantapi:webshop/order?acceptMovedServer=true", TenantApiEndpoint.class).server()
                        .mayHaveMoved())
                .isTrue());
        endpointOptions.put("filter", () -> assertThat(exportSettings("filter.b=2&filter.a=1").filter()).isEqualTo("a=1&b=2"));
        endpointOptions.put("operation", () -> {
            send("webshop/order?operation=create", "{\"remoteId\":\"o-1\"}");
            assertThat(platform().requests()).extracting(ReceivedRequest::method).containsExactly("POST");
        });
        endpointOptions.put("upsertStrategy", () -> {
            send("webshop/order?upsertStrategy=updateOnRemoteId", "{\"remoteId\":\"o-1\"}");
            assertThat(platform().requests().get(0).queryParameter("updateOnRemoteId")).contains("true");
        });
        endpointOptions.put("numbersAsStrings", () -> {
            PLATFORM.allowContractViolations();
            platform().strictNumbers(false);
            send("webshop/order?operation=create&numbersAsStrings=false", "{\"remoteId\":\"o-1\",\"x\":1}");
            assertThat(platform().requests().get(0).bodyText()).contains("\"x\":1");
        });
        endpointOptions.put("throwOnFailure", () -> send("webshop/order?throwOnFailure=false", List.of("{}", "no JSON")));
        endpointOptions.put("validate", () -> {
            // refused by the platform, which was asked
            PLATFORM.allowContractViolations();
            Exchange sent = template.request("tenantapi:webshop/order?operation=create&validate=false",
                    exchange -> exchange.getMessage().setBody("{\"title\":\"a\",\"title_lang\":{}}"));
            assertThat(sent.getException()).isInstanceOf(TenantApiRejectedException.class);
        });
        endpointOptions.put("skipUnchanged", () -> {
            send("webshop/order?skipUnchanged=true", "{\"remoteId\":\"o-1\"}");
            send("webshop/order?skipUnchanged=true", "{\"remoteId\":\"o-1\"}");
            assertThat(platform().requests()).extracting(ReceivedRequest::method).containsExactly("GET", "POST", "GET");
        });
        endpointOptions.put("outcomesUri", () -> {
            send("webshop/order?outcomesUri=seda:outcomes", List.of("{\"remoteId\":\"o-1\"}"));
            assertThat(context.createConsumerTemplate().receiveBody("seda:outcomes", 5000, ImportOutcome.class).remoteId())
                    .isEqualTo("o-1");
        });
        endpointOptions.put("suppressTotalsRecalc", () -> {
            send("webshop/order?operation=create&suppressTotalsRecalc=true", "{\"remoteId\":\"o-1\"}");
            assertThat(platform().requests().get(0).queryParameter("suppressTotalsRecalc")).contains("true");
        });

        componentOptions.put("baseUrl", () -> {
            theComponent().setBaseUrl("https://other.example.com/api");
            assertThat(settings().baseUrl()).hasHost("other.example.com");
        });
        componentOptions.put("tenant", () -> {
            theComponent().setTenant("other");
            assertThat(settings().tenant()).isEqualTo("other");
        });
        componentOptions.put("username", () -> {
            theComponent().setUsername("other");
            assertThat(settings().username()).isEqualTo("other");
        });
        componentOptions.put("password", () -> {
            theComponent().setPassword("other");
            assertThat(settings().password()).isEqualTo("other");
        });
        componentOptions.put("userAgent", () -> {
            send("webshop/order?operation=ping", null);
            assertThat(platform().requests().get(0).header("User-Agent")).contains("route-test/1.0 (test@example.com)");
        });
        componentOptions.put("connections", () -> assertThat(settings().connectionId()).isEqualTo("1001"));
        componentOptions.put("configuration", () -> {
            theComponent().getConfiguration().setBatchSize(9);
            assertThat(exportSettings("").pace().batchSize()).isEqualTo(9);
            assertThat(exportSettings("batchSize=3").pace().batchSize()).isEqualTo(3);
        });
        componentOptions.put("sslContextParameters", () -> {
            SSLContextParameters ssl = new SSLContextParameters();
            theComponent().setSslContextParameters(ssl);
            assertThat(transportSettings().sslContextParameters()).isSameAs(ssl);
        });
        componentOptions.put("useGlobalSslContextParameters", () -> {
            SSLContextParameters ssl = new SSLContextParameters();
            context.setSSLContextParameters(ssl);
            assertThat(transportSettings().sslContextParameters()).isNull();
            theComponent().setUseGlobalSslContextParameters(true);
            assertThat(transportSettings().sslContextParameters()).isSameAs(ssl);
        });
        componentOptions.put("allowPlainHttp", () -> {
            theComponent().setBaseUrl("http://api.example.com/api");
            theComponent().setAllowPlainHttp(true);
            assertThat(settings().baseUrl()).hasHost("api.example.com");
        });
        componentOptions.put("httpClientConfigurer", () -> {
            HttpClientConfigurer configurer = builder -> builder.setUserAgent("configured");
            theComponent().setHttpClientConfigurer(configurer);
            assertThat(transportSettings().httpClientConfigurer()).isSameAs(configurer);
        });
        componentOptions.put("connectTimeout", () -> {
            theComponent().setConnectTimeout(7);
            assertThat(transportSettings().connectTimeout()).hasMillis(7);
        });
        componentOptions.put("responseTimeout", () -> {
            theComponent().setResponseTimeout(7);
            assertThat(transportSettings().responseTimeout()).hasMillis(7);
        });
        componentOptions.put("requestTimeout", () -> {
            theComponent().setRequestTimeout(7);
            assertThat(transportSettings().requestTimeout()).hasMillis(7);
        });
        componentOptions.put("maxConnections", () -> {
            theComponent().setMaxConnections(7);
            assertThat(transportSettings().maxConnections()).isEqualTo(7);
        });
        componentOptions.put("maxRetries", () -> {
            theComponent().setMaxRetries(7);
            assertThat(retryPolicy().maxRetries()).isEqualTo(7);
        });
        componentOptions.put("maxRetryAfter", () -> {
            theComponent().setMaxRetryAfter(7000);
            assertThat(retryPolicy().maxRetryAfter()).hasSeconds(7);
        });
        componentOptions.put("requestsPerSecond", () -> {
            theComponent().setRequestsPerSecond(7.5);
            theComponent().getConnections().get("pos").setRequestsPerSecond(0.5);
            assertThat(theComponent().connectionsByName().requestsPerSecond("webshop")).isEqualTo(7.5);
            assertThat(theComponent().connectionsByName().requestsPerSecond("pos")).isEqualTo(0.5);
        });
        componentOptions.put("maxResponseSize", () -> {
            theComponent().setMaxResponseSize(10);
            String localId = orderAt(NOON);
            Exchange sent = template.request("tenantapi:webshop/order?operation=get",
                    exchange -> exchange.getMessage().setHeader(TenantApiConstants.LOCAL_ID, localId));
            assertThat(sent.getException()).hasMessageContaining("maxResponseSize");
        });
        componentOptions.put("objectMapper", () -> {
            theComponent().setObjectMapper(
                    JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE).build());
            send("webshop/order?operation=create", new Order());
            assertThat(platform().requests().get(0).bodyText()).isEqualTo("{\"RemoteId\":\"o-1\"}");
        });
        componentOptions.put("positionStore", () -> {
            theComponent().setPositionStore(new MemoryPositionStore());
            theComponent().setStateDirectory(stateDirectory.resolve("unused").toString());
            export("tenantapi:webshop/order?delay=20&initialDelay=0");
            awaitPolls();
            assertThat(stateDirectory.resolve("unused")).doesNotExist();
        });
        componentOptions.put("stateDirectory", () -> {
            export("tenantapi:webshop/order?delay=20&initialDelay=0");
            awaitPolls();
            try (Stream<Path> files = Files.list(Path.of(theComponent().getStateDirectory()))) {
                assertThat(files).isNotEmpty();
            }
        });
        componentOptions.put("spoolThreshold", () -> {
            theComponent().setSpoolThreshold(7);
            assertThat(exportSettings("").spoolThreshold()).isEqualTo(7);
        });
    }

    /** What a user's own class looks like. */
    public static class Order {
        public String remoteId = "o-1";
    }

    @Test
    @DisplayName("lesson 3: every option of the catalog is shown here to have an effect")
    void knowsEveryOption() throws Exception {
        Set<String> ofScheduler = new TreeSet<>();
        for (var method : ScheduledPollEndpoint.class.getMethods()) {
            if (method.getName().startsWith("set") && method.getParameterCount() == 1) {
                ofScheduler.add(Character.toLowerCase(method.getName().charAt(3)) + method.getName().substring(4));
            }
        }
        Set<String> endpoint = CatalogTest.names(CatalogTest.catalog().get("properties"));
        endpoint.removeAll(ofScheduler);
        endpoint.removeAll(INHERITED);
        assertThat(endpointOptions.keySet()).isEqualTo(endpoint);
        Set<String> component = CatalogTest.names(CatalogTest.catalog().get("componentProperties"));
        component.removeAll(INHERITED);
        // set on the component, an endpoint's option is the default of all its endpoints: see "configuration"
        component.removeAll(endpoint);
        assertThat(componentOptions.keySet()).isEqualTo(component);
    }

    static Stream<String> ofEndpoints() {
        return new OptionsTest().endpointOptions.keySet().stream();
    }

    static Stream<String> ofTheComponent() {
        return new OptionsTest().componentOptions.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("ofEndpoints")
    void everyOptionOfAnEndpointHasAnEffect(String option) throws Exception {
        endpointOptions.get(option).show();
    }

    @ParameterizedTest
    @MethodSource("ofTheComponent")
    void everyOptionOfTheComponentHasAnEffect(String option) throws Exception {
        componentOptions.get(option).show();
    }

    @Test
    void theComponentIsConfiguredByProperties() throws Exception {
        Main main = new Main();
        for (Map.Entry<String, String> property : Map.of(
                "base-url", platform().baseUrl(), "tenant", "acme", "username", "user", "password", PASSWORD,
                "state-directory", stateDirectory.toString(), "overlap", "1h", "connections[webshop].connection-id", "1001",
                "connections[webshop].user-agent", "shop/1.0", "connections[other].connectionId", "1002").entrySet()) {
            main.addInitialProperty("camel.component.tenantapi." + property.getKey(), property.getValue());
        }
        main.start();
        try {
            TenantApiComponent component = main.getCamelContext().getComponent("tenantapi", TenantApiComponent.class);
            assertThat(component.getConnections()).containsOnlyKeys("webshop", "other");
            TenantApiEndpoint endpoint = main.getCamelContext().getEndpoint("tenantapi:webshop/order", TenantApiEndpoint.class);
            assertThat(endpoint.getClientSettings().connectionId()).isEqualTo("1001");
            assertThat(endpoint.getClientSettings().userAgent()).isEqualTo("shop/1.0");
            assertThat(endpoint.exportSettings().window().overlap()).hasHours(1);
            Exchange pong = main.getCamelTemplate().send("tenantapi:other/order?operation=ping", ExchangePattern.InOut,
                    exchange -> {
                    });
            assertThat(pong.getException()).isNull();
            assertThat(platform().requests().get(0).header("X-ConnectionId")).contains("1002");
            component.getPositionStore().open("acme/1001/order").close();
            assertThat(new FilePositionStore(stateDirectory).file("acme/1001/order")).exists();
        } finally {
            main.stop();
        }
    }

    @Test
    void aConnectionOfTheRegistryGoesFirst() {
        TenantConnection bean = connection("1002");
        bean.setTenant("elsewhere");
        context.getRegistry().bind("webshop", bean);
        assertThat(settings()).extracting(ClientSettings::connectionId, ClientSettings::tenant)
                .isEqualTo(List.of("1002", "elsewhere"));
    }

    @Test
    void aNameThatIsNoConnectionIsAConnectionsId() {
        assertThat(endpoint("4711/order").getClientSettings().connectionId()).isEqualTo("4711");
    }

    private TenantApiComponent theComponent() {
        return context.getComponent("tenantapi", TenantApiComponent.class);
    }

    private TenantApiEndpoint endpoint(String path) {
        return context.getEndpoint("tenantapi:" + path, TenantApiEndpoint.class);
    }

    private ClientSettings settings() {
        return endpoint("webshop/order").getClientSettings();
    }

    private TransportSettings transportSettings() {
        return theComponent().connectionsByName().transportSettings("webshop");
    }

    private RetryPolicy retryPolicy() {
        return theComponent().connectionsByName().retryPolicy();
    }

    private ExportSettings exportSettings(String options) {
        return endpoint("webshop/order?" + options).exportSettings();
    }

    private static RouteBuilder failing(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("export").throwException(new IllegalStateException("no such customer"));
            }
        };
    }

    private void send(String path, Object body) {
        // a template of its own: it would keep the producers of the component before
        Exchange sent = context.createProducerTemplate().request("tenantapi:" + path,
                exchange -> exchange.getMessage().setBody(body));
        assertThat(sent.getException()).isNull();
    }
}
