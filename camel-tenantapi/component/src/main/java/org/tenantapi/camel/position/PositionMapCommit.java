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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Writes the chunks of one commit to a map. Chunks of finished versions grow like the digits of a counter to base 8:
 * eight of a size become one of the next size. So there are few of them, and a version is written at most five times,
 * whatever else is remembered.
 */
final class PositionMapCommit {

    private static final int FAN = 8;
    /** Bigger chunks stay as they are until all of it is forgotten; with less than 8 times as many versions, 2 MB. */
    private static final int BIG = FAN * FAN * FAN * FAN;
    private static final int MAX_FAILED_CHUNKS = 32;

    private final PositionMap entries;
    private final PositionHead head;
    private final Position position;
    private final LongSupplier numbers;
    private final List<PositionChunk> written = new ArrayList<>();
    private final List<PositionChunk> replaced = new ArrayList<>();

    /**
     * @param numbers gives each number once to the owner
     */
    PositionMapCommit(PositionMap entries, PositionHead head, Position position, LongSupplier numbers) {
        this.entries = entries;
        this.head = head;
        this.position = position;
        this.numbers = numbers;
    }

    /**
     * @return what the head becomes, if it still is as it was
     */
    PositionHead write(PositionChange change) {
        PositionBounds bounds = head.bounds().after(change);
        return head.next(bounds, writeFinished(position.additions(change), bounds), writeFailed(change));
    }

    /** Superfluous unless the commit takes place. */
    List<PositionChunk> written() {
        return written;
    }

    /** Superfluous once the commit has taken place. */
    List<PositionChunk> replaced() {
        return replaced;
    }

    private List<PositionChunk> writeFinished(List<FinishedVersion> additions, PositionBounds bounds) {
        List<PositionChunk> chunks = new ArrayList<>();
        List<FinishedVersion> content = new ArrayList<>(additions);
        if (bounds.goesBackBehind(head.bounds())) {
            // the chunks still hold what has been forgotten, which it must remain
            replaced.addAll(head.finished());
            position.finished().forEach(version -> {
                if (!head.bounds().forget(version)) {
                    content.add(version);
                }
            });
        } else {
            head.finished().forEach(chunk -> (chunk.isForgotten(bounds) ? replaced : chunks).add(chunk));
        }
        if (content.isEmpty()) {
            return chunks;
        }
        for (List<PositionChunk> peers = peers(chunks, content); peers.size() >= FAN - 1; peers = peers(chunks, content)) {
            for (PositionChunk peer : peers) {
                entries.read(peer, head.epoch()).finished().stream().filter(version -> !bounds.forget(version))
                        .forEach(content::add);
            }
            chunks.removeAll(peers);
            replaced.addAll(peers);
        }
        PositionChange.Builder all = PositionChange.builder();
        content.forEach(all::finished);
        chunks.add(write(all.build(), content));
        return chunks;
    }

    private static List<PositionChunk> peers(List<PositionChunk> chunks, List<FinishedVersion> content) {
        return content.size() >= BIG
                ? List.of()
                : chunks.stream().filter(chunk -> digits(chunk.versions()) == digits(content.size())).toList();
    }

    private static int digits(int number) {
        return Integer.toString(number, FAN).length();
    }

    private List<PositionChunk> writeFailed(PositionChange change) {
        PositionChange.Builder content = PositionChange.builder();
        List<String> recovered
                = change.recovered().stream().filter(localId -> position.failedRecord(localId) != null).toList();
        if (change.failed().isEmpty() && recovered.isEmpty()) {
            return head.failed();
        }
        List<PositionChunk> chunks = new ArrayList<>();
        if (head.failed().size() < MAX_FAILED_CHUNKS) {
            chunks.addAll(head.failed());
            recovered.forEach(content::recovered);
            change.failed().forEach(content::failed);
        } else {
            replaced.addAll(head.failed());
            Map<String, FailedRecord> all = new LinkedHashMap<>();
            position.failed().forEach(record -> all.put(record.localId(), record));
            recovered.forEach(all::remove);
            change.failed().forEach(record -> all.put(record.localId(), record));
            all.values().forEach(content::failed);
        }
        chunks.add(write(content.build(), List.of()));
        return chunks;
    }

    private PositionChunk write(PositionChange content, List<FinishedVersion> versions) {
        PositionChunk chunk = PositionChunk.of(head.epoch(), numbers.getAsLong(), versions);
        written.add(chunk);
        entries.write(chunk, content);
        return chunk;
    }
}
