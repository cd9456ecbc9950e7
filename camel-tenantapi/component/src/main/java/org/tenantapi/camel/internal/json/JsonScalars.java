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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes texts, numbers, true, false and null by.
 */
abstract class JsonScalars extends JsonInput {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x80 * EACH_BYTE;

    JsonScalars(InputStream in) {
        super(in);
    }

    /** Passes a text by, behind its first quote. Whether it is written without escapes and in ASCII. */
    final boolean string() throws IOException {
        boolean plain = true;
        while (true) {
            passPlainText();
            int c = next("a text");
            if (c == '"') {
                return plain;
            }
            if (c == '\\') {
                plain = false;
                escape();
            } else if (c < 0) {
                plain = false;
                continuation(c & 0xFF);
            } else if (c < ' ') {
                throw unexpected(c);
            }
        }
    }

    /**
     * Up to a quote, a backslash, a control character, a byte outside ASCII, or the end of what has been read; 8 at a
     * time. Most texts end within 16, and need no loop, whose beginning costs more than that.
     */
    private void passPlainText() {
        byte[] bytes = buffer;
        int i = at;
        if (i <= end - 2 * Long.BYTES) {
            long stop = stops((long) LONG.get(bytes, i));
            if (stop != 0) {
                at = i + (Long.numberOfTrailingZeros(stop) >>> 3);
                return;
            }
            i += Long.BYTES;
            stop = stops((long) LONG.get(bytes, i));
            if (stop != 0) {
                at = i + (Long.numberOfTrailingZeros(stop) >>> 3);
                return;
            }
            i += Long.BYTES;
        }
        at = i;
        passLongPlainText();
    }

    private void passLongPlainText() {
        byte[] bytes = buffer;
        int i = at;
        int last = end - Long.BYTES;
        while (i <= last) {
            long stop = stops((long) LONG.get(bytes, i));
            if (stop != 0) {
                at = i + (Long.numberOfTrailingZeros(stop) >>> 3);
                return;
            }
            i += Long.BYTES;
        }
        while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        at = i;
    }

    /**
     * A bit for each byte that is a quote, a backslash, a control character or outside ASCII. The lowest one is right,
     * whatever those above it say: a borrow only runs upwards.
     */
    private static long stops(long word) {
        long quote = word ^ '"' * EACH_BYTE;
        long backslash = word ^ '\\' * EACH_BYTE;
        return (word | quote - EACH_BYTE & ~quote | backslash - EACH_BYTE & ~backslash | word - ' ' * EACH_BYTE & ~word)
               & HIGH_BITS;
    }

    private void escape() throws IOException {
        int c = next("a text");
        switch (c) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                // one character
            }
            case 'u' -> {
                for (int digits = 0; digits < 4; digits++) {
                    int digit = next("a text");
                    if (Character.digit(digit, 16) < 0) {
                        throw unexpected(digit);
                    }
                }
            }
            default -> throw unexpected(c);
        }
    }

    /** The rest of a character in UTF-8. */
    private void continuation(int lead) throws IOException {
        int more;
        if ((lead & 0xE0) == 0xC0) {
            more = 1;
        } else if ((lead & 0xF0) == 0xE0) {
            more = 2;
        } else if ((lead & 0xF8) == 0xF0) {
            more = 3;
        } else {
            throw unexpected(lead);
        }
        for (; more > 0; more--) {
            int c = next("a text");
            if ((c & 0xC0) != 0x80) {
                throw unexpected(c);
            }
        }
    }

    final void literal(String text) throws IOException {
        for (int i = 1; i < text.length(); i++) {
            int c = next(text);
            if (c != text.charAt(i)) {
                throw unexpected(c);
            }
        }
    }

    final void number(int first) throws IOException {
        int c = first == '-' ? next("a number") : first;
        if (!isDigit(c)) {
            throw unexpected(c);
        }
        if (c != '0') {
            digits();
        } else if (isDigit(peek())) {
            throw malformed("a number has a leading zero");
        }
        if (peek() == '.') {
            at++;
            atLeastOneDigit();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            atLeastOneDigit();
        }
    }

    private void atLeastOneDigit() throws IOException {
        int c = next("a number");
        if (!isDigit(c)) {
            throw unexpected(c);
        }
        digits();
    }

    private void digits() throws IOException {
        while (isDigit(peek())) {
            at++;
        }
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
