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

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jsoup.nodes.Element;

/**
 * The words that have an explanation: terms, which stand in italics elsewhere, and options, which stand as code.
 */
final class Words {

    private static final String ELSEWHERE = ":not(a *, pre *, h1 *, h2 *, h3 *, h4 *, .title *)";

    private final Map<String, String> terms = new HashMap<>();
    private final Map<String, String> options = new HashMap<>();

    private Words() {
    }

    /** Those of the page of concepts and of the option reference. */
    static Words of(Article concepts, Article reference) {
        Words words = new Words();
        for (Element term : concepts.body().select("dt[id]")) {
            for (String name : term.text().split(", ")) {
                words.terms.put(name.toLowerCase(Locale.ROOT), concepts.file() + "#" + term.id());
            }
        }
        for (Element anchor : reference.body().select("td [id^=option-], td [id^=header-]")) {
            words.options.put(anchor.id().replaceFirst("^\\w+?-", ""), reference.file() + "#" + anchor.id());
        }
        return words;
    }

    void linkIn(Article article) {
        for (Element word : article.body().select("em" + ELSEWHERE)) {
            String name = word.text().toLowerCase(Locale.ROOT);
            link(article, word, terms.getOrDefault(name, terms.get(name.replaceFirst("s$", ""))), "term");
        }
        for (Element word : article.body().select("code" + ELSEWHERE)) {
            link(article, word, options.get(word.text().replaceFirst("=.*", "")), "option");
        }
    }

    private static void link(Article article, Element word, String target, String role) {
        Element row = word.closest("tr, dt");
        boolean itself = target != null && row != null && target.startsWith(article.file())
                && !row.select("#" + target.replaceFirst(".*#", "")).isEmpty();
        if (target != null && !itself) {
            word.wrap("<a class=\"" + role + "\" href=\"" + target + "\"></a>");
        }
    }
}
