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
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Writes the file of one position. Frames are only ever appended, in the place of the end, so that a crash can damage
 * nothing but the last one.
 */
final class PositionJournal implements AutoCloseable {

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
            out.write(JournalFormat.HEADER);
            out.write(JournalFormat.frame(key.getBytes(StandardCharsets.UTF_8)));
            out.write(JournalFormat.frame(PositionCodec.encode(entry)));
            long lengthWithoutEnd = out.length();
            out.write(JournalFormat.END);
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
        byte[] frame = JournalFormat.frame(PositionCodec.encode(entry));
        file.setLength(length);
        file.seek(length);
        // in one write, so that a crash of the process alone cannot part them
        file.write(ByteBuffer.allocate(frame.length + JournalFormat.END.length).put(frame).put(JournalFormat.END).array());
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
}
