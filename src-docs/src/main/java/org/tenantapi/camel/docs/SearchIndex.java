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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jsoup.nodes.Element;

/**
 * What can be found: each section of each page, and by themselves each term and each option that is explained.
 */
final class SearchIndex {

    private static final String SECTION = ".sect1, .sect2, .sect3";
    private static final String ENTRY = "tr:has(td [id]), dt[id], dt[id] + dd";

    private final List<Map<String, String>> sections = new ArrayList<>();

    void add(Article article) {
        Element start = article.body().clone();
        start.select(SECTION).remove();
        put(article, "", article.title(), start.text());
        for (Element section : article.body().select(SECTION)) {
            Element heading = section.expectFirst("h2, h3, h4");
            Element own = section.clone();
            own.select("> " + heading.normalName()).remove();
            own.select("> * > " + SECTION.replace(", ", ", > * > ") + ", > " + SECTION.replace(", ", ", > ")).remove();
            own.select(ENTRY + ", .permalink, svg, img").remove();
            put(article, heading.id(), Article.textOf(heading), own.text());
        }
        for (Element term : article.body().select("dt[id]")) {
            put(article, term.id(), Article.textOf(term), term.nextElementSibling().text());
        }
        for (Element anchor : article.body().select("tr td [id]")) {
            Element row = anchor.closest("tr").clone();
            row.select(".permalink").remove();
            put(article, anchor.id(), anchor.id().replaceFirst("^\\w+?-", ""), row.text());
        }
    }

    private void put(Article article, String id, String title, String text) {
        sections.add(Map.of("url", id.isEmpty() ? article.file() : article.file() + "#" + id, "page", article.title(),
                "title", title, "text", text));
    }

    /** A script, as a page that was opened from a disk may not read any other file. */
    String script() throws JsonProcessingException {
        return "const searchIndex = " + new ObjectMapper().writeValueAsString(sections) + ";\n";
    }
}
