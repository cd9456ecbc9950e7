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
package org.tenantapi.camel.kamelets;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.Endpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.StringHelper;
import org.tenantapi.camel.TenantApiComponent;

/**
 * The component that a Kamelet makes for itself. It refuses a property that the Kamelet does not have, which Camel
 * passes over in silence.
 */
@Component("tenantapi") // an annotation is not inherited, and by it Camel finds what sets the options
public class KameletComponent extends TenantApiComponent {

    /** What Camel adds to the properties of a Kamelet; the last is the bean that this component is. */
    private static final Set<String> OF_CAMEL = Set.of("templateId", "routeId", "parentRouteId", "parentProcessorId", "uuid",
            "noErrorHandler", "bridgeErrorHandler", "localTenantapi");

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        refuseUnknownProperties();
        return super.createEndpoint(uri, remaining, parameters);
    }

    private void refuseUnknownProperties() {
        // set while Camel makes the Kamelet's route, and with it the endpoint
        Map<String, Object> given = getCamelContext().getPropertiesComponent().getLocalPropertiesAsMap();
        RouteTemplateDefinition kamelet = given == null
                ? null
                : ((ModelCamelContext) getCamelContext()).getRouteTemplateDefinition(String.valueOf(given.get("templateId")));
        if (kamelet == null) {
            return;
        }
        Set<String> known = kamelet.getTemplateParameters().stream().map(RouteTemplateParameterDefinition::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        given.keySet().stream().map(StringHelper::dashToCamelCase)
                .filter(name -> !known.contains(name) && !OF_CAMEL.contains(name))
                .filter(name -> !mayBeOfAnotherRoute(name)).sorted().findFirst().ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "The Kamelet %s has no property %s. It has: %s"
                                    .formatted(kamelet.getId(), name, String.join(", ", known)));
                });
    }

    /** Camel gives each route also those that begin with the name of another, as in {@code nightly.overlap}. */
    private static boolean mayBeOfAnotherRoute(String name) {
        String variable = StringHelper.camelCaseToDash(name).replace('-', '_').toUpperCase(Locale.ROOT);
        return name.contains(".") || System.getenv().keySet().stream()
                .anyMatch(key -> key.startsWith("CAMEL_KAMELET_") && key.endsWith("_" + variable));
    }
}
