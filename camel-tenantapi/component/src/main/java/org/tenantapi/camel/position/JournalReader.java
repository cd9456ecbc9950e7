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

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Reads the file of a position, and tells what the crash of its writer leaves from what is damaged.
 */
final class JournalReader {

    /** What a disk writes whole or not at all. */
    private static final int SECTOR = 512;

    private final Path path;
    private final String key;

    JournalReader(Path path, String key) {
        this.path = path;
        this.key = key;
    }

    /**
     * Reads all commits of a file in their order.
     *
     * @return                   what its end lacks, as a crash leaves it, in words, if it lacks anything
     * @throws PositionException if anything but the very end of the file is damaged, or its format is another one
     */
    @Nullable
    String read(Consumer<PositionCodec.Entry> commits) throws IOException {
        long size = Files.size(path);
        try (InputStream stream = Files.newInputStream(path);
             DataInputStream in = new DataInputStream(new BufferedInputStream(stream))) {
            byte[] header = in.readNBytes(JournalFormat.HEADER.length);
            if (!JournalFormat.isHeader(header)) {
                throw notOurs(new String(header, StandardCharsets.ISO_8859_1).lines().findFirst().orElse(""));
            }
            long good = JournalFormat.HEADER.length;
            int frames = 0;
            boolean ended = false;
            while (true) {
                byte[] payload = JournalFormat.readFrame(in, size - good);
                if (payload == null) {
                    break;
                }
                if (payload.length == 0) {
                    ended = size - good == JournalFormat.END.length;
                    break;
                }
                if (frames == 0) {
                    checkKey(payload);
                } else {
                    commits.accept(decode(payload, good));
                }
                frames++;
                good += payload.length + JournalFormat.FRAME_OVERHEAD;
            }
            if (frames < 2) {
                throw damaged("its first commit is incomplete");
            }
            if (ended) {
                return null;
            }
            if (!looksTorn(good)) {
                throw damaged("the commit at byte " + good + " of " + size + " does not match its checksum");
            }
            return good == size
                    ? withoutEnd(size)
                    : "the " + (size - good) + " bytes from " + good + " on are not a complete commit, and are dropped";
        }
    }

    private static String withoutEnd(long size) {
        return "it stops at byte " + size + ", and whether more was committed cannot be seen";
    }

    /**
     * Whether what lies behind the last whole frame is what the crash of a writer leaves: one frame at most and the
     * end, of which any sectors may be missing at the end, or hold what was there before: the end, and zeros behind it.
     */
    private boolean looksTorn(long good) throws IOException {
        byte[] rest;
        try (InputStream in = Files.newInputStream(path)) {
            in.skipNBytes(good);
            rest = in.readAllBytes();
        }
        if (rest.length < JournalFormat.FRAME_START) {
            return true;
        }
        int length = JournalFormat.lengthOfFrame(rest, 0);
        if (length > 0) {
            return rest.length <= (long) length + JournalFormat.FRAME_OVERHEAD + JournalFormat.END.length;
        }
        int sectorEnd = SECTOR - (int) (good % SECTOR);
        boolean neverWritten = isOld(rest, 0, sectorEnd)
                || sectorEnd < JournalFormat.FRAME_START && isOld(rest, sectorEnd, sectorEnd + SECTOR);
        return neverWritten
                && IntStream.range(1, rest.length - JournalFormat.FRAME_START)
                        .allMatch(at -> JournalFormat.lengthOfFrame(rest, at) <= 0);
    }

    private static boolean isOld(byte[] bytes, int from, int to) {
        int until = Math.min(to, bytes.length);
        byte[] old = Arrays.copyOf(JournalFormat.END, bytes.length);
        return IntStream.range(from, until).allMatch(at -> bytes[at] == 0)
                || Arrays.equals(bytes, from, until, old, from, until);
    }

    private void checkKey(byte[] payload) {
        String found = new String(payload, StandardCharsets.UTF_8);
        if (!found.equals(key)) {
            throw new PositionRefusedException(
                    "The file " + path + " holds the position of " + found + ", not of " + key
                                               + ". Nothing is exported. Move it away, or replace it by the file of that position.");
        }
    }

    private PositionCodec.Entry decode(byte[] payload, long at) throws IOException {
        try {
            return PositionCodec.decode(payload);
        } catch (EOFException | RuntimeException e) {
            throw damaged("the commit at byte " + at + " cannot be understood (" + e + ")");
        }
    }

    private PositionException notOurs(String firstLine) {
        if (!firstLine.startsWith(JournalFormat.HEADER_START)) {
            return damaged("it does not begin with \"" + JournalFormat.HEADER_START + JournalFormat.VERSION + "\"");
        }
        return new PositionRefusedException(
                "The position file " + path + " has format " + firstLine.substring(JournalFormat.HEADER_START.length())
                                            + ", and this version of the component reads formats "
                                            + JournalFormat.VERSION_BEFORE + " and " + JournalFormat.VERSION
                                            + " only. Nothing is exported. Run the version that has written the file, or move it away and set"
                                            + " startFrom to where the export is to begin.");
    }

    private PositionException damaged(String what) {
        return new PositionRefusedException(
                "The position file " + path + " is damaged: " + what
                                            + ". Nothing is exported, because a wrong position loses or repeats records. Restore the file from a backup,"
                                            + " or move it away and set startFrom to where the export is to begin.");
    }
}
