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
package org.tenantapi.camel.springboot.generator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * Makes the starter's properties class, and what IDEs are told of it, from the component's catalog entry. The build runs
 * it before it compiles the starter. Unlike what Camel's own generator makes, durations are durations, and nothing has a
 * value unless the user gives it one: so nothing overwrites a configuration bean.
 */
public final class StarterGenerator {

    static final String PREFIX = "camel.component.tenantapi";
    static final String PACKAGE = "org.tenantapi.camel.springboot";
    static final String CLASS = "TenantApiComponentConfiguration";

    private static final String CATALOG = "META-INF/org/tenantapi/camel/tenantapi.json";
    private static final Map<String, String> BOXES = Map.of("boolean", "Boolean", "int", "Integer", "long", "Long", "double",
            "Double");
    /** What IDEs propose beside the values of enumerations: for options that take a few words, and others too. */
    private static final Map<String, List<String>> WORDS = Map.of("startFrom", List.of("beginning", "now"));

    private final List<ComponentOptionModel> options;

    /** @param catalogEntry JSON, as Camel's tooling writes it */
    StarterGenerator(String catalogEntry) {
        ComponentModel model = JsonMapper.generateComponentModel(catalogEntry);
        this.options = model.getComponentOptions();
    }

    /** @param arguments where to write sources and resources */
    public static void main(String[] arguments) throws IOException {
        StarterGenerator generator;
        try (InputStream json = StarterGenerator.class.getClassLoader().getResourceAsStream(CATALOG)) {
            generator = new StarterGenerator(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
        write(Path.of(arguments[0], PACKAGE.replace('.', '/'), CLASS + ".java"), generator.configurationClass());
        write(Path.of(arguments[1], "META-INF/spring-configuration-metadata.json"), generator.metadata());
    }

    /** An unchanged file keeps its time, so that nothing is compiled again because of it. */
    private static void write(Path file, String content) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(content)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        }
    }

    String configurationClass() {
        return """
                package %s;

                import java.util.Set;

                import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
                import org.springframework.boot.context.properties.ConfigurationProperties;
                import org.springframework.boot.context.properties.DeprecatedConfigurationProperty;

                /**
                 * The options of the component {@code tenantapi}, as {@code %s.*}. What is not set stays as the component has it.
                 * An unknown option is refused. Made from the component's catalog entry.
                 */
                @ConfigurationProperties(prefix = "%s", ignoreUnknownFields = false)
                public class %s extends ComponentConfigurationPropertiesCommon {

                    /** What can be given as {@code #bean:name}. */
                    static final Set<Class<?>> REFERENCES = Set.of(%s);

                %s
                %s}
                """.formatted(PACKAGE, PREFIX, PREFIX, CLASS, references(),
                options.stream().map(StarterGenerator::field).collect(Collectors.joining()),
                options.stream().map(StarterGenerator::accessors).collect(Collectors.joining()));
    }

    private String references() {
        return options.stream().filter(StarterGenerator::isReference).map(StarterGenerator::type)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream().map(type -> "\n            " + type + ".class").collect(Collectors.joining(","));
    }

    private static boolean isReference(ComponentOptionModel option) {
        return option.getType().equals("object") && !option.getJavaType().contains("<");
    }

    private static String type(ComponentOptionModel option) {
        return option.getType().equals("duration")
                ? "java.time.Duration" : BOXES.getOrDefault(option.getJavaType(), option.getJavaType());
    }

    private static String field(ComponentOptionModel option) {
        return "    private %s %s;%n".formatted(type(option), option.getName());
    }

    private static String accessors(ComponentOptionModel option) {
        String name = Character.toUpperCase(option.getName().charAt(0)) + option.getName().substring(1);
        String deprecated = option.isDeprecated()
                ? "    @DeprecatedConfigurationProperty(reason = %s)%n    @Deprecated%n"
                        .formatted(Jsoner.serialize(deprecationNote(option)))
                : "";
        return """

                %5$s    public %1$s get%2$s() {
                        return %3$s;
                    }

                    /**
                     * %4$s
                     */
                %6$s    public void set%2$s(%1$s %3$s) {
                        this.%3$s = %3$s;
                    }
                """.formatted(type(option), name, option.getName(), javadoc(option.getDescription()), deprecated,
                option.isDeprecated() ? "    @Deprecated\n" : "");
    }

    private static String javadoc(String description) {
        return description.replace("&", "&amp;").replace("<", "&lt;").replace("*/", "*&#47;").replace("@", "&#64;");
    }

    private static String deprecationNote(ComponentOptionModel option) {
        return option.getDeprecationNote() == null ? "" : option.getDeprecationNote();
    }

    /** See Spring Boot's reference, "Configuration Metadata". */
    String metadata() {
        JsonArray groups = new JsonArray();
        groups.add(object("name", PREFIX, "type", PACKAGE + "." + CLASS, "sourceType", PACKAGE + "." + CLASS));
        JsonArray properties = new JsonArray();
        properties.add(property("enabled", "java.lang.Boolean", "Whether the component is configured by these properties.", true));
        properties.add(property("customizer.enabled", "java.lang.Boolean",
                "Whether these properties are applied to the component.", true));
        JsonArray hints = new JsonArray();
        for (ComponentOptionModel option : options) {
            properties.add(property(option));
            JsonObject hint = hint(option);
            if (hint != null) {
                hints.add(hint);
            }
        }
        return Jsoner.prettyPrint(object("groups", groups, "properties", properties, "hints", hints).toJson()) + "\n";
    }

    private static JsonObject property(ComponentOptionModel option) {
        String type = type(option);
        JsonObject property = property(kebab(option.getName()), type.contains(".") ? type : "java.lang." + type,
                option.getDescription(), option.getDefaultValue());
        if (option.isDeprecated()) {
            property.put("deprecation", object("level", "warning", "reason", deprecationNote(option)));
        }
        return property;
    }

    private static JsonObject property(String name, String type, String description, Object defaultValue) {
        JsonObject property = object("name", PREFIX + "." + name, "type", type, "description", description,
                "sourceType", PACKAGE + "." + CLASS);
        if (defaultValue != null) {
            property.put("defaultValue", defaultValue);
        }
        return property;
    }

    private static JsonObject hint(ComponentOptionModel option) {
        String name = PREFIX + "." + kebab(option.getName());
        if (isReference(option)) {
            JsonArray providers = new JsonArray();
            providers.add(object("name", "spring-bean-reference", "parameters", object("target", type(option))));
            return object("name", name, "providers", providers);
        }
        List<String> words = option.getEnums() == null ? WORDS.get(option.getName()) : option.getEnums();
        if (words == null) {
            return null;
        }
        JsonArray values = new JsonArray();
        words.forEach(word -> values.add(object("value", word)));
        JsonObject hint = object("name", name, "values", values);
        if (option.getEnums() == null) {
            JsonArray providers = new JsonArray();
            providers.add(object("name", "any"));
            hint.put("providers", providers);
        }
        return hint;
    }

    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static JsonObject object(Object... keysAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
