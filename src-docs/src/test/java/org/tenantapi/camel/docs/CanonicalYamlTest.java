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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Camel has nothing to say about the YAML that users copy: routes and Kamelets in files, and routes that only a page
 * shows.
 */
class CanonicalYamlTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SHOWN = Pattern.compile("(?s)(?:```yaml\n(.*?)\n```|\\[source,yaml[^]]*]\n----\n(.*?)\n----)");

    private final Logger root = (Logger) LogManager.getRootLogger();
    private final Level before = root.getLevel();
    private final Warnings warnings = new Warnings();

    @BeforeEach
    void listen() {
        warnings.start();
        root.addAppender(warnings);
        Configurator.setRootLevel(Level.WARN);
    }

    @AfterEach
    void listenNoMore() {
        root.removeAppender(warnings);
        Configurator.setRootLevel(before);
    }

    static List<Path> files() throws IOException {
        return sources(name -> name.matches(".*\\.(camel|kamelet)\\.yaml"));
    }

    static List<Path> pages() throws IOException {
        return sources(name -> name.matches(".*\\.(adoc|md)"));
    }

    private static List<Path> sources(Predicate<String> chosen) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.map(ROOT::relativize).filter(file -> chosen.test(file.toString()))
                    .filter(file -> Stream.of("target", ".git").noneMatch(file.toString()::contains))
                    .sorted(Comparator.comparing(Path::toString)).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isLoadedWithoutAWarning(Path file) throws Exception {
        load(ResourceHelper.fromString(file.toString(), Files.readString(ROOT.resolve(file))));
        assertThat(warnings.lines).as("%s", file).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsRoutesThatAreLoadedWithoutAWarning(Path page) throws Exception {
        List<String> routes = SHOWN.matcher(Files.readString(ROOT.resolve(page))).results()
                .map(shown -> shown.group(1) != null ? shown.group(1) : shown.group(2))
                .filter(shown -> shown.matches("(?s)(.*\n)?- (route|from):.*")).toList();
        for (int n = 0; n < routes.size(); n++) {
            load(ResourceHelper.fromString("snippet" + n + ".camel.yaml", routes.get(n)));
            assertThat(warnings.lines).as(routes.get(n)).isEmpty();
        }
    }

    @Test
    void hearsOfCompactNotation() throws Exception {
        load(ResourceHelper.fromString("compact.camel.yaml", """
                - route:
                    from:
                      uri: direct:start
                      steps:
                        - setBody:
                            simple: ${header.CamelTenantApiLocalId}
                """));
        assertThat(warnings.lines).singleElement().asString().contains("compact notation");
    }

    private static void load(Resource yaml) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            for (RoutesBuilder routes : PluginHelper.getRoutesLoader(context).findRoutesBuilders(yaml)) {
                context.addRoutes(routes);
            }
        }
    }

    private static final class Warnings extends AbstractAppender {

        final List<String> lines = new ArrayList<>();

        Warnings() {
            super("warnings", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                lines.add(event.getMessage().getFormattedMessage());
            }
        }
    }
}
