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

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of one position in a map that holds several: its head, and its chunks.
 */
final class PositionMap {

    private static final Logger LOG = LoggerFactory.getLogger(PositionMap.class);

    private final ConcurrentMap<String, String> map;
    private final String key;
    private final String headKey;
    private final Deque<String> discarded = new ArrayDeque<>();

    PositionMap(ConcurrentMap<String, String> map, String key) {
        this.map = map;
        this.key = key;
        this.headKey = "head " + key;
    }

    /** The head, if there is one. */
    @Nullable
    PositionHead head() {
        String text = map.get(headKey);
        try {
            return text == null ? null : PositionHead.parse(text);
        } catch (RuntimeException e) {
            throw damaged("the entry \"" + headKey + "\" cannot be understood (" + e.getMessage() + ").");
        }
    }

    /**
     * The head, if there is anything of the position.
     *
     * @throws PositionException if there is, but no head
     */
    @Nullable
    PositionHead headOrNothing() {
        PositionHead head = head();
        if (head != null || map.keySet().stream().noneMatch(this::isChunk)) {
            return head;
        }
        // the first owner may have made both since
        head = head();
        if (head == null) {
            throw damaged("the entry \"" + headKey + "\" is missing, and entries \"chunk ... " + key
                          + "\" are there. Has the map lost or evicted it?");
        }
        return head;
    }

    /**
     * The head, for the owner with this epoch.
     *
     * @throws PositionFencedException if there is a newer owner
     * @throws PositionException       if it is gone
     */
    PositionHead head(long epoch) {
        PositionHead found = head();
        if (found == null) {
            throw new PositionException(
                    "The position of " + key + " has been removed from its map, or the map has lost it."
                                        + " Restart the consumer to begin anew.");
        }
        if (found.epoch() != epoch) {
            throw new PositionFencedException(key, epoch, found.epoch());
        }
        return found;
    }

    boolean replaceHead(@Nullable PositionHead expected, PositionHead next) {
        return expected == null
                ? map.putIfAbsent(headKey, next.text()) == null
                : replaceUnchanged(map, headKey, expected.text(), next.text());
    }

    /** An earlier owner finds another epoch in it, and changes nothing. */
    private static boolean replaceUnchanged(ConcurrentMap<String, String> map, String key, String expected, String next) {
        return map.replace(key, expected, next);
    }

    void write(PositionChunk chunk, PositionChange content) {
        byte[] bytes = PositionCodec.encode(new PositionCodec.Entry(chunk.epoch(), content));
        map.put(chunkKey(chunk), Base64.getEncoder().encodeToString(bytes));
    }

    /** What the head and its chunks say. */
    Position content(PositionHead head) {
        Position position = new Position();
        position.apply(head.bounds().asChange().build());
        head.finished().forEach(chunk -> position.apply(read(chunk, head.epoch())));
        head.failed().forEach(chunk -> position.apply(read(chunk, head.epoch())));
        return position;
    }

    /**
     * For the owner with this epoch.
     */
    PositionChange read(PositionChunk chunk, long epoch) {
        String text = map.get(chunkKey(chunk));
        if (text == null) {
            // a newer owner may have replaced it since
            head(epoch);
            throw damaged("the entry \"" + chunkKey(chunk) + "\" is missing. Has the map lost or evicted it?");
        }
        try {
            return PositionCodec.decode(Base64.getDecoder().decode(text)).change();
        } catch (IOException | RuntimeException e) {
            throw damaged("the entry \"" + chunkKey(chunk) + "\" cannot be understood (" + e + ").");
        }
    }

    /**
     * Has these removed with the next {@link #removeDiscarded()}.
     */
    void discard(Collection<PositionChunk> chunks) {
        chunks.forEach(chunk -> discarded.add(chunkKey(chunk)));
    }

    /**
     * Likewise the chunks that earlier owners wrote but crashed before the commit, or replaced but crashed before they
     * had removed them.
     */
    void discardOrphans(PositionHead head) {
        Set<String> alive = new HashSet<>();
        head.finished().forEach(chunk -> alive.add(chunkKey(chunk)));
        head.failed().forEach(chunk -> alive.add(chunkKey(chunk)));
        for (String entry : map.keySet()) {
            if (isChunkOfEarlierOwner(entry, head.epoch()) && !alive.contains(entry)) {
                discarded.add(entry);
            }
        }
    }

    /** What cannot be removed now is tried again the next time, or left to the next owner. */
    void removeDiscarded() {
        try {
            while (!discarded.isEmpty()) {
                map.remove(discarded.peek());
                discarded.remove();
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot remove {} entries that the position of {} no longer needs: {}", discarded.size(), key,
                    e.toString());
        }
    }

    private String chunkKey(PositionChunk chunk) {
        return "chunk " + chunk.epoch() + " " + chunk.number() + " " + key;
    }

    private boolean isChunk(String entry) {
        return entry.startsWith("chunk ") && entry.endsWith(" " + key) && entry.split(" ", 4).length == 4
                && entry.split(" ", 4)[3].equals(key);
    }

    private boolean isChunkOfEarlierOwner(String entry, long epoch) {
        return isChunk(entry) && Long.parseLong(entry.split(" ", 4)[1]) < epoch;
    }

    private PositionException damaged(String what) {
        return new PositionRefusedException(
                "The position of " + key + " is damaged: " + what + " Nothing is exported, because a wrong position loses or"
                                            + " repeats records. Restore the map, or remove the entry \"" + headKey
                                            + "\" and all \"chunk ... " + key
                                            + "\", and set startFrom to where the export is to begin.");
    }
}
