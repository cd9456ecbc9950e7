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
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * The file of one position: a header, the position's key, then one checksummed frame per commit, and an empty frame as
 * the end. Frames are only ever appended, in the place of the end, so that a crash can damage nothing but the last one.
 *
 * <pre>
 * frame = length (4 bytes), CRC-32C of the length (4), payload, CRC-32C of the payload (4)
 * </pre>
 *
 * The length has a checksum of its own: without it a damaged length in the middle would look like a frame that the
 * crash of a writer cut short, and every commit behind it would be dropped as if it had never been. Without the end a
 * file that lost its last commits whole would look like one that never had them.
 */
final class PositionJournal implements AutoCloseable {

    // not 3, which is one damaged bit away from 2
    private static final String FORMAT = "4";
    /** the same without what is at the end of a commit since */
    private static final String FORMAT_BEFORE = "2";
    private static final String HEADER_START = "camel-tenantapi position, format ";
    private static final byte[] HEADER = header(FORMAT);
    private static final byte[] HEADER_BEFORE = header(FORMAT_BEFORE);
    private static final int FRAME_START = 2 * Integer.BYTES;
    private static final int FRAME_OVERHEAD = FRAME_START + Integer.BYTES;
    private static final byte[] END = frame(new byte[0]);
    private static final int NO_FRAME = -1;

    /** What a disk writes whole or not at all. */
    private static final int SECTOR = 512;

    private final Path path;
    private final String key;
    private final Disk disk;
    // not a FileChannel: an interrupted thread would close it, and Camel interrupts threads when a shutdown takes too long
    private @Nullable RandomAccessFile file;
    /** without the end */
    private long length;
    private boolean renameIsDurable;
    private @Nullable FileIdentity identity;

    /**
     * For a file that {@link #writeAnew} is to make.
     */
    PositionJournal(Path path, String key, Disk disk) {
        this.path = path;
        this.key = key;
        this.disk = disk;
    }

