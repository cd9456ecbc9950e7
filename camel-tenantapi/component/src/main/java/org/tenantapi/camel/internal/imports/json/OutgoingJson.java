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
package org.tenantapi.camel.internal.imports.json;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.internal.imports.json.Edits.Edit;
import org.tenantapi.camel.internal.imports.json.JsonScan.Span;

/**
 * A JSON text that is to be sent, and what is known about it. Its bytes are sent as they came, except where they have
 * to be changed; then only there. So nulls, unknown fields, the order of keys and white space stay as they are.
 */
public final class OutgoingJson {

    private final byte[] text;
    private final JsonScan scan;

    private OutgoingJson(byte[] text) {
        this.text = text;
        this.scan = JsonScan.of(text);
    }

    /**
     * @param  body                   missing where there is none
     * @throws InvalidRecordException if this is not one JSON object, or one array of objects, in UTF-8
     */
    public static OutgoingJson of(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw new InvalidRecordException("There is no body: a JSON object was expected");
        }
        return new OutgoingJson(withoutByteOrderMark(body));
    }

    /** Whether it is an object; otherwise it is an array of objects. */
    public boolean isObject() {
        return scan.isObject();
    }

    /** The text of the top-level field, unless it is absent, null or empty. */
    public @Nullable String localId() {
        return scan.localId();
    }

    /** The text of the top-level field, unless it is absent, null or empty. */
    public @Nullable String remoteId() {
        return scan.remoteId();
    }

    /**
     * What is sent as an array, whether it was given as one or as a single object.
     *
     * @param  what                   what the objects are, for messages
     * @throws InvalidRecordException if it is an empty array
     */
    public byte[] array(boolean numbersAsStrings, String what) {
        byte[] bytes = bytes(numbers(numbersAsStrings));
        if (isObject()) {
            return inBrackets(bytes);
        }
        if (scan.elements() == 0) {
            throw new InvalidRecordException("The body is an empty array: at least one " + what + " was expected");
        }
        return bytes;
    }

    private static byte[] inBrackets(byte[] object) {
        ByteArrayOutputStream array = new ByteArrayOutputStream(object.length + 2);
        array.write('[');
        array.writeBytes(object);
        array.write(']');
        return array.toByteArray();
    }

    /** As it was given, without a byte order mark; not to be changed. */
    public byte[] text() {
        return text;
    }

    JsonScan scan() {
        return scan;
    }

    /** What it takes to send numbers as they are wanted: nothing, or each as a string of the digits it has. */
    Stream<Edit> numbers(boolean asStrings) {
        return asStrings ? scan.numbers().stream().map(this::quoted) : Stream.empty();
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
