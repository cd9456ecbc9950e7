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
package org.tenantapi.camel.internal.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of a JSON text in UTF-8 (RFC 8259), one after another. Those from a place that is kept on stay in memory.
 */
abstract class JsonInput {

    static final int END = -1;
    private static final int NOTHING = -1;
    private static final int FIRST_BUFFER = 8 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    byte[] buffer = new byte[FIRST_BUFFER];
    /** the next byte, and the end of those that are there */
    int at;
    int end;
    /** how many bytes were before the buffer */
    private long passed;
    private int keptFrom = NOTHING;
    private boolean tooLarge;
    private long line = 1;
    private long lineStart;

    JsonInput(InputStream in) {
        this.in = in;
    }

    /** What is wrong, with the place where it is. */
    protected abstract IOException malformed(String what);

    /** How many bytes have been read, up to the next one. */
    protected final long position() {
        return passed + at;
    }

    /** The line of the next byte, from 1. */
    protected final long line() {
        return line;
    }

    /** The place in its line of the last byte that was read, from 1. */
    protected final long column() {
        return passed + at - lineStart;
    }

    /** Whether reading ended because what is kept would be larger than {@link JsonArrayScanner#MAX_BYTES}. */
    protected final boolean isTooLarge() {
        return tooLarge;
    }

    /** Everything from this place of the buffer on stays in memory, until another place is kept. */
    final void keepFrom(int place) {
        keptFrom = place;
        tooLarge = false;
    }

    final void keepNothing() {
        keptFrom = NOTHING;
    }

    /** Where in the buffer what is kept begins. */
    final int keptFrom() {
        return keptFrom;
    }

    /** The next byte that is not white space. */
    final int token() throws IOException {
        int c = skipSpace();
        if (c == END) {
            throw malformed("it ends before its end");
        }
        return c;
    }

    /** The same, or END. A byte outside ASCII comes as a value that JSON does not begin with. */
    final int skipSpace() throws IOException {
        while (true) {
            if (at == end && !fill()) {
                return END;
            }
            int c = buffer[at++];
            if (c > ' ') {
                return c;
            }
            if (c < 0) {
                return c & 0xFF;
            }
            if (c == '\n') {
                line++;
                lineStart = passed + at;
            } else if (c != ' ' && c != '\r' && c != '\t') {
                throw unexpected(c);
            }
        }
    }

    /** The next byte of something that has begun. */
    final int next(String of) throws IOException {
        if (at == end && !fill()) {
            throw malformed("it ends in " + of);
        }
        return buffer[at++];
    }

    final int peek() throws IOException {
        return at == end && !fill() ? END : buffer[at];
    }

    /** Reads more, and keeps what is to be kept. */
    final boolean fill() throws IOException {
        int from = keptFrom == NOTHING ? at : keptFrom;
        System.arraycopy(buffer, from, buffer, 0, end - from);
        passed += from;
        at -= from;
        end -= from;
        keptFrom = keptFrom == NOTHING ? NOTHING : 0;
        boolean isLong = passed > buffer.length && buffer.length < BUFFER;
        if (end == JsonArrayScanner.MAX_BYTES) {
            tooLarge = true;
            throw malformed("it has more than " + JsonArrayScanner.MAX_BYTES + " bytes: no record is so large");
        }
        if (end == buffer.length || isLong) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        return read();
    }

    private boolean read() throws IOException {
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    /** RFC 8259, 8.1: it need not be there, and may be ignored where it is. No other encoding than UTF-8 is JSON. */
    final void passByteOrderMark() throws IOException {
        while (end < 4 && read()) {
            // three bytes of a mark, or four that show another encoding
        }
        if (end >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            at = 3;
            lineStart = position();
            return;
        }
        for (int i = 0; i < Math.min(end, 4); i++) {
            if (buffer[i] == 0 || buffer[i] == (byte) 0xFE || buffer[i] == (byte) 0xFF) {
                throw malformed("it is not in UTF-8");
            }
        }
    }

    final IOException unexpected(int c) {
        String what = c > ' ' && c < 0x7F ? "'" + (char) c + "'" : String.format("the byte 0x%02x", c & 0xFF);
        return malformed(what + " is not expected there");
    }
}
