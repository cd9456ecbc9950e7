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

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of a position's file: a header, the position's key, one checksummed frame per commit, and an empty frame as
 * the end.
 *
 * <pre>
 * frame = length (4 bytes), CRC-32C of the length (4), payload, CRC-32C of the payload (4)
 * </pre>
 *
 * The length has a checksum of its own: without it a damaged length in the middle would look like a frame that the
 * crash of a writer cut short, and every commit behind it would be dropped as if it had never been. Without the end a
 * file that lost its last commits whole would look like one that never had them.
 */
final class JournalFormat {

    // not 3, which is one damaged bit away from 2
    static final String VERSION = "4";
    /** the same without what is at the end of a commit since */
    static final String VERSION_BEFORE = "2";
    static final String HEADER_START = "camel-tenantapi position, format ";
    static final byte[] HEADER = header(VERSION);

    /** The length of a frame and its checksum. */
    static final int FRAME_START = 2 * Integer.BYTES;
    static final int FRAME_OVERHEAD = FRAME_START + Integer.BYTES;
    static final byte[] END = frame(new byte[0]);

    private static final byte[] HEADER_BEFORE = header(VERSION_BEFORE);
    private static final int NOT_A_FRAME = -1;

    private JournalFormat() {
    }

    private static byte[] header(String version) {
        return (HEADER_START + version + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a file that begins with this can be read. */
    static boolean isHeader(byte[] bytes) {
        return Arrays.equals(bytes, HEADER) || Arrays.equals(bytes, HEADER_BEFORE);
    }

    static byte[] frame(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + FRAME_OVERHEAD);
        frame.putInt(payload.length).putInt(checksumOfLength(payload.length)).put(payload).putInt(checksum(payload));
        return frame.array();
    }

    /**
     * The payload of the next frame, if the frame is whole.
     *
     * @param available how many bytes are left
     */
    static byte @Nullable [] readFrame(DataInputStream in, long available) throws IOException {
        if (available < FRAME_OVERHEAD) {
            return null;
        }
        int length = in.readInt();
        if (in.readInt() != checksumOfLength(length) || length < 0 || length > available - FRAME_OVERHEAD) {
            return null;
        }
        byte[] payload = in.readNBytes(length);
        return isAsWritten(payload, in.readInt()) ? payload : null;
    }

    private static boolean isAsWritten(byte[] payload, int checksum) {
        return checksum(payload) == checksum;
    }

    /** The length of the payload of the frame that begins there; negative if none does. */
    static int lengthOfFrame(byte[] bytes, int at) {
        ByteBuffer start = ByteBuffer.wrap(bytes, at, FRAME_START);
        int length = start.getInt();
        return start.getInt() == checksumOfLength(length) ? length : NOT_A_FRAME;
    }

    private static int checksumOfLength(int length) {
        return checksum(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
