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
package org.tenantapi.camel.internal.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Arrays of objects as no program would write them: deep, with long texts, escapes, characters of one to four bytes, a
 * byte order mark, keys that come twice, huge numbers, and white space wherever it may be; and the same arrays, broken.
 */
final class RandomJson {

    private static final int LONG_TEXT = 70_000;
    private static final String[] NAMES = {
            "localId", "remoteId", "created", "lastModified", "href", "local\\u0049d", "h\\u0072ef",
            "", "rows", "localIds", "loc", "\u00e5", "a\\\"b" };
    private static final String[] PIECES = {
            "a", "bc", "2026-01-01T00:00:00Z", "\\\"", "\\\\", "\\/", "\\n", "\\t", "\\u00e9", "\\uD83D\\uDE00",
            "\\ud800", "\u00e5", "\u00df", "\u6f22", "\u2028", "\uD83D\uDE00", "{", "}", "[", "]", ",", ":", "\u007f" };
    private static final String[] NUMBERS = {
            "0", "-0", "7", "-12", "1.5", "0.10", "-0.0e-0", "1e5", "2E+400", "123456789012345678901234567890",
            "1e-999999" };
    private static final String BYTES_THAT_MATTER = "[]{},:\"\\0123456789+-.eEtrufalsn u\t\n\u0001\u0000/x";

    private final Random random;
    private final StringBuilder json = new StringBuilder();

    private RandomJson(Random random) {
        this.random = random;
    }

    static byte[] array(Random random) {
        return new RandomJson(random).array();
    }

    /** The same with a few bytes changed, gone, added or repeated, or with its end cut off. */
    static byte[] broken(byte[] array, Random random) {
        byte[] broken = array;
        for (int changes = 1 + random.nextInt(3); changes > 0 && broken.length > 0; changes--) {
            int at = random.nextInt(broken.length);
            int end = Math.min(broken.length, at + 1 + random.nextInt(4));
            byte[] other = {
                    random.nextInt(4) == 0
                            ? (byte) random.nextInt()
                            : (byte) BYTES_THAT_MATTER.charAt(random.nextInt(BYTES_THAT_MATTER.length())) };
            broken = switch (random.nextInt(5)) {
                case 0 -> join(broken, at, other, at + 1);
                case 1 -> join(broken, at, new byte[0], end);
                case 2 -> join(broken, at, other, at);
                case 3 -> join(broken, end, Arrays.copyOfRange(broken, at, end), end);
                default -> Arrays.copyOf(broken, at);
            };
        }
        return broken;
    }

    private static byte[] join(byte[] bytes, int headTo, byte[] between, int tailFrom) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, headTo);
        joined.writeBytes(between);
        joined.write(bytes, tailFrom, bytes.length - tailFrom);
        return joined.toByteArray();
    }

    private byte[] array() {
        if (random.nextInt(8) == 0) {
            json.append('\uFEFF');
        }
        space();
        json.append('[');
        space();
        for (int n = random.nextInt(6); n > 0; n--) {
            object(3);
            space();
            if (n > 1) {
                json.append(',');
                space();
            }
        }
        json.append(']');
        space();
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void object(int depth) {
        json.append('{');
        space();
        for (int n = random.nextInt(7); n > 0; n--) {
            json.append('"').append(NAMES[random.nextInt(NAMES.length)]).append('"');
            space();
            json.append(':');
            space();
            value(depth);
            space();
            if (n > 1) {
                json.append(',');
                space();
            }
        }
        json.append('}');
    }

    private void value(int depth) {
        switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> json.append(new String[] { "true", "false", "null" }[random.nextInt(3)]);
            case 1 -> number();
            case 2 -> deep();
            case 7 -> object(depth - 1);
            case 8 -> {
                json.append('[');
                space();
                for (int n = random.nextInt(4); n > 0; n--) {
                    value(depth - 1);
                    space();
                    json.append(n > 1 ? "," : "");
                    space();
                }
                json.append(']');
            }
            default -> text();
        }
    }

    private void text() {
        json.append('"');
        int pieces = random.nextInt(6);
        if (random.nextInt(60) == 0) {
            json.append("x".repeat(random.nextInt(LONG_TEXT)));
        }
        for (; pieces > 0; pieces--) {
            json.append(PIECES[random.nextInt(PIECES.length)]);
        }
        json.append('"');
    }

    private void number() {
        json.append(NUMBERS[random.nextInt(NUMBERS.length)]);
        if (random.nextInt(20) == 0) {
            json.append(json.charAt(json.length() - 1) == '0' ? ".0" : "9".repeat(2000));
        }
    }

    /** Now and then just as deep as is allowed, or a little deeper. */
    private void deep() {
        int depth = random.nextInt(10) == 0 ? 990 + random.nextInt(20) : random.nextInt(5);
        json.append("[".repeat(depth)).append("{}").append("]".repeat(depth));
    }

    private void space() {
        for (int n = random.nextInt(3) - 1; n > 0; n--) {
            json.append(" \n\r\t".charAt(random.nextInt(4)));
        }
    }
}
