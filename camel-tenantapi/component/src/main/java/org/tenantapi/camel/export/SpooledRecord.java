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

import java.nio.ByteBuffer;
import java.time.Instant;

import org.tenantapi.camel.client.Envelope;

/**
 * How a record lies in the spool: behind its envelope, so that it is not looked through a second time when it is
 * delivered.
 */
final class SpooledRecord {

    private static final int NULL = -1;

    private SpooledRecord() {
    }

    static byte[] encode(Envelope envelope, byte[] record) {
        ByteBuffer spooled = ByteBuffer.allocate(
                size(envelope.localId()) + size(envelope.remoteId()) + size(envelope.created()) + size(envelope.lastModified())
                                                 + size(envelope.href()) + record.length);
        put(spooled, envelope.localId());
        put(spooled, envelope.remoteId());
        put(spooled, envelope.created());
        put(spooled, envelope.lastModified());
        put(spooled, envelope.href());
        return spooled.put(record).array();
    }

    static RecordVersion decode(byte[] bytes, Instant lastModified) {
        ByteBuffer spooled = ByteBuffer.wrap(bytes);
        Envelope envelope = new Envelope(text(spooled), text(spooled), text(spooled), text(spooled), text(spooled));
        byte[] record = new byte[spooled.remaining()];
        spooled.get(record);
        return new RecordVersion(record, envelope, lastModified);
    }

    private static int size(String text) {
        return Integer.BYTES + (text == null ? 0 : text.length() * Character.BYTES);
    }

    /** By its chars: half a surrogate pair, which JSON may hold, must come back as it was. */
    private static void put(ByteBuffer spooled, String text) {
        if (text == null) {
            spooled.putInt(NULL);
            return;
        }
        spooled.putInt(text.length());
        for (int at = 0; at < text.length(); at++) {
            spooled.putChar(text.charAt(at));
        }
    }

    private static String text(ByteBuffer spooled) {
        int length = spooled.getInt();
        if (length == NULL) {
            return null;
        }
        char[] text = new char[length];
        for (int at = 0; at < length; at++) {
            text[at] = spooled.getChar();
        }
        return new String(text);
    }
}
