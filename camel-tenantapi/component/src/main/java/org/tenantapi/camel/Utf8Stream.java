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
package org.tenantapi.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * Text as bytes in UTF-8, which is what JSON is sent in. What cannot be encoded, half a surrogate pair, is refused: a
 * question mark in its place would be another text.
 */
final class Utf8Stream extends InputStream {

    private final Reader text;
    private final CharsetEncoder encoder = encoder();
    private final CharBuffer chars = CharBuffer.allocate(8 * 1024).flip();
    private final ByteBuffer bytes = ByteBuffer.allocate(32 * 1024).flip();
    private boolean ended;

    /** @param text closed with this */
    Utf8Stream(Reader text) {
        this.text = text;
    }

    /** @throws InvalidRecordException if it cannot be encoded */
    static byte[] bytes(CharSequence text) {
        try {
            ByteBuffer encoded = encoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new InvalidRecordException(
                    "The text holds half a surrogate pair, which cannot be sent in UTF-8: correct it where it is made", e);
        }
    }

    private static CharsetEncoder encoder() {
        return StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int read = Math.min(wanted, bytes.remaining());
        bytes.get(target, offset, read);
        return read;
    }

    private boolean fill() throws IOException {
        while (!bytes.hasRemaining()) {
            if (ended) {
                return false;
            }
            chars.compact();
            ended = text.read(chars) < 0;
            chars.flip();
            bytes.clear();
            CoderResult result = encoder.encode(chars, bytes, ended);
            if (result.isError()) {
                result.throwException();
            }
            bytes.flip();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
