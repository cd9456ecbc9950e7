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

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Makes a file name of an id, one to one: whatever the id is, the name stays in its folder, is not hidden, is not
 * reserved, and differs from those of other ids also where a file system does not tell upper case from lower case.
 * Lower case letters, digits and hyphens stay as they are, so an id as the platform makes them is its own name.
 */
final class SafeFileName {

    /** leaves room for an extension and for what a route puts before it, in the 255 bytes of most file systems */
    private static final int MAX_LENGTH = 180;
    private static final int KEPT_OF_A_LONG_ONE = 100;
    private static final char ESCAPE = '_';
    private static final Pattern RESERVED = Pattern.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]");

    private SafeFileName() {
    }

    static String of(String id) {
        boolean reserved = RESERVED.matcher(id).matches();
        StringBuilder name = new StringBuilder(id.length());
        for (int at = 0; at < id.length(); at++) {
            char c = id.charAt(at);
            if (isSafe(c, at) && !(reserved && at == 0)) {
                name.append(c);
            } else if (c < 0x80) {
                name.append(ESCAPE).append(HexFormat.of().toHexDigits((byte) c));
            } else {
                name.append(ESCAPE).append(ESCAPE).append(HexFormat.of().toHexDigits(c));
            }
        }
        return name.length() <= MAX_LENGTH
                ? name.toString() : name.substring(0, KEPT_OF_A_LONG_ONE) + ESCAPE + '-' + digest(id);
    }

    private static boolean isSafe(char c, int at) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && at > 0;
    }

    /** Of its chars: half a surrogate pair has no bytes of its own. */
    private static String digest(String id) {
        try {
            ByteBuffer chars = ByteBuffer.allocate(id.length() * Character.BYTES);
            chars.asCharBuffer().put(id);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(chars.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform is required to have SHA-256", e);
        }
    }
}
