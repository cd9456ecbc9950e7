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
package org.tenantapi.camel.export;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of one answer, written once and read in any order: on the heap while they are few, else in a file that only
 * this process can read and that does not outlive it. Not safe for several threads.
 */
final class Spool implements Closeable {

    private static final int WRITE_BUFFER = 256 * 1024;

    private final int threshold;
    private byte[] memory = new byte[0];
    private long length;
    private Path path;
    private RandomAccessFile file;
    private OutputStream toFile;
    private boolean flushed = true;

    Spool(int threshold) {
        this.threshold = threshold;
    }

    /**
     * Returns the offset at which the bytes can be read again.
     */
    long append(byte[] bytes) throws IOException {
        long offset = length;
        if (file == null && length + bytes.length > threshold) {
            moveToFile();
        }
        if (file == null) {
            if (length + bytes.length > memory.length) {
                memory = Arrays.copyOf(memory, (int) Math.min(threshold, 2 * (length + bytes.length)));
            }
            System.arraycopy(bytes, 0, memory, (int) length, bytes.length);
        } else {
            toFile.write(bytes);
            flushed = false;
        }
        length += bytes.length;
        return offset;
    }

    byte[] read(long offset, int size) throws IOException {
        if (file == null) {
            return Arrays.copyOfRange(memory, (int) offset, (int) offset + size);
        }
        if (!flushed) {
            toFile.flush();
            flushed = true;
        }
        byte[] bytes = new byte[size];
        file.seek(offset);
        file.readFully(bytes);
        return bytes;
    }

    private void moveToFile() throws IOException {
        // createTempFile makes it private to the user where the file system knows users
        path = Files.createTempFile("camel-tenantapi-", ".spool");
        file = new RandomAccessFile(path.toFile(), "rw");
        toFile = new BufferedOutputStream(new FileOutputStream(file.getFD()), WRITE_BUFFER);
        try {
            // where an open file may be deleted, not even a killed process leaves it behind
            Files.delete(path);
            path = null;
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
        toFile.write(memory, 0, (int) length);
        flushed = false;
        memory = null;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }
}
