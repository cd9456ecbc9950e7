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
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The file of one position: a header, the position's key, then one checksummed frame per commit. Frames are only ever
 * appended, so that a crash can damage nothing but the last one.
 *
 * <pre>
 * frame = length (4 bytes), CRC-32C of the length (4), payload, CRC-32C of the payload (4)
 * </pre>
 *
 * The length has a checksum of its own: without it a damaged length in the middle would look like a frame that the
 * crash of a writer cut short, and every commit behind it would be dropped as if it had never been.
 */
final class PositionJournal implements AutoCloseable {

    private static final byte[] HEADER = "camel-tenantapi position, format 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME_OVERHEAD = 3 * Integer.BYTES;

    private final Path path;
    // not a FileChannel: an interrupted thread would close it, and Camel interrupts threads when a shutdown takes too long
    private final RandomAccessFile file;
    private long length;

    private PositionJournal(Path path, RandomAccessFile file, long length) {
        this.path = path;
        this.file = file;
        this.length = length;
    }

    /**
     * What reading a file found.
     *
     * @param goodLength the bytes up to the end of the last whole frame
     * @param tornBytes  the bytes behind, of a commit that a crash cut short; usually 0
     */
    record Content(long goodLength, long tornBytes) {
    }

    static void create(Path path, String key, PositionCodec.Entry first) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(0);
            file.write(HEADER);
            file.write(frame(key.getBytes(StandardCharsets.UTF_8)));
            file.write(frame(PositionCodec.encode(first)));
            file.getFD().sync();
        }
    }

    static PositionJournal append(Path path, long goodLength) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            file.setLength(goodLength);
            return new PositionJournal(path, file, goodLength);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Reads all commits of a file in their order.
     *
     * @throws PositionException if anything but the very end of the file is damaged
     */
    static Content read(Path path, String key, Consumer<PositionCodec.Entry> commits) throws IOException {
        long size = Files.size(path);
        try (InputStream stream = Files.newInputStream(path);
             DataInputStream in = new DataInputStream(new BufferedInputStream(stream))) {
            byte[] header = in.readNBytes(HEADER.length);
            if (!Arrays.equals(header, HEADER)) {
                throw damaged(path, "it does not begin with \"" + new String(HEADER, StandardCharsets.US_ASCII).strip() + "\"");
            }
            long good = HEADER.length;
            int frames = 0;
            while (good < size) {
                byte[] payload = readFrame(in, size - good);
                if (payload == null) {
                    break;
                }
                if (frames == 0) {
                    checkKey(path, key, payload);
                } else {
                    commits.accept(decode(path, payload, good));
                }
                frames++;
                good += payload.length + FRAME_OVERHEAD;
            }
            if (frames < 2) {
                throw damaged(path, "its first commit is incomplete");
            }
            if (good < size && !looksTorn(path, good, size)) {
                throw damaged(path, "the commit at byte " + good + " of " + size + " does not match its checksum");
            }
            return new Content(good, size - good);
        }
    }

    void append(PositionCodec.Entry entry) throws IOException {
        byte[] frame = frame(PositionCodec.encode(entry));
        // also removes what an append that failed before this one may have left
        file.setLength(length);
        file.seek(length);
        file.write(frame);
        file.getFD().sync();
        length += frame.length;
    }

    long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static byte[] frame(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + FRAME_OVERHEAD);
        frame.putInt(payload.length).putInt(checksumOfLength(payload.length)).put(payload).putInt(checksum(payload));
        return frame.array();
    }

    /** Null when the frame is not whole. */
    private static byte[] readFrame(DataInputStream in, long available) throws IOException {
        if (available < FRAME_OVERHEAD) {
            return null;
        }
        int length = in.readInt();
        if (in.readInt() != checksumOfLength(length) || length < 0 || length > available - FRAME_OVERHEAD) {
            return null;
        }
        byte[] payload = in.readNBytes(length);
        return in.readInt() == checksum(payload) ? payload : null;
    }

    /**
     * Whether what lies behind the last whole frame is what the crash of a writer leaves: the beginning of one frame,
     * or a frame whose bytes did not all reach the disk, or nothing but zeros.
     */
    private static boolean looksTorn(Path path, long good, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(good);
            long rest = size - good;
            if (rest < 2 * Integer.BYTES) {
                return true;
            }
            int length = file.readInt();
            int checksum = file.readInt();
            if (checksum == checksumOfLength(length)) {
                return rest <= (long) length + FRAME_OVERHEAD;
            }
            file.seek(good);
            for (long left = rest; left > 0; left--) {
                if (file.read() != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void checkKey(Path path, String key, byte[] payload) {
        String found = new String(payload, StandardCharsets.UTF_8);
        if (!found.equals(key)) {
            throw new PositionException("The file " + path + " holds the position of " + found + ", not of " + key);
        }
    }

    private static PositionCodec.Entry decode(Path path, byte[] payload, long at) throws IOException {
        try {
            return PositionCodec.decode(payload);
        } catch (EOFException | RuntimeException e) {
            throw damaged(path, "the commit at byte " + at + " cannot be understood (" + e + ")");
        }
    }

    private static PositionException damaged(Path path, String what) {
        return new PositionException(
                "The position file " + path + " is damaged: " + what
                                     + ". Nothing is exported, because a wrong position loses or repeats records. Restore the file from a backup,"
                                     + " or move it away and set startFrom to where the export is to begin.");
    }

    private static int checksumOfLength(int length) {
        return checksum(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
