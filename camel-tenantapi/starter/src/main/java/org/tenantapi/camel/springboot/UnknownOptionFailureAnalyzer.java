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
package org.tenantapi.camel.springboot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.beans.PropertyMatches;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.tenantapi.camel.TenantConnection;

/**
 * Names misspelt properties. It comes before Spring Boot's own, which prints their values: of a misspelt password, the
 * password.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownOptionFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("camel.component.tenantapi");
    private static final ConfigurationPropertyName CONNECTIONS = PREFIX.append("connections");

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        List<ConfigurationProperty> unknown
                = cause.getUnboundProperties().stream().filter(property -> PREFIX.isAncestorOf(property.getName())).toList();
        if (unknown.isEmpty()) {
            return null;
        }
        return new FailureAnalysis(
                unknown.stream().map(UnknownOptionFailureAnalyzer::describe).collect(
                        Collectors.joining(System.lineSeparator())),
                "Correct or remove what is unknown. The options are listed in META-INF/spring-configuration-metadata.json of"
                                                                     + " camel-tenantapi-starter, which IDEs complete from.",
                cause);
    }

    private static String describe(ConfigurationProperty property) {
        String text = property.getName() + " is not an option of the component tenantapi";
        if (property.getOrigin() != null) {
            text += " (" + property.getOrigin() + ")";
        }
        List<String> similar = similar(property.getName());
        return similar.isEmpty() ? text + "." : text + ". Did you mean " + String.join(" or ", similar) + "?";
    }

    private static List<String> similar(ConfigurationPropertyName name) {
        Class<?> type = CONNECTIONS.isAncestorOf(name) ? TenantConnection.class : TenantApiComponentConfiguration.class;
        String option = camelCase(name.getLastElement(Form.DASHED));
        return List.of(PropertyMatches.forProperty(option, type).getPossibleMatches()).stream()
                .map(UnknownOptionFailureAnalyzer::kebabCase).toList();
    }

    private static String camelCase(String dashed) {
        StringBuilder text = new StringBuilder();
        for (String word : dashed.split("-+")) {
            text.append(text.isEmpty() || word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }

    private static String kebabCase(String option) {
        return option.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
