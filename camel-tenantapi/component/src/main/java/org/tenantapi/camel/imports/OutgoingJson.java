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
package org.tenantapi.camel.imports;

import java.util.Arrays;
import java.util.stream.Stream;

import org.tenantapi.camel.imports.Edits.Edit;
import org.tenantapi.camel.imports.JsonScan.Span;

/**
 * A JSON text that is to be sent, and what is known about it. Its bytes are sent as they came, except where they have
 * to be changed; then only there. So nulls, unknown fields, the order of keys and white space stay as they are.
 */
record OutgoingJson(byte[] text, JsonScan scan) {

    static final String MISSING = "There is no body: a JSON object was due";

    /**
     * @throws InvalidRecordException if this is not one JSON object, or one array of objects, in UTF-8
     */
    static OutgoingJson of(byte[] body) {
        if (body.length == 0) {
            throw new InvalidRecordException(MISSING);
        }
        byte[] text = withoutByteOrderMark(body);
        return new OutgoingJson(text, JsonScan.of(text));
    }

    /** What it takes to send numbers as the settings want them: nothing, or each as a string of the digits it has. */
    Stream<Edit> numbers(WriteSettings settings) {
        return settings.numbersAsStrings() ? scan.numbers().stream().map(this::quoted) : Stream.empty();
    }

    byte[] bytes(Stream<Edit> edits) {
        return Edits.apply(text, edits.toList());
    }

    private Edit quoted(Span number) {
        byte[] quoted = new byte[number.length() + 2];
        quoted[0] = '"';
        System.arraycopy(text, number.start(), quoted, 1, number.length());
        quoted[quoted.length - 1] = '"';
        return new Edit(number, quoted);
    }

    // RFC 8259, 8.1: it must not be sent, and may be ignored where it is found
    private static byte[] withoutByteOrderMark(byte[] body) {
        boolean marked = body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(body, 3, body.length) : body;
    }
}
