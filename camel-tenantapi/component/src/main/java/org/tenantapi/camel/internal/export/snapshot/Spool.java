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

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one answer, written once and read in any order: on the heap while they are few, else in a file. Not safe
 * for several threads.
 */
final class Spool extends OutputStream {

    private final int threshold;
    private byte[] memory = new byte[0];
    private long length;
    private @Nullable SpoolFile file;

    Spool(int threshold) {
        this.threshold = threshold;
    }

    /** How much has been written: where the next bytes can be read again. */
    long length() {
        return length;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (file == null && length + count > threshold) {
            file = new SpoolFile();
            file.append(memory, 0, (int) length);
            memory = new byte[0];
        }
        if (file == null) {
            if (length + count > memory.length) {
                memory = Arrays.copyOf(memory, (int) Math.min(threshold, 2 * (length + count)));
            }
            System.arraycopy(bytes, from, memory, (int) length, count);
        } else {
            file.append(bytes, from, count);
        }
        length += count;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] { (byte) oneByte }, 0, 1);
    }

    byte[] read(long offset, int size) throws IOException {
        return file == null
                ? Arrays.copyOfRange(memory, (int) offset, (int) offset + size)
                : file.read(offset, size);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
