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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.Envelope;
import org.tenantapi.camel.internal.client.RecordReader;

/**
 * One record of a snapshot. It lies in the spool behind its envelope, so that it is not looked through a second time
 * when it is delivered.
 *
 * @param envelope what the record says of itself
 * @param bytes    the record as it came. Not a copy: not to be changed
 */
public record SpooledRecord(Envelope envelope, byte[] bytes) {

    private static final int NULL = -1;

    /** Appends the current record of the reader. */
    static void write(RecordReader records, Spool spool) throws IOException {
        byte[] envelope = encode(records.envelope());
        spool.write(envelope, 0, envelope.length);
        records.writeTo(spool);
    }

    static byte[] encode(Envelope envelope) {
        ByteBuffer spooled = ByteBuffer.allocate(
                size(envelope.localId()) + size(envelope.remoteId()) + size(envelope.created()) + size(envelope.lastModified())
                                                 + size(envelope.href()));
        put(spooled, envelope.localId());
        put(spooled, envelope.remoteId());
        put(spooled, envelope.created());
        put(spooled, envelope.lastModified());
        put(spooled, envelope.href());
        return spooled.array();
    }

    static SpooledRecord decode(byte[] bytes) {
        ByteBuffer spooled = ByteBuffer.wrap(bytes);
        Envelope envelope = new Envelope(text(spooled), text(spooled), text(spooled), text(spooled), text(spooled));
        byte[] record = new byte[spooled.remaining()];
        spooled.get(record);
        return new SpooledRecord(envelope, record);
    }

    private static int size(@Nullable String text) {
        if (text == null) {
            return Integer.BYTES;
        }
        return Integer.BYTES + (isLatin1(text) ? text.length() : text.length() * Character.BYTES);
    }

    private static void put(ByteBuffer spooled, @Nullable String text) {
        if (text == null) {
            spooled.putInt(NULL);
        } else if (isLatin1(text)) {
            spooled.putInt(text.length()).put(text.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            // by its chars, marked by the sign: half a surrogate pair, which JSON may hold, must come back as it was
            spooled.putInt(NULL - text.length());
            for (int at = 0; at < text.length(); at++) {
                spooled.putChar(text.charAt(at));
            }
        }
    }

    private static @Nullable String text(ByteBuffer spooled) {
        int length = spooled.getInt();
        if (length == NULL) {
            return null;
        }
        if (length >= 0) {
            String text = new String(spooled.array(), spooled.position(), length, StandardCharsets.ISO_8859_1);
            spooled.position(spooled.position() + length);
            return text;
        }
        char[] text = new char[NULL - length];
        for (int at = 0; at < text.length; at++) {
            text[at] = spooled.getChar();
        }
        return new String(text);
    }

    private static boolean isLatin1(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0xFF) {
                return false;
            }
        }
        return true;
    }
}
