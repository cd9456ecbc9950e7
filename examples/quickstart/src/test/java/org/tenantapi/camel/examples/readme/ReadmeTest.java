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
package org.tenantapi.camel.examples.readme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README files show is what the build runs: each snippet names its file in a comment before it.
 */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("quickstart.home")).resolve("../..").normalize();
    private static final Pattern SNIPPET
            = Pattern.compile("(?:<!-- file: (\\S+)(?: tag: (\\S+))? -->\n)?```(java|yaml|xml|properties)\n(.*?)\n```",
                    Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");
    private static final Pattern OPTION_ROW
            = Pattern.compile("(?m)^\\| (`\\w.*?) \\| (component|consumer|producer) \\| (.*?) \\|");
    private static final Pattern OPTION = Pattern.compile("`(\\w+)");

    /** The catalog has Camel's defaults for them, in place of ours. */
    private static final List<String> INHERITED = List.of("delay");

    private static String text(Path file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static String snippet(String file, String tag) throws IOException {
        String text = text(Path.of(file));
        if (tag != null) {
            String begin = "// tag::" + tag + "[]\n";
            text = text.substring(text.indexOf(begin) + begin.length(), text.indexOf("// end::" + tag + "[]"));
        }
        return text.strip();
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    @Test
    void showsSnippetsAsTheyAreInTheirFiles() throws Exception {
        List<MatchResult> snippets = matches(SNIPPET, text(Path.of("README.md")));
        assertThat(snippets).extracting(snippet -> snippet.group(3)).contains("java", "yaml", "xml", "properties");
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(1)).as("the file of the snippet%n%s", snippet.group(4)).isNotNull();
            assertThat(snippet.group(4)).isEqualTo(snippet(snippet.group(1), snippet.group(2)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "README.md", "examples/quickstart/README.md", "examples/quickstart/src/main/resources/data/README.md",
            "examples/cluster/README.md", "examples/spring-boot/README.md", "examples/hub/README.md",
            "examples/karaf/README.md",
            "examples/camel-cli/README.md" })
    void linksToFilesThatExist(String readme) throws Exception {
        Path folder = ROOT.resolve(readme).getParent();
        assertThat(matches(LINK, text(Path.of(readme)))).extracting(link -> folder.resolve(link.group(1)).normalize())
                .allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void listsOptionsThatExistWithTheirDefaults() throws Exception {
        JsonNode catalog;
        try (InputStream json = getClass().getResourceAsStream("/META-INF/org/tenantapi/camel/tenantapi.json")) {
            catalog = new ObjectMapper().readTree(json);
        }
        List<MatchResult> rows = matches(OPTION_ROW, text(Path.of("README.md")));
        assertThat(rows).isNotEmpty();
        for (MatchResult row : rows) {
            JsonNode options = catalog.path(row.group(2).equals("component") ? "componentProperties" : "properties");
            List<String> defaults = Arrays.stream(row.group(3).split(",")).map(text -> text.replace("`", "").strip()).toList();
            List<MatchResult> names = matches(OPTION, row.group(1));
            for (int n = 0; n < names.size(); n++) {
                String name = names.get(n).group(1);
                assertThat(options.has(name)).as(name).isTrue();
                String catalogued = options.path(name).path("defaultValue").asText();
                if (defaults.size() == names.size() && !catalogued.isEmpty() && !INHERITED.contains(name)) {
                    assertThat(defaults.get(n)).as(name).isEqualTo(catalogued);
                }
            }
        }
    }

    @Test
    void namesTheVersionsThatTheBuildUses() throws Exception {
        Properties versions = new Properties();
        try (InputStream stream = getClass().getResourceAsStream("/versions.properties")) {
            versions.load(stream);
        }
        String pom = text(Path.of("examples/quickstart/src/test/resources/first-route/pom.xml"));
        assertThat(pom).contains("<version>" + versions.getProperty("camel") + "</version>",
                "<version>" + versions.getProperty("component") + "</version>");
        assertThat(text(Path.of("README.md"))).contains("org.tenantapi:camel-tenantapi:" + versions.getProperty("component"));
    }

    @Test
    void namesNoModuleThatIsNotThere() throws Exception {
        try (Stream<String> lines = text(Path.of("README.md")).lines()) {
            assertThat(lines.flatMap(line -> matches(Pattern.compile("-pl (\\S+)"), line).stream())
                    .flatMap(modules -> Stream.of(modules.group(1).split(","))))
                    .isNotEmpty().allSatisfy(module -> assertThat(ROOT.resolve(module).resolve("pom.xml")).exists());
        }
    }
}
