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
package org.tenantapi.camel.internal.export.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A temporary file that only this process can read and that does not outlive it. It is written and read in blocks, of
 * which the latest stay on the heap: records are read in the order of their last change, which is nearly that in which
 * a server lists them, but not quite.
 */
final class SpoolFile implements Closeable {

    private static final int BLOCK = 64 * 1024;
    private static final int MAX_BLOCKS = 32;
    private static final long NOWHERE = -1;

    // not a FileChannel: an interrupted thread would close it, and Camel interrupts threads when a shutdown takes too long
    private final RandomAccessFile file;
    /** unless an open file may be deleted: not even a killed process leaves it behind there */
    private final @Nullable Path path;
    /** the blocks that were read last, each in the only place where it can be, and where they start */
    private final byte[][] blocks = new byte[MAX_BLOCKS][];
    private final long[] blockStarts = new long[MAX_BLOCKS];
    /** the end of the file, which is not written before it is a whole block, or read */
    private final byte[] last = new byte[BLOCK];
    private long lastStart;
    private int lastLength;

    SpoolFile() throws IOException {
        // createTempFile makes it private to the user where the file system knows users
        Path created = Files.createTempFile("camel-tenantapi-", ".spool");
        file = new RandomAccessFile(created.toFile(), "rw");
        path = deleteOpen(created) ? null : created;
    }

    private static boolean deleteOpen(Path created) {
        try {
            Files.delete(created);
            return true;
        } catch (IOException e) {
            created.toFile().deleteOnExit();
            return false;
        }
    }

    void append(byte[] bytes, int from, int count) throws IOException {
        int at = from;
        int left = count;
        while (left > 0) {
            int part = Math.min(left, BLOCK - lastLength);
            System.arraycopy(bytes, at, last, lastLength, part);
            lastLength += part;
            at += part;
            left -= part;
            if (lastLength == BLOCK) {
                file.seek(lastStart);
                file.write(last);
                lastStart += BLOCK;
                lastLength = 0;
            }
        }
    }

    byte[] read(long offset, int size) throws IOException {
        byte[] bytes = new byte[size];
        int done = 0;
        while (done < size) {
            long at = offset + done;
            int inBlock = (int) (at % BLOCK);
            int part = Math.min(size - done, BLOCK - inBlock);
            System.arraycopy(block(at - inBlock), inBlock, bytes, done, part);
            done += part;
        }
        return bytes;
    }

    private byte[] block(long start) throws IOException {
        if (start == lastStart) {
            return last;
        }
        int place = (int) (start / BLOCK % MAX_BLOCKS);
        if (blocks[place] == null) {
            blocks[place] = new byte[BLOCK];
        } else if (blockStarts[place] == start) {
            return blocks[place];
        }
        blockStarts[place] = NOWHERE;
        file.seek(start);
        file.readFully(blocks[place]);
        blockStarts[place] = start;
        return blocks[place];
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }
}
