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
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Each mistake gets a message of its own that says what, where and what to do, and never a password.
 */
class BadInputTest extends RouteTest {

    private static final String FAST = "tenantapi:webshop/order?delay=20&initialDelay=0";

    static Stream<Arguments> wrongConfigurations() {
        return Stream.of(
                wrong("no baseUrl", c -> c.setBaseUrl(null), "baseUrl is not set", "https://api.example.com/api"),
                wrong("http to a remote host", c -> c.setBaseUrl("http://api.example.com/api"), "in the clear",
                        "allowPlainHttp"),
                wrong("no URL", c -> c.setBaseUrl("https://api example/" + PASSWORD), "baseUrl is not a URL"),
                wrong("password in the URL", c -> c.setBaseUrl("https://user:" + PASSWORD + "@api.example.com/api"),
                        "baseUrl must not hold a user name or password"),
                wrong("ftp", c -> c.setBaseUrl("ftp://api.example.com/api"), "is not an https address"),
                wrong("no tenant", c -> c.setTenant(" "), "tenant is not set"),
                wrong("no user", c -> c.setUsername(null), "username is not set"),
                wrong("no password", c -> c.setPassword(null), "password is not set"),
                wrong("line break in the password", c -> c.setPassword(PASSWORD + "\n"), "password holds a line break"),
                wrong("a header in the tenant", c -> c.setTenant("acme\r\nX-Tenant: other"), "tenant holds a line break"),
                wrong("a connection without id", c -> c.getConnections().put("webshop", new TenantConnection()),
                        "The connection 'webshop' cannot be used", "connectionId is not set"));
    }

