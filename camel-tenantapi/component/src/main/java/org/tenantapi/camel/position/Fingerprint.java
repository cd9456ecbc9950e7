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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * 128 bits that stand for a text or a content, so that a version is remembered at a fixed size.
 */
public record Fingerprint(long high, long low) {

    private static final int HEX_DIGITS = 32;

    /**
     * Of a localId. The platform's localIds are 32 hex digits, which are 128 bits as they are; any other text is
     * hashed.
     */
    public static Fingerprint ofLocalId(String localId) {
        if (localId.length() == HEX_DIGITS && isLowerHex(localId)) {
            return parse(localId);
        }
        byte[] bytes = localId.getBytes(StandardCharsets.UTF_8);
        return of(new String(bytes, StandardCharsets.UTF_8).equals(localId) ? bytes : ofChars(localId));
    }

    /** Half a surrogate pair is not in UTF-8: there all of them are one. This begins as no text in UTF-8 does. */
    private static byte[] ofChars(String text) {
        ByteBuffer chars = ByteBuffer.allocate(1 + text.length() * Character.BYTES).put((byte) 0xFF);
        text.chars().forEach(c -> chars.putChar((char) c));
        return chars.array();
    }

    /**
     * The first 128 bits of the SHA-256 of these bytes.
     */
    public static Fingerprint of(byte[] bytes) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Fingerprint(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform is required to have SHA-256", e);
        }
    }

    /**
     * The opposite of {@link #toString()}.
     *
     * @throws IllegalArgumentException if it is anything but 32 hex digits
     */
    static Fingerprint parse(String hex) {
        if (hex.length() != HEX_DIGITS) {
            throw new IllegalArgumentException("Not 32 hex digits: " + hex);
        }
        return new Fingerprint(
                HexFormat.fromHexDigitsToLong(hex, 0, HEX_DIGITS / 2),
                HexFormat.fromHexDigitsToLong(hex, HEX_DIGITS / 2, HEX_DIGITS));
    }

    private static boolean isLowerHex(String text) {
        // two spellings that differ only in case are two ids: packing both to the same bits would make them one
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9' && c < 'a' || c > 'f') {
                return false;
            }
        }
        return true;
    }

    /**
     * 32 hex digits.
     */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
