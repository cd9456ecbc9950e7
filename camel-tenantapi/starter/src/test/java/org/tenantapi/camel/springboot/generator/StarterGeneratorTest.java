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

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of options that the component does not have yet.
 */
class StarterGeneratorTest {

    private static final String CATALOG_ENTRY = """
            {"component": {"kind": "component", "name": "tenantapi"},
             "componentProperties": {
              "colour": {"kind": "property", "type": "enum", "javaType": "org.example.Colour", "enum": ["red", "green"],
                         "description": "Of <b> & \\"b\\", for a {@link Colour}*/"},
              "oldDelay": {"kind": "property", "type": "duration", "javaType": "long", "defaultValue": "5s", "deprecated": true,
                           "deprecationNote": "Use \\"newDelay\\".", "description": "How long."},
              "startFrom": {"kind": "property", "type": "string", "javaType": "java.lang.String", "description": "Where."},
              "store": {"kind": "property", "type": "object", "javaType": "org.example.Store", "description": "What."}
             }, "properties": {}}""";

    private final StarterGenerator generator = new StarterGenerator(CATALOG_ENTRY);

    private JsonNode metadata(String list, String name) throws Exception {
        for (JsonNode entry : new ObjectMapper().readTree(generator.metadata()).path(list)) {
            if (entry.path("name").asText().equals("camel.component.tenantapi." + name)) {
                return entry;
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }

    @Test
    void tellsOfADeprecatedOption() throws Exception {
        assertThat(generator.configurationClass()).contains(
                "@DeprecatedConfigurationProperty(reason = \"Use \\\"newDelay\\\".\")",
                "@Deprecated\n    public java.time.Duration getOldDelay()",
                "@Deprecated\n    public void setOldDelay(java.time.Duration oldDelay)");
        assertThat(metadata("properties", "old-delay").path("deprecation").path("reason").asText())
                .isEqualTo("Use \"newDelay\".");
        assertThat(metadata("properties", "colour").has("deprecation")).isFalse();
    }

    @Test
    void makesADurationOfADuration() throws Exception {
        assertThat(metadata("properties", "old-delay").path("type").asText()).isEqualTo(Duration.class.getName());
        assertThat(metadata("properties", "old-delay").path("defaultValue").asText()).isEqualTo("5s");
    }

    @Test
    void proposesTheValuesOfAnEnumeration() throws Exception {
        assertThat(metadata("hints", "colour").toString()).contains("[{\"value\":\"red\"},{\"value\":\"green\"}]")
                .doesNotContain("any");
    }

    @Test
    void proposesWordsWhereOtherValuesAreAllowedToo() throws Exception {
        assertThat(metadata("hints", "start-from").toString()).contains("beginning", "now", "{\"name\":\"any\"}");
    }

    @Test
    void proposesBeansForAnObject() throws Exception {
        assertThat(metadata("hints", "store").toString()).contains("spring-bean-reference", "\"target\":\"org.example.Store\"");
        assertThat(generator.configurationClass()).containsPattern("REFERENCES = Set.of\\(\\s+org.example.Store.class\\);");
    }

    @Test
    void writesAnyDescriptionIntoJavadoc() {
        assertThat(generator.configurationClass())
                .contains("* Of &lt;b> &amp; \"b\", for a {&#64;link Colour}*&#47;\n");
    }
}
