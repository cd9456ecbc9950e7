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

import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tools learn about the component.
 */
class CatalogTest {

    private static final List<String> URIS = List.of(
            "tenantapi:webshop/order",
            "tenantapi:webshop/order?startFrom=now&overlap=1h&batchSize=100&maxInFlight=4&delay=10000&greedy=true",
            "tenantapi:1001/product?operation=update&numbersAsStrings=false&upsertStrategy=updateOnRemoteId",
            "tenantapi:webshop/order?filter.remoteOrderNo=536365&positionKey=warehouse&maxMessagesPerPoll=10",
            "tenantapi:webshop/order?operation=list&filter.remoteOrderNo=536365&suppressTotalsRecalc=true");

    @Test
    void validatesOurUris() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RuntimeCamelCatalog catalog = context.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);
            for (String uri : URIS) {
                EndpointValidationResult result = catalog.validateProperties("tenantapi", catalog.endpointProperties(uri));
                assertThat(result.isSuccess()).as("%s: %s", uri, result.summaryErrorMessage(false)).isTrue();
            }
            assertThat(catalog.validateProperties("tenantapi",
                    catalog.endpointProperties("tenantapi:webshop/order?batchSize=many")).isSuccess()).isFalse();
            assertThat(catalog.validateProperties("tenantapi",
                    catalog.endpointProperties("tenantapi:webshop/order?operation=delete")).isSuccess()).isFalse();
        }
    }

    @Test
    @DisplayName("lesson 3: no option of ours shadows one of the scheduler")
    void shadowsNoSchedulerOption() {
        Set<String> schedulerOptions = Stream.of(ScheduledPollEndpoint.class.getMethods())
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .map(method -> StringHelper.decapitalize(method.getName().substring(3))).collect(Collectors.toSet());
        Set<String> ours = Stream.of(TenantApiConfiguration.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers())).map(Field::getName).collect(Collectors.toSet());
        assertThat(schedulerOptions).contains("delay", "greedy", "initialDelay");
        assertThat(ours).isNotEmpty().doesNotContainAnyElementsOf(schedulerOptions);
    }

    @Test
    void describesEveryOptionAndHeader() throws Exception {
        JsonNode catalog = catalog();
        for (String part : List.of("componentProperties", "properties", "headers")) {
            assertThat(catalog.get(part)).as(part).isNotEmpty();
            catalog.get(part).properties().forEach(
                    option -> assertThat(option.getValue().path("description").asText()).as(option.getKey()).isNotBlank());
        }
        assertThat(names(catalog.get("headers"))).contains("CamelTenantApiLocalId", "CamelTenantApiVersionId")
                .allMatch(name -> name.startsWith("CamelTenantApi"));
    }

    @Test
    void marksSecrets() throws Exception {
        JsonNode options = catalog().get("componentProperties");
        assertThat(options.get("password").path("secret").asBoolean() || options.get("password").has("security")).isTrue();
        assertThat(names(catalog().get("properties"))).as("no secret can stand in a URI")
                .doesNotContain("password", "username");
    }

    @Test
    void tellsIdesWhereTheComponentComesFrom() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            assertThat(properties).containsEntry("components", "tenantapi").containsEntry("groupId", "org.tenantapi")
                    .containsEntry("artifactId", "camel-tenantapi");
        }
    }

    static JsonNode catalog() throws Exception {
        try (InputStream in = CatalogTest.class.getResourceAsStream("/META-INF/org/tenantapi/camel/tenantapi.json")) {
            return new JsonMapper().readTree(in);
        }
    }

    static Set<String> names(JsonNode options) {
        Set<String> names = new TreeSet<>();
        options.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
