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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The guide in a browser, as it lies on the disk. {@code -Dscreenshots=folder} leaves a picture of each page, wide and
 * narrow, light and dark.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteInChromiumTest {

    private static final Path SITE = Path.of("target/html").toAbsolutePath();
    private static final int TELEPHONE = 390;

    @TempDir
    private static Path profile;

    private Chromium chromium;

    @BeforeAll
    void start() throws Exception {
        Optional<Path> program = Chromium.installed();
        assumeTrue(program.isPresent(), "Chromium was not found, so nothing has looked at the guide in a browser:"
                                        + " install it (apt install chromium), or name it with -Dchromium=/path/to/it");
        chromium = new Chromium(program.get(), profile);
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void asANewReader() throws Exception {
        chromium.screen(1280, 800);
        chromium.prefer("light");
        open("index.html");
        chromium.evaluate("localStorage.clear()");
        open("index.html");
    }

    @AfterEach
    void consoleIsQuiet() {
        assertThat(chromium.complaints()).isEmpty();
    }

    private static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(SITE)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".html")).sorted().toList();
        }
    }

    @Test
    void noPageIsScrolledSidewaysOnATelephone() throws Exception {
        chromium.screen(TELEPHONE, 844);
        for (String page : pages()) {
            open(page);
            assertThat(evaluate("document.documentElement.scrollWidth").asInt()).as(page).isLessThanOrEqualTo(TELEPHONE);
            assertThat(evaluate("""
                    [...document.querySelectorAll("article *")].filter(element => !element.closest("pre, svg, .unseen, thead"))
                        .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
                        .map(element => element.outerHTML.slice(0, 80))""")).as("cut off in %s", page).isEmpty();
        }
    }

    @Test
    void searchFindsOverlapWhereItIsExplained() throws Exception {
        List<String> found = search("overlap");
        assertThat(found).contains("reference.html#option-overlap", "concepts.html#overlap");
        assertThat(found.subList(0, 3)).contains("reference.html#option-overlap", "concepts.html#overlap");
    }

    @Test
    void searchFindsTheBeginningOfAWordAndOneWithAMistake() throws Exception {
        assertThat(search("quarant")).contains("concepts.html#quarantine");
        open("index.html");
        assertThat(search("quarentine")).contains("concepts.html#quarantine");
        open("index.html");
        assertThat(search("<qqqq>&zzzz")).isEmpty();
    }

    @Test
    void searchIsDoneByTheKeyboard() throws Exception {
        evaluate("dispatchEvent(new KeyboardEvent('keydown', { key: '/' }))");
        assertThat(evaluate("document.activeElement.id").asText()).isEqualTo("query");
        search("epoch");
        evaluate("document.querySelector('#search').requestSubmit()");
        await().until(() -> evaluate("location.href").asText().endsWith("concepts.html#epoch"));
    }

    @Test
    void darkFollowsTheSystemIsSwitchedAndRemembered() throws Exception {
        String background = "getComputedStyle(document.body).backgroundColor";
        String light = evaluate(background).asText();
        chromium.prefer("dark");
        String dark = evaluate(background).asText();
        assertThat(dark).isNotEqualTo(light);
        chromium.prefer("light");
        evaluate("document.querySelector('#theme').click()");
        assertThat(evaluate(background).asText()).isEqualTo(dark);
        assertThat(evaluate("document.querySelector('#theme').ariaPressed").asText()).isEqualTo("true");
        open("concepts.html");
        assertThat(evaluate(background).asText()).isEqualTo(dark);
        evaluate("document.querySelector('#theme').click()");
        chromium.prefer("dark");
        assertThat(evaluate(background).asText()).as("follows the system again").isEqualTo(dark);
    }

    @Test
    void languageOfTheExamplesIsRememberedOnAllPages() throws Exception {
        open("recipes.html");
        String shown = "[...document.querySelectorAll('.tabs .listingblock:not([hidden]) > .title')].map(e => e.textContent)";
        assertThat(texts(evaluate(shown))).isNotEmpty().containsOnly("Java");
        evaluate("[...document.querySelectorAll('[role=tab]')].find(tab => tab.textContent === 'XML').click()");
        assertThat(texts(evaluate(shown))).isNotEmpty().containsOnly("XML");
        open("exporting.html");
        assertThat(texts(evaluate(shown))).isNotEmpty().containsOnly("XML");
    }

    @Test
    void everyExampleCanBeCopied() throws Exception {
        for (String page : pages()) {
            open(page);
            assertThat(evaluate("document.querySelectorAll('article pre').length").asInt()).as(page)
                    .isEqualTo(evaluate("document.querySelectorAll('article pre + .copy').length").asInt());
        }
    }

    /**
     * WCAG 2.2, 1.4.3: 4.5 to 1. Looked at is what text stands directly on the page, on code and in the lists of
     * chapters.
     */
    @Test
    void textHasEnoughContrastInLightAndDark() throws Exception {
        for (String scheme : List.of("light", "dark")) {
            chromium.prefer(scheme);
            for (String page : List.of("index.html", "concepts.html", "reference.html", "recipes.html", "cluster.html")) {
                open(page);
                assertThat(texts(evaluate(CONTRAST))).as("%s, %s", page, scheme).isEmpty();
            }
        }
    }

    @Test
    void isPhotographedWhenAsked() throws Exception {
        String folder = System.getProperty("screenshots");
        assumeTrue(folder != null, "-Dscreenshots=folder was not set");
        for (String page : pages()) {
            for (String scheme : List.of("light", "dark")) {
                chromium.prefer(scheme);
                for (int width : List.of(1280, TELEPHONE)) {
                    chromium.screen(width, 900);
                    open(page);
                    chromium.screenshot(Path.of(folder, page.replace(".html", "-" + width + "-" + scheme + ".png")), true);
                }
            }
        }
    }

    private List<String> search(String text) throws Exception {
        evaluate("document.querySelector('#query').focus()");
        chromium.type(text);
        await().until(() -> !evaluate("document.querySelector('#found').hidden").asBoolean());
        return texts(evaluate("[...document.querySelectorAll('#found [role=option]')].map(e => e.getAttribute('href'))"));
    }

    private void open(String page) throws Exception {
        chromium.open(SITE.resolve(page).toUri().toString());
    }

    private JsonNode evaluate(String script) throws Exception {
        return chromium.evaluate(script);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static final String CONTRAST = """
            (() => {
              const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              const rgba = colour => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
              };
              const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255)
                  .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
                  .reduce((sum, c, n) => sum + c * [.2126, .7152, .0722][n], 0);
              const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                  const colour = rgba(getComputedStyle(e).backgroundColor);
                  if (colour[3] === 255) return colour;
                }
                return [255, 255, 255];
              };
              return [...document.querySelectorAll("article *, nav *")]
                .filter(e => e.checkVisibility({ opacityProperty: true }) && !e.closest("svg"))
                .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                .map(e => {
                  const [a, b] = [luminance(rgba(getComputedStyle(e).color)), luminance(behind(e))].sort((x, y) => y - x);
                  return { e, ratio: (a + .05) / (b + .05) };
                })
                .filter(({ ratio }) => ratio < 4.5)
                .map(({ e, ratio }) => ratio.toFixed(2) + " " + e.outerHTML.slice(0, 90));
            })()""";
}
