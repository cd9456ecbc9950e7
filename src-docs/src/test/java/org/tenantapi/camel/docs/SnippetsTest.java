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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Pages show what the files hold that they name.
 */
class SnippetsTest {

    @TempDir
    private Path root;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(root.resolve("One.java"), """
                class One {
                    // tag::part[]
                    if (a) {
                        // tag::inner[]
                        b("$1 \\\\");
                        // end::inner[]
                    }
                    // end::part[]
                }
                """);
        Files.writeString(root.resolve("two.yaml"), "- route:\n    id: two\n\n");
    }

    private String in(String page, String text) throws IOException {
        return new Snippets(root, Map.of("version", "2.0.0"), Map.of("consumer", "|===\n|new\n")).in(page, text);
    }

    @Test
    void inAPageAreWrittenAnew() throws Exception {
        assertThat(in("page.adoc", """
                Before

                // file: One.java tag: part
                .Java
                [source,java]
                ----
                old
                ----

                // file: two.yaml
                ----
                ----

                ----
                of the page itself
                ----
                """.replace("----\n----", "----\nold\nand older\n----"))).isEqualTo("""
                Before

                // file: One.java tag: part
                .Java
                [source,java]
                ----
                if (a) {
                    b("$1 \\\\");
                }
                ----

                // file: two.yaml
                ----
                - route:
                    id: two
                ----

                ----
                of the page itself
                ----
                """);
    }

    @Test
    void ofSeveralFilesFollowEachOther() throws Exception {
        assertThat(in("page.adoc", "// file: two.yaml\n// file: One.java tag: inner\n----\nold\n----\n"))
                .isEqualTo(
                        "// file: two.yaml\n// file: One.java tag: inner\n----\n- route:\n    id: two\nb(\"$1 \\\\\");\n----\n");
    }

    @Test
    void inMarkdownStandBehindAComment() throws Exception {
        assertThat(in("README.md", "<!-- file: two.yaml -->\n```yaml\nold\n```\n"))
                .isEqualTo("<!-- file: two.yaml -->\n```yaml\n- route:\n    id: two\n```\n");
    }

    @Test
    void ofOptionsAndVersionsAreWrittenAnew() throws Exception {
        assertThat(in("page.adoc",
                "= Page\n:toc: left\n:version: 1.0.0\n\n// options: consumer\n[cols=2]\n|===\n|old\n|===\n\nAfter\n"))
                .isEqualTo("= Page\n:toc: left\n:version: 2.0.0\n\n// options: consumer\n|===\n|new\n|===\n\nAfter\n");
    }

    @Test
    void stayWhenNothingHasChanged() throws Exception {
        String page = "// file: two.yaml\n[source,yaml]\n----\n- route:\n    id: two\n----\n";
        assertThat(in("page.adoc", page)).isEqualTo(page);
    }

    @Test
    void areNotIncludedAsAViewerShowsNone() {
        assertThatThrownBy(() -> in("page.adoc", "----\ninclude::two.yaml[]\n----\n")).hasMessageContaining("page.adoc")
                .hasMessageContaining("include::two.yaml[]").hasMessageContaining("// file:");
    }

    @Test
    void ofAFileOrAPartThatIsNotThereFail() {
        assertThatThrownBy(() -> in("page.adoc", "// file: gone.yaml\n----\nold\n----\n")).hasMessageContaining("gone.yaml");
        assertThatThrownBy(() -> in("page.adoc", "// file: One.java tag: gone\n----\nold\n----\n"))
                .hasMessageContaining("One.java").hasMessageContaining("tag::gone[]");
    }
}
