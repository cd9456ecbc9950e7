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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The links of a site: to its files and to the anchors in them, within the page too. Addresses elsewhere are not asked
 * for, and only the reader may follow them: a page that fetches anything from there by itself has a broken link.
 */
final class Links {

    private final Path site;
    private final Map<Path, Document> pages = new HashMap<>();

    Links(Path site) throws IOException {
        this.site = site.toAbsolutePath().normalize();
        try (Stream<Path> files = Files.walk(this.site)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".html")).toList()) {
                pages.put(file, Jsoup.parse(file.toFile()));
            }
        }
    }

    List<String> broken() {
        List<String> broken = new ArrayList<>();
        pages.forEach((file, page) -> {
            Set<String> ids = new HashSet<>();
            page.select("[id]").stream().filter(element -> !ids.add(element.id()))
                    .forEach(element -> broken.add(site.relativize(file) + ": two elements have the id " + element.id()));
            page.select("[href]").forEach(link -> check(file, link, link.attr("href"), broken));
            page.select("[src]").forEach(link -> check(file, link, link.attr("src"), broken));
        });
        broken.sort(null);
        return broken;
    }

    private void check(Path file, Element link, String address, List<String> broken) {
        String reason = reason(file, link, URI.create(address.replace(" ", "%20")));
        if (reason != null) {
            broken.add(site.relativize(file) + ": " + address + " (" + link.text() + "): " + reason);
        }
    }

    private String reason(Path file, Element link, URI address) {
        if (address.getScheme() != null || address.getRawAuthority() != null) {
            return link.normalName().equals("a") ? null : "the page would fetch it from elsewhere";
        }
        Path target = address.getPath().isEmpty() ? file : file.resolveSibling(address.getPath()).normalize();
        if (!target.startsWith(site) || !Files.isRegularFile(target)) {
            return "there is no such file in the site";
        }
        Document page = pages.get(target);
        boolean anchored = address.getFragment() == null || address.getFragment().isEmpty()
                || page != null && page.getElementById(address.getFragment()) != null;
        return anchored ? null : "there is no such anchor";
    }
}
