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

import java.util.List;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What stands around the text of a page: the tree of chapters, where the reader is in it, and the way on.
 */
final class Frame {

    private final String template;
    private final Book book;
    private final String version;

    Frame(String template, Book book, String version) {
        this.template = template;
        this.book = book;
        this.version = version;
    }

    String around(Chapter chapter, Article article) {
        Document page = Jsoup.parse(template);
        page.outputSettings().prettyPrint(false);
        boolean front = chapter.file().equals(Book.FRONT);
        page.title(front ? article.title() : article.title() + " :: camel-tenantapi");
        page.body().addClass(front ? "front" : "chapter");
        page.expectFirst(".version").text(version);
        tree(page.expectFirst("#tree"), chapter, article);
        breadcrumbs(page.expectFirst(".breadcrumbs"), chapter, article);
        neighbours(page, chapter);
        Element text = page.expectFirst("article");
        text.appendElement("h1").text(article.title());
        text.append(article.html());
        contents(page.expectFirst("#toc"), article);
        return page.outerHtml();
    }

    private void tree(Element tree, Chapter here, Article article) {
        link(tree, book.chapters().get(0), here);
        for (Map.Entry<String, List<Chapter>> part : book.parts().entrySet()) {
            tree.appendElement("h2").text(part.getKey());
            Element list = tree.appendElement("ul");
            for (Chapter chapter : part.getValue()) {
                Element item = list.appendElement("li");
                link(item, chapter, here);
                if (chapter.equals(here)) {
                    contents(item, article);
                }
            }
        }
    }

    private static void link(Element parent, Chapter chapter, Chapter here) {
        Element link = parent.appendElement("a").attr("href", chapter.file()).text(chapter.title());
        if (chapter.equals(here)) {
            link.attr("aria-current", "page");
        }
    }

    private static void contents(Element parent, Article article) {
        Element list = parent.appendElement("ul").addClass("contents");
        for (Element heading : article.headings()) {
            list.appendElement("li").addClass(heading.normalName())
                    .appendElement("a").attr("href", "#" + heading.id()).text(Article.textOf(heading));
        }
        if (article.headings().isEmpty()) {
            list.remove();
        }
    }

    private void breadcrumbs(Element breadcrumbs, Chapter here, Article article) {
        if (here.part().isEmpty()) {
            breadcrumbs.remove();
            return;
        }
        Element list = breadcrumbs.appendElement("ol");
        list.appendElement("li").appendElement("a").attr("href", Book.FRONT).text(book.chapters().get(0).title());
        list.appendElement("li").appendElement("a").attr("href", Book.FRONT + "#" + book.partIds().get(here.part()))
                .text(here.part());
        list.appendElement("li").attr("aria-current", "page").text(article.title());
    }

    private void neighbours(Document page, Chapter here) {
        Element neighbours = page.expectFirst(".neighbours");
        int n = book.chapters().indexOf(here);
        if (n > 0) {
            neighbour(page, neighbours, book.chapters().get(n - 1), "prev", "Previous");
        }
        if (n < book.chapters().size() - 1) {
            neighbour(page, neighbours, book.chapters().get(n + 1), "next", "Next");
        }
    }

    private static void neighbour(Document page, Element neighbours, Chapter chapter, String rel, String label) {
        Element link = neighbours.appendElement("a").attr("href", chapter.file()).attr("rel", rel);
        link.appendElement("span").text(label);
        link.appendText(chapter.title());
        page.head().appendElement("link").attr("rel", rel).attr("href", chapter.file());
    }
}
