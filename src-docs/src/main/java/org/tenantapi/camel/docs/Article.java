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
import java.util.Locale;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * The text of one page, made ready for a screen of any size, for the keyboard and for being pointed at.
 */
final class Article {

    private final String file;
    private final String title;
    private final Element body;

    Article(String file, Document page) {
        this.file = file;
        this.title = page.expectFirst("h1").text();
        this.body = page.expectFirst("#content");
        page.outputSettings().prettyPrint(false);
        if (file.equals("concepts.html")) {
            body.select("dt.hdlist1:not(:has([id]))").forEach(term -> term.attr("id", idOf(term.text())));
        }
    }

    String file() {
        return file;
    }

    String title() {
        return title;
    }

    Element body() {
        return body;
    }

    String html() {
        return body.html();
    }

    /** The headings that lists of contents show. */
    List<Element> headings() {
        return body.select(title.equals("Option reference") ? "h2[id], h3[id]" : "h2[id]");
    }

    /** A heading's words, without the mark by which it is linked. */
    static String textOf(Element heading) {
        Element words = heading.clone();
        words.select(".permalink").remove();
        return words.text();
    }

    void prepare(Path folder) throws IOException {
        for (Element picture : body.select("img[src$=.svg]")) {
            inline(picture, folder);
        }
        body.select("img").attr("loading", "lazy");
        if (file.equals(Book.FRONT)) {
            body.select("dt").forEach(Article::card);
        }
        body.select("table.tableblock").forEach(Article::readableOnATelephone);
        // an example of an address is not a place to go to
        body.select("a.bare[href*=example.com]").unwrap();
        // what is scrolled must be reached by the keyboard
        body.select("pre").attr("tabindex", "0");
        body.select("h2[id], h3[id], h4[id], dt[id]").forEach(heading -> permalink(heading, heading.id()));
        body.select("td a[id]").forEach(anchor -> permalink(anchor.parent(), anchor.id()));
    }

    /** In the page itself a picture has the page's colours, whichever the reader has chosen. */
    private static void inline(Element picture, Path folder) throws IOException {
        Document svg = Jsoup.parse(Files.readString(folder.resolve(picture.attr("src"))), Parser.xmlParser());
        svg.outputSettings().prettyPrint(false);
        Element root = svg.expectFirst("svg");
        if (root.hasClass("picture")) {
            root.attr("role", "img").attr("aria-label", picture.attr("alt"));
            picture.before(root.outerHtml());
            picture.remove();
        }
    }

    /** A chapter of the front page: its name and what it is about, together. */
    private static void card(Element name) {
        Element about = name.nextElementSibling();
        Element card = new Element("div").addClass("card");
        name.before(card);
        card.appendChild(name).appendChild(about);
    }

    private static void readableOnATelephone(Element table) {
        List<String> labels = table.select("thead th").eachText();
        table.attr("role", "table");
        table.select("thead, tbody").attr("role", "rowgroup");
        table.select("tr").attr("role", "row");
        table.select("thead th").attr("role", "columnheader");
        for (Element row : table.select("tbody tr")) {
            List<Element> cells = row.select("> td, > th");
            for (int n = 0; n < cells.size(); n++) {
                cells.get(n).attr("role", "cell");
                if (n > 0 && n < labels.size()) {
                    cells.get(n).attr("data-label", labels.get(n));
                }
                if (cells.get(n).text().isEmpty()) {
                    cells.get(n).addClass("empty");
                }
            }
        }
        if (labels.size() > 3) {
            table.addClass("wide");
        }
    }

    private static void permalink(Element target, String id) {
        target.appendElement("a").addClass("permalink").attr("href", "#" + id).attr("aria-label", "Link to this").text("#");
    }

    static String idOf(String term) {
        return term.toLowerCase(Locale.ROOT).replaceAll(",.*", "").replaceAll("\\W+", "-");
    }
}
