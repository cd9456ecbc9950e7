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

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.xml.in.ModelParser;

/**
 * A language that the guide shows routes in.
 */
enum Language {

    JAVA {
        @Override
        void add(ModelCamelContext context, RoutesBuilder java, Path file) throws Exception {
            context.addRoutes(java);
        }
    },

    YAML {
        @Override
        void add(ModelCamelContext context, RoutesBuilder java, Path file) throws Exception {
            for (RoutesBuilder routes : PluginHelper.getRoutesLoader(context)
                    .findRoutesBuilders(ResourceHelper.resolveResource(context, "file:" + file + ".camel.yaml"))) {
                context.addRoutes(routes);
            }
        }
    },

    /** What camel-xml-io-dsl does with a file, with the parser that it does it with. */
    XML {
        @Override
        void add(ModelCamelContext context, RoutesBuilder java, Path file) throws Exception {
            try (InputStream xml = Files.newInputStream(Path.of(file + ".camel.xml"))) {
                context.addRouteDefinitions(new ModelParser(xml).parseRoutesDefinition().orElseThrow().getRoutes());
            }
        }
    };

    /** Adds the same routes, in this language: from Java, or from the file of that name without its ending. */
    abstract void add(ModelCamelContext context, RoutesBuilder java, Path file) throws Exception;
}
