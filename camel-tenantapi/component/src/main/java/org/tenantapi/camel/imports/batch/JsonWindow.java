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
package org.tenantapi.camel.imports.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Keeps what a parser has read of a JSON text since the beginning of the current value, so that the value can be cut
 * out byte for byte. For one thread.
 */
final class JsonWindow extends InputStream {

    private final InputStream in;
    private byte[] kept = new byte[16 * 1024];
    private long keptFrom;
    private long neededFrom;
    private int length;

    /** @param in what to read from; closed with this */
    JsonWindow(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        int read = in.read(target, offset, wanted);
        if (read > 0) {
            makeRoomFor(read);
            System.arraycopy(target, offset, kept, length, read);
            length += read;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Nothing before this offset will be asked for any more. */
    void forgetBefore(long position) {
        neededFrom = position;
    }

    private void makeRoomFor(int more) throws IOException {
        if (length + more <= kept.length) {
            return;
        }
        int gone = (int) (neededFrom - keptFrom);
        if (length - gone + more > JsonLinesSource.LONGEST_LINE) {
            throw new IOException(
                    "an element of the array is longer than " + JsonLinesSource.LONGEST_LINE + " bytes: no record is so large");
        }
        byte[] roomy = length - gone + more <= kept.length / 2 ? kept : new byte[2 * (length - gone + more)];
        System.arraycopy(kept, gone, roomy, 0, length - gone);
        kept = roomy;
        keptFrom = neededFrom;
        length -= gone;
    }

    /** The bytes between two offsets of what was read and is not forgotten. */
    byte[] copy(long from, long to) {
        return Arrays.copyOfRange(kept, (int) (from - keptFrom), (int) (to - keptFrom));
    }
}
