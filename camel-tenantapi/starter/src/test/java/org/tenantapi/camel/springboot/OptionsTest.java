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

import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter has the options of the component, neither less nor more: what is compiled against what the component's
 * catalog entry says.
 */
class OptionsTest {

    private static final Map<String, Class<?>> BOXES
            = Map.of("boolean", Boolean.class, "int", Integer.class, "long", Long.class, "double", Double.class);

    private final Map<String, JsonNode> metadata = metadata();
    private final Map<String, PropertyDescriptor> properties = properties();

    private static byte[] resource(String name) {
        try (InputStream stream = OptionsTest.class.getResourceAsStream("/META-INF/" + name)) {
            return stream.readAllBytes();
        } catch (Exception e) {
            throw new AssertionError(name, e);
        }
    }

    static List<ComponentOptionModel> options() {
        return JsonMapper.generateComponentModel(
                new String(resource("org/tenantapi/camel/tenantapi.json"), StandardCharsets.UTF_8)).getComponentOptions();
    }

    private static Map<String, JsonNode> metadata() {
        try {
            JsonNode all = new ObjectMapper().readTree(resource("spring-configuration-metadata.json"));
            return StreamSupport.stream(all.path("properties").spliterator(), false)
                    .collect(Collectors.toMap(property -> property.path("name").asText(), Function.identity()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, PropertyDescriptor> properties() {
        try {
            BeanInfo info = Introspector.getBeanInfo(TenantApiComponentConfiguration.class,
                    ComponentConfigurationPropertiesCommon.class);
            return Arrays.stream(info.getPropertyDescriptors())
                    .collect(Collectors.toMap(PropertyDescriptor::getName, Function.identity()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String propertyName(String option) {
        StringBuilder name = new StringBuilder("camel.component.tenantapi.");
        option.chars().forEach(c -> name.append(Character.isUpperCase(c) ? "-" : "").append((char) Character.toLowerCase(c)));
        return name.toString();
    }

    @Test
    void areThoseOfTheComponent() {
        List<String> names = options().stream().map(ComponentOptionModel::getName).toList();
        assertThat(names).contains("baseUrl", "password", "connections", "positionStore", "overlap");
        assertThat(properties.keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(metadata.keySet()).containsExactlyInAnyOrderElementsOf(
                concat(names.stream().map(OptionsTest::propertyName).toList(),
                        List.of("camel.component.tenantapi.enabled", "camel.component.tenantapi.customizer.enabled")));
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return List.of(some, more).stream().flatMap(List::stream).toList();
    }

    @ParameterizedTest
    @MethodSource("options")
    void haveNoValueUntilTheUserGivesOne(ComponentOptionModel option) throws Exception {
        PropertyDescriptor property = properties.get(option.getName());
        assertThat(property.getReadMethod().invoke(new TenantApiComponentConfiguration())).isNull();
    }

    @ParameterizedTest
    @MethodSource("options")
    void areOfTheTypeThatTheComponentHas(ComponentOptionModel option) {
        Class<?> type = properties.get(option.getName()).getPropertyType();
        if (option.getType().equals("duration")) {
            assertThat(type).isEqualTo(Duration.class);
        } else if (BOXES.containsKey(option.getJavaType())) {
            assertThat(type).isEqualTo(BOXES.get(option.getJavaType()));
        } else {
            assertThat(option.getJavaType()).startsWith(type.getName());
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void areDescribedToIdesAsInTheCatalog(ComponentOptionModel option) {
        JsonNode described = metadata.get(propertyName(option.getName()));
        Class<?> type = properties.get(option.getName()).getPropertyType();
        assertThat(described.path("description").asText()).isEqualTo(option.getDescription()).isNotBlank();
        assertThat(described.path("defaultValue").asText(""))
                .isEqualTo(option.getDefaultValue() == null ? "" : option.getDefaultValue().toString());
        assertThat(described.path("type").asText()).startsWith(type.getName());
        assertThat(described.has("deprecation")).isEqualTo(option.isDeprecated());
    }

    @ParameterizedTest
    @MethodSource("options")
    void canReferToBeansWhereTheyAreObjects(ComponentOptionModel option) {
        Class<?> type = properties.get(option.getName()).getPropertyType();
        boolean isBean = option.getType().equals("object") && !Map.class.isAssignableFrom(type);
        assertThat(TenantApiComponentConfiguration.REFERENCES.contains(type)).isEqualTo(isBean);
    }
}
