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
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.xml.out.ModelWriter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantConnection;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide shows in Java, YAML and XML is one and the same route, and it runs.
 */
class GuideRoutesTest {

    private static final Path ROUTES = Path.of("src/test/resources/routes");
    private static final Pattern QUERY = Pattern.compile("(?<=\\?)[^\"]+(?=\")");

    @RegisterExtension
    private final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    @TempDir
    private Path stateDirectory;

    static List<Path> routes() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            return files.map(Path::toString).filter(name -> name.endsWith(".camel.yaml"))
                    .map(name -> Path.of(name.replace(".camel.yaml", ""))).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void areTheSameInAllLanguages(Path file) throws Exception {
        String java = modelOf(Language.JAVA, file);
        assertThat(modelOf(Language.YAML, file)).as("YAML and Java").isEqualTo(java);
        assertThat(modelOf(Language.XML, file)).as("XML and Java").isEqualTo(java);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "examples/cluster/src/main/resources/routes/orders-to-erp",
            "examples/camel-cli/orders",
            "camel-tenantapi/kamelets/src/test/resources/routes/products-to-tenant",
            "camel-tenantapi/kamelets/src/test/resources/routes/copy-to-other-tenant" })
    void areTheSameAsTheYamlThatOtherTestsRun(Path file) throws Exception {
        String yaml = modelOf(Language.YAML, Path.of("..").resolve(file));
        Path here = ROUTES.resolve(file.getFileName());
        assertThat(modelOf(Language.JAVA, here)).as("Java and YAML").isEqualTo(yaml);
        assertThat(modelOf(Language.XML, here)).as("XML and YAML").isEqualTo(yaml);
    }

    private static String modelOf(Language language, Path file) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteDefinition definition = add(context, language, file);
            // of a route in Java the model does not hold it: see anOrderThatIsRefusedIsSetAside
            definition.setErrorHandler(null);
            StringWriter xml = new StringWriter();
            new ModelWriter(xml).writeRouteDefinition(definition);
            return inOrder(xml.toString());
        }
    }

    /** With the parameters of each URI sorted: YAML has them in an order of its own. */
    private static String inOrder(String xml) {
        return QUERY.matcher(xml).replaceAll(query -> Matcher.quoteReplacement(
                Stream.of(query.group().split("&amp;")).sorted().collect(Collectors.joining("&amp;"))));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void start(Path file) throws Exception {
        try (DefaultCamelContext context = context()) {
            RouteDefinition route = add(context, Language.YAML, file);
            context.start();
            assertThat(context.getRouteController().getRouteStatus(route.getRouteId()).isStarted()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOrderThatIsRefusedIsSetAside(Language language) throws Exception {
        try (DefaultCamelContext context = context()) {
            platform.simulator().tenant("acme").put("order", "{\"remoteOrderNo\":\"refused\"}");
            MockEndpoint refused = context.getEndpoint("file:refused", MockEndpoint.class);
            refused.expectedMessageCount(1);
            add(context, language, ROUTES.resolve("refused-orders-aside"));
            context.start();
            refused.assertIsSatisfied();
        }
    }

    private DefaultCamelContext context() throws Exception {
        platform.simulator().tenant("acme").user("connector", "secret").connection("1001");
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("tenantapi", component());
        // no folders of a test
        context.addComponent("file", new MockComponent());
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(stateDirectory.resolve("leader").toString());
        context.addService(cluster);
        context.getRegistry().bind("seenInvoices", new MemoryIdempotentRepository());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // else its own error handler would come first
                from("direct:erp").errorHandler(noErrorHandler()).filter(simple("${body.map[remoteOrderNo]} == 'refused'"))
                        .throwException(new IllegalArgumentException("No such customer"));
            }
        });
        return context;
    }

    /** That route alone, of those which are together in Java. */
    private static RouteDefinition add(DefaultCamelContext context, Language language, Path file) throws Exception {
        List<RouteDefinition> before = List.copyOf(context.getRouteDefinitions());
        language.add(context, new GuideRoutes(), file);
        RouteDefinition route = context.getRouteDefinition(file.getFileName().toString());
        assertThat(route).as("%s in %s", file.getFileName(), language).isNotNull();
        context.removeRouteDefinitions(context.getRouteDefinitions().stream()
                .filter(other -> other != route && !before.contains(other)).toList());
        return route;
    }

    private TenantApiComponent component() {
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(platform.simulator().baseUrl());
        component.setTenant("acme");
        component.setUsername("connector");
        component.setPassword("secret");
        component.setStateDirectory(stateDirectory.toString());
        TenantConnection webshop = new TenantConnection();
        webshop.setConnectionId("1001");
        component.getConnections().put("webshop", webshop);
        return component;
    }
}