    private static Arguments wrong(String what, Consumer<TenantApiComponent> mistake, String... parts) {
        return Arguments.of(what, mistake, List.of(parts));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongConfigurations")
    void aWrongConfigurationIsRefused(String what, Consumer<TenantApiComponent> mistake, List<String> parts) throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            TenantApiComponent component = component();
            mistake.accept(component);
            other.addComponent("tenantapi", component);
            assertThatThrownBy(() -> other.getEndpoint("tenantapi:webshop/order"))
                    .isInstanceOf(ResolveEndpointFailedException.class)
                    .satisfies(e -> parts.forEach(part -> assertThat(e).hasStackTraceContaining(part)))
                    .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain(PASSWORD));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "tenantapi:webshop", "tenantapi:webshop/", "tenantapi:/order", "tenantapi:webshop/order/1",
            "tenantapi:webshop/Order",
            "tenantapi:webshop/order%2F..", "tenantapi:webshop/1order" })
    void aMalformedPathIsRefused(String uri) {
        assertThatThrownBy(() -> context.getEndpoint(uri)).isInstanceOf(ResolveEndpointFailedException.class)
                .hasStackTraceContaining("such as");
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint("tenantapi:webshop/order?overlaps=15m"))
                .isInstanceOf(ResolveEndpointFailedException.class).hasMessageContaining("overlaps");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "batchSize=0", "maxInFlight=0", "overlap=-1", "maxMessagesPerPoll=-1", "retryDelay=-5", "maxFailed=-1",
            "maxAttempts=0",
            "linkRemoteId=true&batchSize=2",
            "startFrom=yesterday", "filter.modifiedAtOrAfter=2026-11-01T00:00:00Z" })
    void aValueThatMakesNoSenseIsRefused(String option) {
        String name = option.substring(0, option.indexOf('='));
        assertThatThrownBy(() -> context.getEndpoint("tenantapi:webshop/order?" + option).createConsumer(exchange -> {
        })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(name);
    }

    @Test
    void anUnknownConnectionNamesThoseThatAreKnown() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            TenantApiComponent component = component();
            component.setTenant(null);
            other.addComponent("tenantapi", component);
            assertThatThrownBy(() -> other.getEndpoint("tenantapi:webshp/order")).hasStackTraceContaining("webshp")
                    .hasStackTraceContaining("[pos, webshop]");
        }
    }

    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                Arguments.of(Fault.status(401), "401", "Check username and password"),
                Arguments.of(Fault.errorObject(), "Not a JSON array of records but an object", "Check baseUrl"),
                Arguments.of(Fault.html(), "web page", "check baseUrl"),
                Arguments.of(Fault.body("application/json", "<html>"),
                        "Not a JSON array of records but something that is not JSON", "Check baseUrl"),
                Arguments.of(Fault.emptyBody(), "Not a JSON array of records but the end of the input", "Check baseUrl"),
                Arguments.of(Fault.body("application/json", "[{\"localId\":\"a\""), "JSON is malformed", "Check baseUrl"),
                Arguments.of(Fault.truncatedAt(20).withContentLength(), "/api/order (tenant acme, connection 1001)",
                        "try again"),
                Arguments.of(Fault.truncatedAt(20).chunked(), "/api/order (tenant acme, connection 1001)", "try again"),
                Arguments.of(Fault.reset(), "/api/order (tenant acme, connection 1001)", "try again"),
                Arguments.of(Fault.status(302).withHeader("Location", "https://elsewhere.example.com/"), "302", "acme"));
    }

    @ParameterizedTest
    @MethodSource("wrongAnswers")
    @DisplayName("lesson 26: a wrong answer fails the poll with its own message, moves nothing, and the next poll goes on")
    void aWrongAnswerFailsThePollAndMovesNothing(Fault fault, String what, String where) throws Exception {
        checkConsumers();
        String localId = order("new");
        platform().on("GET", "/order").always().answer(fault);
        export(FAST);
        assertThat(await().until(this::lastError, Objects::nonNull)).hasMessageContaining(what)
                .satisfies(e -> assertThat(e).hasMessageContaining(where));
        assertThat(delivered).isEmpty();
        platform().clearFaults();
        awaitDelivered(1);
        assertThat(delivered).containsExactly(localId + ":new");
    }

    @Test
    void wrongCredentialsAreRefusedByTheServer() throws Exception {
        checkConsumers();
        context.getComponent("tenantapi", TenantApiComponent.class).setPassword("an0ther-pässword");
        export(FAST);
        assertThat(await().until(this::lastError, Objects::nonNull)).hasMessageContaining("401")
                .hasMessageContaining("username").hasMessageContaining("password")
                .hasMessageNotContaining("an0ther-pässword");
    }

    @Test
    void anUnknownTenantIsRefusedByTheServer() throws Exception {
        checkConsumers();
        context.getComponent("tenantapi", TenantApiComponent.class).setTenant("nobody");
        export(FAST);
        assertThat(await().until(this::lastError, Objects::nonNull)).hasMessageContaining("nobody").satisfies(
                e -> assertThat(e.getMessage()).containsAnyOf("401", "403"));
    }

    @Test
    void aRecordWithoutLocalIdIsCountedAsFailedAndTheRestIsDelivered() throws Exception {
        String localId = order("new");
        String good = tenant().record("order", localId).jsonSeenBy("1001");
        platform().on("GET", "/order").always().answer(
                Fault.body("application/json", "[{\"lastModified\":\"2026-11-01T12:00:00Z\"}," + good + "]"));
        PLATFORM.allowContractViolations();
        export(FAST);
        awaitDelivered(1);
        awaitPolls();
        assertThat(delivered).containsExactly(localId + ":new");
        assertThat(Files.readString(Path.of("target/test.log")))
                .contains("of acme/1001/order is malformed and cannot be exported").contains("it has no localId");
        assertThat(((TenantApiConsumer) context.getRoute("export").getConsumer()).status().failedRecords()).singleElement()
                .satisfies(failed -> {
                    assertThat(failed.isQuarantined()).isTrue();
                    assertThat(failed.lastError()).contains("record 1 of the list", "2026-11-01T12:00:00Z");
                });
    }

    @Test
    void aDamagedPositionFileIsRefusedAndNamed() throws Exception {
        export(FAST);
        awaitPolls();
        context.getRouteController().stopRoute("export");
        Path file = new FilePositionStore(stateDirectory).file("acme/1001/order");
        byte[] damaged = Files.readAllBytes(file);
        damaged[40] ^= 1;
        Files.write(file, damaged);
        assertThatThrownBy(() -> context.getRouteController().startRoute("export"))
                .isInstanceOf(PositionException.class)
                .hasStackTraceContaining("is damaged").hasStackTraceContaining(file.toString());
    }

    @Test
    void aPositionFileThatCannotBeReadIsRefusedAndNamed() throws Exception {
        Path file = new FilePositionStore(stateDirectory).file("acme/1001/order");
        // a directory cannot be read as a file, not even by root
        Files.createDirectory(file);
        assertThatThrownBy(() -> export(FAST)).isInstanceOf(PositionException.class)
                .hasStackTraceContaining("Cannot open the position of acme/1001/order")
                .hasStackTraceContaining(file.toString());
    }

    @Test
    void aConsumerThatCouldNotStartGivesItsClaimBack() throws Exception {
        Path file = new FilePositionStore(stateDirectory).file("acme/1001/order");
        Files.createDirectory(file);
        RouteBuilder route = new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST).routeId("export").process(BadInputTest.this::note);
            }
        };
        assertThatThrownBy(() -> addRoute(route)).isInstanceOf(PositionException.class);
        Files.delete(file);
        order("new");
        context.getRouteController().startRoute("export");
        awaitDelivered(1);
    }

    private void checkConsumers() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
    }

    private Throwable lastError() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN && result.getError().isPresent())
                .map(result -> result.getError().get()).findFirst().orElse(null);
    }
}
