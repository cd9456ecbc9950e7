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
package org.tenantapi.camel.position;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The one entry of a map that changes with each commit to a position. It names all other entries that count, and no two
 * owners or commits make the same one, so that exchanging it for the next commits.
 *
 * @param commits  how many there have been
 * @param finished chunks of finished versions, in any order
 * @param failed   chunks of failed and recovered records, oldest first
 * @param released whether the owner has given it up
 */
record PositionHead(long epoch, long commits, PositionBounds bounds, List<PositionChunk> finished, List<PositionChunk> failed,
        boolean released) {

    private static final String FORMAT = "1";

    PositionHead {
        finished = List.copyOf(finished);
        failed = List.copyOf(failed);
    }

    static PositionHead first() {
        return new PositionHead(1, 0, PositionBounds.NONE, List.of(), List.of(), false);
    }

    PositionHead ofNextOwner() {
        return new PositionHead(epoch + 1, commits, bounds, finished, failed, false);
    }

    /** As after a commit that changes nothing. */
    PositionHead next() {
        return next(bounds, finished, failed);
    }

    PositionHead next(PositionBounds newBounds, List<PositionChunk> newFinished, List<PositionChunk> newFailed) {
        return new PositionHead(epoch, commits + 1, newBounds, newFinished, newFailed, false);
    }

    PositionHead asReleased() {
        return new PositionHead(epoch, commits, bounds, finished, failed, true);
    }

    /**
     * As lines that an operator can read.
     */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "format", FORMAT);
        line(text, "epoch", epoch);
        line(text, "commits", commits);
        line(text, "startFrom", bounds.startFrom());
        line(text, "filter", encoded(bounds.filter()));
        line(text, "server", encoded(bounds.server()));
        line(text, "mark", bounds.mark());
        line(text, "horizon", bounds.horizon());
        line(text, "keepFrom", bounds.keepFrom());
        line(text, "finished", chunks(finished));
        line(text, "failed", chunks(failed));
        line(text, "released", released ? true : null);
        return text.toString();
    }

    /**
     * @throws RuntimeException if that is not what {@link #text()} returns
     */
    static PositionHead parse(String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            String[] nameAndValue = line.split(" ", 2);
            lines.put(nameAndValue[0], nameAndValue[1]);
        }
        if (!FORMAT.equals(lines.get("format"))) {
            throw new IllegalArgumentException("its format is " + lines.get("format") + ", not " + FORMAT);
        }
        PositionBounds bounds = new PositionBounds(
                instant(lines.get("startFrom")), decoded(lines.get("filter")), decoded(lines.get("server")),
                instant(lines.get("mark")), instant(lines.get("horizon")), instant(lines.get("keepFrom")));
        return new PositionHead(
                Long.parseLong(required(lines, "epoch")), Long.parseLong(required(lines, "commits")), bounds,
                chunks(required(lines, "finished")), chunks(required(lines, "failed")), lines.containsKey("released"));
    }

    private static String required(Map<String, String> lines, String name) {
        String value = lines.get(name);
        if (value == null) {
            throw new IllegalArgumentException("its line \"" + name + "\" is missing");
        }
        return value;
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(name).append(' ').append(value).append('\n');
        }
    }

    private static @Nullable String encoded(@Nullable String text) {
        return text == null ? null : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static @Nullable String decoded(@Nullable String text) {
        return text == null ? null : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static String chunks(List<PositionChunk> chunks) {
        return chunks.stream().map(PositionChunk::toString).collect(Collectors.joining(" "));
    }

    private static List<PositionChunk> chunks(String text) {
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(PositionChunk::parse).toList();
    }
}
