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

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Kamelets keep the conventions of Camel's own catalog of Kamelets, and say of the component what is true.
 */
class KameletConventionsTest {

    private static final Set<String> ANNOTATIONS = Set.of(
            "camel.apache.org/kamelet.support.level", "camel.apache.org/catalog.version", "camel.apache.org/kamelet.icon",
            "camel.apache.org/provider", "camel.apache.org/kamelet.group", "camel.apache.org/kamelet.namespace");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^}]+)}}");
    /** What the template makes for itself. */
    private static final String LOCAL_BEAN = "local-tenantapi";
    private static final List<String> CREDENTIALS = List.of("username", "password");

    private final JsonMapper json = new JsonMapper();

    private JsonNode kamelet(String name) throws IOException {
        try (InputStream yaml = getClass().getResourceAsStream("/kamelets/" + name + ".kamelet.yaml")) {
            return json.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        }
    }

    private JsonNode catalog(String part) throws IOException {
        try (InputStream stream = getClass().getResourceAsStream("/META-INF/org/tenantapi/camel/tenantapi.json")) {
            return json.readTree(stream).get(part);
        }
    }

    private static String kind(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "tenantapi-source", "tenantapi-sink" })
    void isNamedAndLabelledAsInTheCatalog(String name) throws Exception {
        JsonNode kamelet = kamelet(name);
        assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.path("kind").asText()).isEqualTo("Kamelet");
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
        assertThat(kamelet.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText()).isEqualTo(kind(name));
        JsonNode annotations = kamelet.at("/metadata/annotations");
        assertThat(names(annotations)).isEqualTo(new TreeSet<>(ANNOTATIONS));
        String icon = annotations.path("camel.apache.org/kamelet.icon").asText();
        assertThat(icon).startsWith("data:image/svg+xml;base64,");
        assertThat(new String(Base64.getDecoder().decode(icon.substring(icon.indexOf(',') + 1)))).startsWith("<svg ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "tenantapi-source", "tenantapi-sink" })
    void describesItselfAndEachProperty(String name) throws Exception {
        JsonNode definition = kamelet(name).at("/spec/definition");
        assertThat(definition.path("title").asText().toLowerCase()).endsWith(" " + kind(name));
        assertThat(definition.path("description").asText()).isNotBlank();
        definition.get("properties").properties().forEach(property -> {
            assertThat(property.getValue().path("title").asText().split(" ")).as(property.getKey())
                    .allMatch(word -> Character.isUpperCase(word.charAt(0)));
            assertThat(property.getValue().path("description").asText()).as(property.getKey()).endsWith(".");
            assertThat(property.getValue().path("type").asText()).as(property.getKey())
                    .isIn("string", "integer", "boolean");
        });
        for (String credential : CREDENTIALS) {
            assertThat(definition.at("/properties/" + credential + "/x-descriptors/0").asText())
                    .isEqualTo("urn:camel:group:credentials");
        }
        assertThat(definition.at("/properties/password/format").asText()).isEqualTo("password");
    }

    @ParameterizedTest
    @ValueSource(strings = { "tenantapi-source", "tenantapi-sink" })
    void usesEachPropertyAndDeclaresEachItUses(String name) throws Exception {
        JsonNode spec = kamelet(name).get("spec");
        Set<String> used = PLACEHOLDER.matcher(spec.get("template").toString()).results().map(result -> result.group(1))
                .filter(property -> !property.equals(LOCAL_BEAN)).collect(Collectors.toCollection(TreeSet::new));
        Set<String> declared = names(spec.at("/definition/properties"));
        assertThat(used).isEqualTo(declared);
        Set<String> required = new TreeSet<>();
        spec.at("/definition/required").forEach(property -> required.add(property.asText()));
        spec.at("/definition/properties").properties().forEach(property -> assertThat(property.getValue().has("default"))
                .as("%s is required or has a default", property.getKey()).isNotEqualTo(required.contains(property.getKey())));
    }

    @ParameterizedTest
    @ValueSource(strings = { "tenantapi-source", "tenantapi-sink" })
    void hasTheDefaultsAndChoicesOfTheComponent(String name) throws Exception {
        JsonNode spec = kamelet(name).get("spec");
        JsonNode endpointOptions = catalog("properties");
        JsonNode componentOptions = catalog("componentProperties");
        spec.at("/definition/properties").properties().forEach(property -> {
            String option = property.getKey();
            JsonNode catalogued = endpointOptions.has(option) ? endpointOptions.get(option) : componentOptions.path(option);
            JsonNode declared = property.getValue();
            if (!option.equals("connectionId")) {
                assertThat(catalogued.isObject()).as("%s is an option of the component", option).isTrue();
            }
            // the catalog has Camel's own default of the delay, not that of the component
            if (catalogued.hasNonNull("defaultValue") && !option.equals("delay")) {
                assertThat(declared.path("default").asText()).as(option).isEqualTo(catalogued.get("defaultValue").asText());
            }
            if (catalogued.has("enum")) {
                assertThat(texts(catalogued.get("enum"))).as(option).containsAll(texts(declared.get("enum")));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "tenantapi-source", "tenantapi-sink" })
    void asksForTheComponentOfItsOwnVersion(String name) throws Exception {
        JsonNode kamelet = kamelet(name);
        String version = kamelet.at("/metadata/annotations").path("camel.apache.org/catalog.version").asText();
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(texts(kamelet.at("/spec/dependencies"))).contains("mvn:org.tenantapi:camel-tenantapi:" + version)
                .allMatch(dependency -> dependency.matches("(camel|mvn):.+"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "tenantapi-source", "tenantapi-sink" })
    void saysWhatGoesInOrComesOut(String name) throws Exception {
        JsonNode spec = kamelet(name).get("spec");
        String side = kind(name).equals("source") ? "out" : "in";
        assertThat(spec.at("/types/" + side + "/mediaType").asText()).isEqualTo("application/json");
        JsonNode dataTypes = spec.at("/dataTypes/" + side);
        assertThat(names(dataTypes.get("types"))).contains("json");
        // the Sink has none: by a default Camel would make JSON about a file of a file that holds JSON
        assertThat(dataTypes.has("default")).isEqualTo(side.equals("out"));
        assertThat(names(dataTypes.get("types"))).contains(dataTypes.path("default").asText("json"));
        Set<String> headers = names(catalog("headers"));
        assertThat(headers).containsAll(names(spec.at("/dataTypes/" + side + "/headers")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "tenantapi-source", "tenantapi-sink" })
    void isConnectedToTheRouteThatUsesIt(String name) throws Exception {
        JsonNode from = kamelet(name).at("/spec/template/from");
        if (kind(name).equals("source")) {
            JsonNode steps = from.get("steps");
            assertThat(steps.get(steps.size() - 1).at("/to/uri").asText()).isEqualTo("kamelet:sink");
        } else {
            assertThat(from.path("uri").asText()).isEqualTo("kamelet:source");
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
