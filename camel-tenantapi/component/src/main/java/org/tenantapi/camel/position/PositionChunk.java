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

import java.util.List;

/**
 * Names an entry of a map that holds a part of a position and never changes. An owner gives each number once, so that
 * not even an old owner's late write can hit an entry that another one made.
 *
 * @param epoch        of the owner that wrote it
 * @param number       counts that owner's chunks
 * @param versions     how many finished versions it holds
 * @param newestSecond the lastModified of the newest of them, in seconds since 1970, rounded down
 */
record PositionChunk(long epoch, long number, int versions, long newestSecond) {

    static PositionChunk of(long epoch, long number, List<FinishedVersion> versions) {
        return new PositionChunk(
                epoch, number, versions.size(),
                versions.stream().mapToLong(version -> version.lastModified().getEpochSecond()).max().orElse(0));
    }

    static PositionChunk parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("Not a chunk: " + text);
        }
        return new PositionChunk(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]), Long.parseLong(parts[3]));
    }

    /** Whether every version in it is forgotten. */
    boolean isForgotten(PositionBounds bounds) {
        return bounds.keepFrom() != null && newestSecond < bounds.keepFrom().getEpochSecond();
    }

    @Override
    public String toString() {
        return epoch + "/" + number + "/" + versions + "/" + newestSecond;
    }
}
