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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes into the pages what they show of other files, so that they can be read where they lie: a repository's viewer
 * includes nothing. What it is stands in a comment before the block, {@code // file: path tag: name}, with the path
 * from the repository's root, or {@code // options: group} before a table of the option reference; in Markdown
 * {@code <!-- file: path tag: name -->}.
 */
public final class Snippets {

    private static final Pattern INCLUDE = Pattern.compile("(?m)^include::.*$");
    private static final Pattern ADOC = Pattern.compile(
            "(?<before>(?<marks>(?:// file: .*\\n)+)(?:[.\\[].*\\n)*----\\n)(?<shown>(?s:.*?))(?<after>\\n----(?:\\n|$))");
    private static final Pattern MARKDOWN = Pattern.compile(
            "(?<before>(?<marks><!-- file: .* -->\\n)```\\w*\\n)(?<shown>(?s:.*?))(?<after>\\n```(?:\\n|$))");
    private static final Pattern MARK = Pattern.compile("file: (\\S+)(?: tag: (\\S+))?");
    private static final Pattern OPTIONS = Pattern.compile(
            "(?<before>// options: (?<group>\\w+)\\n)(?<shown>(?s:.*?\\|===\\n.*?))(?<after>\\|===(?:\\n|$))");
    private static final Pattern VERSION = Pattern.compile("(?m)^:(?<name>[\\w-]+):(?<value>.*)$");

    private final Path root;
    private final Map<String, String> versions;
    private final Map<String, String> options;

    /**
     * @param root     the repository's root
     * @param versions the attributes that pages declare in their head, and what they are now
     * @param options  the tables of the option reference
     */
    Snippets(Path root, Map<String, String> versions, Map<String, String> options) {
        this.root = root;
        this.versions = versions;
        this.options = options;
    }

    /**
     * @param  arguments   the repository's root, and {@code name=value} of each attribute that pages declare
     * @throws IOException if a file cannot be read or written, or pages were out of date; they are up to date then
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        Map<String, String> versions = Arrays.stream(arguments).skip(1).map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(argument -> argument[0], argument -> argument[1]));
        Snippets snippets = new Snippets(root, versions, OptionReference.tables());
        List<Path> changed = new ArrayList<>();
        for (Path page : pages(root)) {
            String text = Files.readString(page);
            String now = snippets.in(root.relativize(page).toString(), text);
            if (!now.equals(text)) {
                Files.writeString(page, now);
                changed.add(root.relativize(page));
            }
        }
        if (!changed.isEmpty()) {
            throw new IOException(
                    "Pages did not show what the files that they name hold, and do so now: " + changed
                                  + ". Look at them, commit them, and build again.");
        }
    }

    private static List<Path> pages(Path root) throws IOException {
        try (Stream<Path> guide = Files.list(root.resolve("src-docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md")), guide.filter(page -> page.toString().endsWith(".adoc")))
                    .sorted().toList();
        }
    }

    /** The page with each snippet as it is now. */
    String in(String page, String text) throws IOException {
        Matcher include = INCLUDE.matcher(text);
        if (page.endsWith(".adoc") && include.find()) {
            throw new IOException(
                    page + ": a repository's viewer shows no \"" + include.group()
                                  + "\": put // file: and the path from the repository's root before the block");
        }
        String now = text;
        now = replace(now, page.endsWith(".md") ? MARKDOWN : ADOC, this::snippet);
        now = replace(now, OPTIONS, match -> options.get(match.group(2)));
        return replace(now, VERSION, match -> ":" + match.group(1) + ":" + versionOf(match));
    }

    private String versionOf(MatchResult attribute) {
        String version = versions.get(attribute.group(1));
        return version == null ? attribute.group(2) : " " + version;
    }

    private static String replace(String text, Pattern pattern, Function<MatchResult, String> shown) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                pattern == VERSION
                        ? shown.apply(match) : match.group(1) + shown.apply(match) + match.group(match.groupCount())));
    }

    private String snippet(MatchResult block) {
        return MARK.matcher(block.group(2)).results().map(mark -> read(mark.group(1), mark.group(2)))
                .collect(Collectors.joining("\n"));
    }

    private String read(String file, String tag) {
        List<String> lines;
        try {
            lines = Files.readAllLines(root.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException("A page shows " + file + ", which cannot be read", e);
        }
        if (tag != null) {
            int begin = lineOf(lines, "tag::" + tag + "[]", file);
            lines = lines.subList(begin + 1, lineOf(lines, "end::" + tag + "[]", file));
        }
        String text = lines.stream().filter(line -> !line.matches(".*\\b(tag|end)::[\\w-]+\\[].*"))
                .collect(Collectors.joining("\n")).stripTrailing();
        return (tag == null ? text : text.stripIndent()).replaceFirst("^\\n+", "");
    }

    private static int lineOf(List<String> lines, String text, String file) {
        for (int n = 0; n < lines.size(); n++) {
            if (lines.get(n).contains(text)) {
                return n;
            }
        }
        throw new IllegalStateException("A page shows a part of " + file + ", which has no " + text);
    }
}
