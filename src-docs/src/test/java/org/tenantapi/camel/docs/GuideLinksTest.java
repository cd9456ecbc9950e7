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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every link of the guide leads somewhere, and every page is reached from its front page.
 */
class GuideLinksTest {

    private static final Path GUIDE = Path.of("").toAbsolutePath();
    private static final Pattern XREF = Pattern.compile("xref:([\\w-]+\\.adoc)?#?([\\w-]+)?\\[");
    private static final Pattern LINK = Pattern.compile("link:(?!https?:)([^\\[{]+)\\[");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files.filter(file -> file.toString().endsWith(".adoc")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadsSomewhere(Path page) throws IOException {
        for (MatchResult link : matches(XREF, page)) {
            Path target = link.group(1) == null ? page : GUIDE.resolve(link.group(1));
            assertThat(target).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(Files.readString(target)).as(link.group()).containsAnyOf("[#" + link.group(2) + "]",
                        "[[" + link.group(2) + "]]");
            }
        }
        for (MatchResult link : matches(LINK, page)) {
            assertThat(GUIDE.resolve(link.group(1))).as(link.group()).exists();
        }
    }

    @Test
    void frontPageNamesEveryPage() throws IOException {
        String front = Files.readString(GUIDE.resolve("index.adoc"));
        assertThat(pages()).allSatisfy(page -> assertThat(page.endsWith("index.adoc")
                || front.contains("xref:" + page.getFileName() + "[")).as("a link to %s", page).isTrue());
    }

    @Test
    void chaptersFollowEachOtherAsOnTheFrontPage() throws IOException {
        List<String> chapters = matches(Pattern.compile("(?m)^xref:([\\w-]+)\\.adoc\\[(.*?)]::"), GUIDE.resolve("index.adoc"))
                .stream().map(chapter -> "<a href=\"" + chapter.group(1) + ".html\">" + chapter.group(2) + "</a>").toList();
        assertThat(matches(Pattern.compile("<a href.*?</a>"), GUIDE.resolve("docinfo-header.html")).stream().skip(1)
                .map(MatchResult::group)).isEqualTo(chapters);
    }

    private static List<MatchResult> matches(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page)).results().toList();
    }
}
