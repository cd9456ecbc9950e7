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

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The build of the site refuses links that lead nowhere, and pages that are not reached.
 */
class LinksTest {

    @TempDir
    private Path site;

    @Test
    void ofTheGuideLeadSomewhere() throws Exception {
        assertThat(new Links(Path.of("target/html")).broken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "#there,", "other.html,", "other.html#too,", "#,", "https://example.com/nothing,", "pictures/one.svg,",
            "#not-there,there is no such anchor", "other.html#not-there,there is no such anchor",
            "gone.html,there is no such file", "../outside.html,there is no such file",
            "pictures/one.svg#part,there is no such anchor" })
    void areLookedAt(String address, String reason) throws Exception {
        write("page.html", "<p id=there><a href='" + address + "'>on</a>");
        write("other.html", "<p id=too>");
        write("pictures/one.svg", "<svg/>");
        if (reason == null) {
            assertThat(new Links(site).broken()).isEmpty();
        } else {
            assertThat(new Links(site).broken()).singleElement().asString().startsWith("page.html: " + address)
                    .contains(reason);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "<img src=https://example.com/one.png>", "<script src=//example.com/one.js></script>",
            "<link rel=stylesheet href=http://example.com/one.css>" })
    void fetchNothingFromElsewhere(String html) throws Exception {
        write("page.html", html);
        assertThat(new Links(site).broken()).singleElement().asString().contains("fetch it from elsewhere");
    }

    @Test
    void knowOneTargetForEachAnchor() throws Exception {
        write("page.html", "<p id=same></p><p id=same></p>");
        assertThat(new Links(site).broken()).containsExactly("page.html: two elements have the id same");
    }

    @Test
    void ofTheFrontPageReachEveryPage() {
        String front = "<div class=sect1><h2 id=first>First</h2><dl><dt><a href=one.html>One</a></dt></dl></div>";
        assertThat(Book.of(Map.of("index.html", Jsoup.parse(front), "one.html", Jsoup.parse(""))).chapters())
                .extracting(Chapter::title).containsExactly("The guide", "One");
        assertThatThrownBy(() -> Book.of(Map.of("index.html", Jsoup.parse(front), "two.html", Jsoup.parse(""))))
                .hasMessageContaining("two.html").hasMessageContaining("index.adoc");
    }

    private void write(String name, String html) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, html);
    }
}
