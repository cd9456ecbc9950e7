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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Makes the tables of the option reference from the component's catalog entry, so that the guide lists what there is.
 */
final class OptionReference {

    private static final String CATALOG_ENTRY = "/META-INF/org/tenantapi/camel/tenantapi.json";
    /** The endpoint's own defaults of options that it inherits: the catalog has Camel's in their place. */
    private static final Map<String, String> OWN_DEFAULTS = Map.of("delay", "30000");

    private OptionReference() {
    }

    /** The tables, by the group whose options they list. */
    static Map<String, String> tables() throws IOException {
        JsonNode catalog;
        try (InputStream json = OptionReference.class.getResourceAsStream(CATALOG_ENTRY)) {
            catalog = new ObjectMapper().readTree(json);
        }
        JsonNode component = catalog.path("componentProperties");
        JsonNode endpoint = catalog.path("properties");
        return Map.of("component", table(options(component, option -> !endpoint.has(option.getKey()))),
                "path", table(options(endpoint, option -> option.getValue().path("kind").asText().equals("path"))),
                "consumer", table(options(endpoint, group("consumer"))),
                "scheduler", table(options(endpoint, group("scheduler"))),
                "producer", table(options(endpoint, group("producer"))),
                "headers", table(headers(catalog.path("headers"))));
    }

    private static Predicate<Map.Entry<String, JsonNode>> group(String name) {
        return option -> option.getValue().path("kind").asText().equals("parameter")
                && option.getValue().path("group").asText().replaceAll(" .*", "").equals(name);
    }

    private static List<String> options(JsonNode options, Predicate<Map.Entry<String, JsonNode>> chosen) {
        List<String> rows = new ArrayList<>();
        rows.add("|Option |Default |What it does");
        options.properties().stream().filter(chosen)
                .forEach(option -> rows.add(
                        row("[[option-" + option.getKey() + "]]`" + option.getKey() + "` +\n_" + type(option.getValue()) + "_",
                                defaultValue(option.getKey(), option.getValue()), description(option.getValue()))));
        return rows;
    }

    private static List<String> headers(JsonNode headers) {
        List<String> rows = new ArrayList<>();
        rows.add("|Header |Where |What it holds");
        headers.properties()
                .forEach(header -> rows.add(
                        row("[[header-" + header.getKey() + "]]`" + header.getKey() + "` +\n_" + type(header.getValue()) + "_",
                                header.getValue().path("label").asText(), description(header.getValue()))));
        return rows;
    }

    private static String type(JsonNode option) {
        if (option.has("enum") && !option.path("javaType").asText().startsWith("java.lang")) {
            List<String> values = new ArrayList<>();
            option.path("enum").forEach(value -> values.add(value.asText()));
            return String.join(", ", values);
        }
        if (option.path("type").asText().equals("duration")) {
            return "duration";
        }
        return option.path("javaType").asText().replaceAll("[a-z.]+\\.(?=[A-Z])", "");
    }

    private static String defaultValue(String name, JsonNode option) {
        String value = OWN_DEFAULTS.getOrDefault(name, option.path("defaultValue").asText());
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static String description(JsonNode option) {
        String required = option.path("required").asBoolean() ? "*Required.* " : "";
        String secret = option.path("security").asText().equals("secret") || option.path("secret").asBoolean()
                ? " Never printed." : "";
        return required + option.path("description").asText() + secret;
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder();
        for (String cell : cells) {
            row.append("\n|").append(cell.replace("|", "\\|"));
        }
        return row.toString();
    }

    private static String table(List<String> rows) {
        return "[cols=\"3,2,6\",options=\"header\"]\n|===\n" + String.join("\n", rows) + "\n";
    }
}
