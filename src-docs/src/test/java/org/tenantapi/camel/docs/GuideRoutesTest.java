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
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.xml.in.ModelParser;
import org.apache.camel.xml.out.ModelWriter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.TenantConnection;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide shows in Java, YAML and XML is one and the same route, and it runs.
 */
class GuideRoutesTest {

    private static final Path ROUTES = Path.of("src/test/resources/routes");

    @RegisterExtension
    private final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    @TempDir
    private Path stateDirectory;

    static List<String> yamlRoutes() throws IOException {
        return named(".camel.yaml");
    }

    static List<String> xmlRoutes() throws IOException {
        return named(".camel.xml");
    }

    private static List<String> named(String ending) throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ending))
                    .map(name -> name.replace(ending, "")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("xmlRoutes")
    void areTheSameInAllLanguages(String route) throws Exception {
        String java = modelOf(route, context -> context.addRoutes(new GuideRoutes()));
        assertThat(modelOf(route, context -> addYaml(context, route))).as("YAML and Java").isEqualTo(java);
        assertThat(modelOf(route, context -> addXml(context, route))).as("XML and Java").isEqualTo(java);
    }

    private static String modelOf(String route, Source source) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            source.addTo(context);
            RouteDefinition definition = context.getRouteDefinition(route);
            assertThat(definition).as("the route %s", route).isNotNull();
            StringWriter xml = new StringWriter();
            new ModelWriter(xml).writeRouteDefinition(definition);
            return xml.toString();
        }
    }

    @ParameterizedTest
    @MethodSource("yamlRoutes")
    void start(String route) throws Exception {
        platform.simulator().tenant("acme").user("connector", "secret").connection("1001");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("tenantapi", component());
            context.getRegistry().bind("seenInvoices", new MemoryIdempotentRepository());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:erp").to("log:erp");
                }
            });
            addYaml(context, route);
            context.start();
            assertThat(context.getRouteController().getRouteStatus(route).isStarted()).isTrue();
        }
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

    private static void addYaml(CamelContext context, String route) throws Exception {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        for (RoutesBuilder routes : PluginHelper.getRoutesLoader(extended)
                .findRoutesBuilders(ResourceHelper.resolveResource(context, "classpath:routes/" + route + ".camel.yaml"))) {
            context.addRoutes(routes);
        }
    }

    private static void addXml(ModelCamelContext context, String route) throws Exception {
        try (InputStream xml = Files.newInputStream(ROUTES.resolve(route + ".camel.xml"))) {
            context.addRouteDefinitions(new ModelParser(xml).parseRoutesDefinition().orElseThrow().getRoutes());
        }
    }

    @FunctionalInterface
    private interface Source {
        void addTo(DefaultCamelContext context) throws Exception;
    }
}