    /**
     * Reads all commits of a file in their order.
     *
     * @return                   what its end lacks, as a crash leaves it, in words, if it lacks anything
     * @throws PositionException if anything but the very end of the file is damaged, or its format is another one
     */
    static @Nullable String read(Path path, String key, Consumer<PositionCodec.Entry> commits) throws IOException {
        long size = Files.size(path);
        try (InputStream stream = Files.newInputStream(path);
             DataInputStream in = new DataInputStream(new BufferedInputStream(stream))) {
            byte[] header = in.readNBytes(HEADER.length);
            if (!Arrays.equals(header, HEADER) && !Arrays.equals(header, HEADER_BEFORE)) {
                throw notOurs(path, new String(header, StandardCharsets.ISO_8859_1).lines().findFirst().orElse(""));
            }
            long good = HEADER.length;
            int frames = 0;
            boolean ended = false;
            while (true) {
                byte[] payload = readFrame(in, size - good);
                if (payload == null) {
                    break;
                }
                if (payload.length == 0) {
                    ended = size - good == END.length;
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
            if (ended) {
                return null;
            }
            if (!looksTorn(path, good)) {
                throw damaged(path, "the commit at byte " + good + " of " + size + " does not match its checksum");
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
     * Replaces the file by one that holds this and nothing else. When it throws, the file is as it was, or as it should
     * be: either can be appended to.
     */
    void writeAnew(PositionCodec.Entry entry) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        long freshLength;
        FileIdentity freshIdentity;
        try {
            freshLength = write(fresh, entry);
            freshIdentity = FileIdentity.of(fresh);
            // Windows renames no file that is open, nor to the name of one
            close();
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteQuietly(fresh, e);
            throw e;
        }
        length = freshLength;
        identity = freshIdentity;
        renameIsDurable = false;
        makeRenameDurable();
    }

    private long write(Path fresh, PositionCodec.Entry entry) throws IOException {
        Files.deleteIfExists(fresh);
        PrivateFiles.createIfMissing(fresh);
        try (RandomAccessFile out = new RandomAccessFile(fresh.toFile(), "rw")) {
            out.write(HEADER);
            out.write(frame(key.getBytes(StandardCharsets.UTF_8)));
            out.write(frame(PositionCodec.encode(entry)));
            long lengthWithoutEnd = out.length();
            out.write(END);
            forceNewFile(fresh, out);
            return lengthWithoutEnd;
        }
    }

    private void forceNewFile(Path fresh, RandomAccessFile out) throws IOException {
        disk.force(fresh, out);
    }

    private static void deleteQuietly(Path fresh, IOException cause) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void makeRenameDurable() throws IOException {
        disk.forceDirectory(Objects.requireNonNull(path.toAbsolutePath().getParent()));
        renameIsDurable = true;
    }

    /**
     * Returns when the entry is on the disk. When it throws, the next call overwrites what this one may have left.
     */
    void append(PositionCodec.Entry entry) throws IOException {
        if (!renameIsDurable) {
            // or a power failure would bring the old file back, without this entry
            makeRenameDurable();
        }
        if (file == null) {
            file = new RandomAccessFile(path.toFile(), "rw");
        }
        if (file.length() < length) {
            throw new IOException(
                    "it has " + file.length() + " bytes where " + length
                                  + " have been written: does another program write it?");
        }
        byte[] frame = frame(PositionCodec.encode(entry));
        file.setLength(length);
        file.seek(length);
        // in one write, so that a crash of the process alone cannot part them
        file.write(ByteBuffer.allocate(frame.length + END.length).put(frame).put(END).array());
        forceCommit();
        length += frame.length;
    }

    private void forceCommit() throws IOException {
        disk.force(path, Objects.requireNonNull(file));
    }

    /** Whether the file of its name is still the one that this has written. */
    boolean isInPlace() throws IOException {
        return identity != null && identity.isStillAt(path);
    }

    long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static byte[] header(String format) {
        return (HEADER_START + format + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] frame(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + FRAME_OVERHEAD);
        frame.putInt(payload.length).putInt(checksumOfLength(payload.length)).put(payload).putInt(checksum(payload));
        return frame.array();
    }

    /** The next frame, if it is whole. */
    private static byte @Nullable [] readFrame(DataInputStream in, long available) throws IOException {
        if (available < FRAME_OVERHEAD) {
            return null;
        }
        int length = in.readInt();
        if (in.readInt() != checksumOfLength(length) || length < 0 || length > available - FRAME_OVERHEAD) {
            return null;
        }
        byte[] payload = in.readNBytes(length);
        return isAsWritten(payload, in.readInt()) ? payload : null;
    }

    private static boolean isAsWritten(byte[] payload, int checksum) {
        return checksum(payload) == checksum;
    }

    /**
     * Whether what lies behind the last whole frame is what the crash of a writer leaves: one frame at most and the
     * end, of which any sectors may be missing at the end, or hold what was there before: the end, and zeros behind it.
     */
    private static boolean looksTorn(Path path, long good) throws IOException {
        byte[] rest;
        try (InputStream in = Files.newInputStream(path)) {
            in.skipNBytes(good);
            rest = in.readAllBytes();
        }
        if (rest.length < FRAME_START) {
            return true;
        }
        int length = lengthOfFrame(rest, 0);
        if (length > 0) {
            return rest.length <= (long) length + FRAME_OVERHEAD + END.length;
        }
        int sectorEnd = SECTOR - (int) (good % SECTOR);
        boolean neverWritten = isOld(rest, 0, sectorEnd)
                || sectorEnd < FRAME_START && isOld(rest, sectorEnd, sectorEnd + SECTOR);
        return neverWritten
                && IntStream.range(1, rest.length - FRAME_START).allMatch(at -> lengthOfFrame(rest, at) <= 0);
    }

    private static int lengthOfFrame(byte[] bytes, int at) {
        ByteBuffer start = ByteBuffer.wrap(bytes, at, FRAME_START);
        int length = start.getInt();
        return start.getInt() == checksumOfLength(length) ? length : NO_FRAME;
    }

    private static boolean isOld(byte[] bytes, int from, int to) {
        int until = Math.min(to, bytes.length);
        byte[] old = Arrays.copyOf(END, bytes.length);
        return IntStream.range(from, until).allMatch(at -> bytes[at] == 0)
                || Arrays.equals(bytes, from, until, old, from, until);
    }

    private static void checkKey(Path path, String key, byte[] payload) {
        String found = new String(payload, StandardCharsets.UTF_8);
        if (!found.equals(key)) {
            throw new PositionRefusedException("The file " + path + " holds the position of " + found + ", not of " + key);
        }
    }

    private static PositionCodec.Entry decode(Path path, byte[] payload, long at) throws IOException {
        try {
            return PositionCodec.decode(payload);
        } catch (EOFException | RuntimeException e) {
            throw damaged(path, "the commit at byte " + at + " cannot be understood (" + e + ")");
        }
    }

    private static PositionException notOurs(Path path, String firstLine) {
        if (!firstLine.startsWith(HEADER_START)) {
            return damaged(path, "it does not begin with \"" + HEADER_START + FORMAT + "\"");
        }
        return new PositionRefusedException(
                "The position file " + path + " has format " + firstLine.substring(HEADER_START.length())
                                            + ", and this version of the component reads formats "
                                            + FORMAT_BEFORE + " and " + FORMAT
                                            + " only. Nothing is exported. Run the version that has written the file, or move it away and set"
                                            + " startFrom to where the export is to begin.");
    }

    private static PositionException damaged(Path path, String what) {
        return new PositionRefusedException(
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
