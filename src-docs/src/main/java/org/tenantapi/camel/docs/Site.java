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
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Makes the guide's site from the pages that Asciidoctor has made: puts each into the frame with the tree of chapters,
 * links words to where they are explained, writes the search index, and refuses a link that leads nowhere.
 */
public final class Site {

    private static final List<String> ASSETS = List.of("site.css", "site.js", "choices.js", "icon.svg");
    private static final String LUNR = "/META-INF/resources/webjars/lunr/2.3.9/lunr.min.js";

    private Site() {
    }

    /**
     * @param  arguments   the folder of Asciidoctor's pages, the folder to write the site into, and the version to show
     * @throws IOException if a file cannot be read or written, or a link leads nowhere
     */
    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        Path site = Files.createDirectories(Path.of(arguments[1]));
        Map<String, Document> pages = new TreeMap<>();
        for (Path file : files(source)) {
            String name = source.relativize(file).toString().replace('\\', '/');
            if (name.endsWith(".html")) {
                pages.put(name, Jsoup.parse(file.toFile()));
            } else {
                copy(file.toUri().toURL(), site.resolve(name));
            }
        }
        for (String asset : ASSETS) {
            copy(Site.class.getResource("/site/" + asset), site.resolve(asset));
        }
        copy(Site.class.getResource(LUNR), site.resolve("lunr.min.js"));
        write(source, site, pages, arguments[2]);
        List<String> broken = new Links(site).broken();
        if (!broken.isEmpty()) {
            throw new IOException("The guide has links that lead nowhere:\n" + String.join("\n", broken));
        }
    }

    private static void write(Path source, Path site, Map<String, Document> pages, String version) throws IOException {
        Book book = Book.of(pages);
        Map<String, Article> articles = new TreeMap<>();
        pages.forEach((name, page) -> articles.put(name, new Article(name, page)));
        Words words = Words.of(articles.get("concepts.html"), articles.get("reference.html"));
        SearchIndex index = new SearchIndex();
        Frame frame = new Frame(text("/site/page.html"), book, version);
        for (Chapter chapter : book.chapters()) {
            Article article = articles.get(chapter.file());
            article.prepare(source);
            index.add(article);
            words.linkIn(article);
            Files.writeString(site.resolve(chapter.file()), frame.around(chapter, article));
        }
        Files.writeString(site.resolve("search-index.js"), index.script());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream stream = Site.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static void copy(URL from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (InputStream stream = from.openStream()) {
            Files.copy(stream, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
