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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The chapters in their order, as the front page lists them: each of its headings is a part, each linked term in it a
 * chapter.
 *
 * @param chapters the front page, then all others
 * @param partIds  the anchors of the parts' headings on the front page
 */
record Book(List<Chapter> chapters, Map<String, String> partIds) {

    static final String FRONT = "index.html";

    /** Of these pages; refuses a page that the front page does not list. */
    static Book of(Map<String, Document> pages) {
        List<Chapter> chapters = new ArrayList<>();
        chapters.add(new Chapter(FRONT, "The guide", ""));
        Map<String, String> parts = new LinkedHashMap<>();
        for (Element part : pages.get(FRONT).select(".sect1")) {
            Element heading = part.expectFirst("h2");
            for (Element link : part.select("dt > a[href$=.html]")) {
                parts.put(heading.text(), heading.id());
                chapters.add(new Chapter(link.attr("href"), link.text(), heading.text()));
            }
        }
        Set<String> missing = new TreeSet<>(pages.keySet());
        chapters.forEach(chapter -> missing.remove(chapter.file()));
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The front page, index.adoc, lists no chapter for " + missing
                                            + ": add it there, or run mvn clean if the page is gone");
        }
        return new Book(List.copyOf(chapters), parts);
    }

    Map<String, List<Chapter>> parts() {
        return chapters.stream().skip(1)
                .collect(Collectors.groupingBy(Chapter::part, LinkedHashMap::new, Collectors.toList()));
    }
}
