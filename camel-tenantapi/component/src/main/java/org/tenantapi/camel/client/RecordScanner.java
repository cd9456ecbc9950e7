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
package org.tenantapi.camel.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Finds where the records of an answer begin and end, and checks on the way that all of it is JSON (RFC 8259): it
 * accepts and refuses what Jackson accepts and refuses, but is made for passing by, which is most of what an export
 * does with an answer. It makes nothing of what it sees but the five texts of an {@link Envelope}; where one of these
 * is written in an unusual way, with escapes or outside ASCII, Jackson reads that record.
 */
final class RecordScanner {

    /** Jackson's limit, too. */
    private static final int MOST_DEPTH = 1000;
    /** one record is on the heap as a whole, so a hostile one must not be as large as an answer may be */
    static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int FIRST_BUFFER = 8 * 1024;
    private static final int BUFFER = 64 * 1024;
    private static final int END = -1;
    private static final int MAX_SHOWN = 100;
    /** of a record that is passed by */
    private static final int MOST_KEPT = 1000;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x80 * EACH_BYTE;

    private static final byte[][] FIELDS = Stream.of("localId", "remoteId", "created", "lastModified", "href")
            .map(name -> name.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    private static final int NO_FIELD = -1;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BUFFER];
    /** the next byte, and the end of those that are there */
    private int at;
    private int end;
    /** what was before the buffer */
    private long passed;
    private boolean inRecord;
    private int recordStart;
    private int recordLength;
    private int nameLength;
    private boolean started;
    private int count;
    private final boolean[] isObject = new boolean[MOST_DEPTH + 1];
    private final int[] valueStart = new int[FIELDS.length];
    private final int[] valueLength = new int[FIELDS.length];
    private boolean unusual;
    private boolean setsAside;
    private boolean setsAsideTooLarge;
    private boolean tooLarge;
    /** what is wrong with the current record when it was passed by; else null */
    private String fault;
    private byte[] head;
    /** of the record before the current one, or before what is malformed */
    private Envelope previous;

    RecordScanner(InputStream in) {
        this.in = in;
    }

    /** Passes a record by that is malformed in itself, if it can be told where it ends. */
    void setAsideMalformed() {
        setsAside = true;
    }

    /** Passes a record by that is too large, if it can be told where it ends. */
    void setAsideTooLarge() {
        setsAsideTooLarge = true;
    }

    /** What is wrong with the current record, of which there is only the beginning then; null for nothing. */
    String fault() {
        return fault;
    }

    /**
     * Goes to the next record.
     *
     * @return                           false after the last one, when the array was complete
     * @throws MalformedRecordsException if this is not a complete array of objects
     */
    boolean next() throws IOException {
        inRecord = false;
        int c;
        if (started) {
            c = token();
            if (c == ']') {
                return noMore();
            }
            if (c != ',') {
                throw unexpected(c);
            }
            c = token();
        } else {
            c = begin();
            if (c == ']') {
                return noMore();
            }
        }
        if (c != '{') {
            throw new MalformedRecordsException(
                    place() + " comes, at byte " + (passed + at) + ", what is not a record but " + describe(c));
        }
        inRecord = true;
        recordStart = at - 1;
        fault = null;
        tooLarge = false;
        Arrays.fill(valueLength, NO_FIELD);
        unusual = false;
        try {
            record();
            recordLength = at - recordStart;
        } catch (MalformedRecordsException e) {
            if (!setsAside && !(setsAsideTooLarge && tooLarge)) {
                throw e;
            }
            passBy(e);
        }
        count++;
        return true;
    }

    /**
     * Looks for the end of a malformed record by its brackets and quotes. What follows must be what follows a record,
     * or the list is malformed: then it is told as it was found.
     */
    private void passBy(MalformedRecordsException e) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        previous = new Envelope(unusual ? null : text(0), null, null, null, null);
        fault = e.getMessage();
        inRecord = false;
        at = recordStart;
        int depth = 0;
        boolean inText = false;
        boolean escaped = false;
        do {
            if (at == end && !fill()) {
                throw e;
            }
            int c = buffer[at++];
            if (kept.size() < MOST_KEPT) {
                kept.write(c);
            }
            if (escaped) {
                escaped = false;
            } else if (inText && c == '\\') {
                escaped = true;
            } else if (c == '"') {
                inText = !inText;
            } else if (!inText && (c == '{' || c == '[')) {
                depth++;
            } else if (!inText && (c == '}' || c == ']')) {
                depth--;
            }
        } while (depth > 0);
        head = kept.toByteArray();
    }

    private int begin() throws IOException {
        passByteOrderMark();
        int c = skipSpace();
        if (c != '[') {
            throw new MalformedRecordsException("Not a JSON array of records but " + describe(c));
        }
        started = true;
        return token();
    }

    private boolean noMore() throws IOException {
        int c = skipSpace();
        if (c != END) {
            throw new MalformedRecordsException("After the array of " + count + " records follows " + describe(c));
        }
        return false;
    }

    /** The current record as it came. */
    byte[] bytes() {
        return fault != null ? head : Arrays.copyOfRange(buffer, recordStart, recordStart + recordLength);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(buffer, recordStart, recordLength);
    }

    Envelope envelope() throws MalformedRecordsException {
        if (fault != null) {
            return previous;
        }
        previous = unusual ? Envelope.of(bytes()) : new Envelope(text(0), text(1), text(2), text(3), text(4));
        return previous;
    }

    private String text(int field) {
        return valueLength[field] == NO_FIELD
                ? null
                : new String(buffer, recordStart + valueStart[field], valueLength[field], StandardCharsets.ISO_8859_1);
    }

    private void record() throws IOException {
        int c = token();
        while (c != '}') {
            int nameStart = at - recordStart;
            int field = NO_FIELD;
            if (name(c)) {
                field = field(nameStart);
            } else {
                unusual = true;
            }
            c = token();
            int start = at - recordStart;
            if (c != '"') {
                value(c);
            } else if (!string() && field != NO_FIELD) {
                unusual = true;
            } else if (field != NO_FIELD) {
                valueStart[field] = start;
                valueLength[field] = at - 1 - recordStart - start;
            }
            c = token();
            if (c == ',') {
                c = token();
                if (c == '}') {
                    throw unexpected(c);
                }
            } else if (c != '}') {
                throw unexpected(c);
            }
        }
    }

    private int field(int nameStart) {
        int from = recordStart + nameStart;
        for (int field = 0; field < FIELDS.length; field++) {
            if (Arrays.equals(buffer, from, from + nameLength, FIELDS[field], 0, FIELDS[field].length)) {
                return field;
            }
        }
        return NO_FIELD;
    }

    /** Passes a value that begins with this by, and all that is in it. */
    private void value(int first) throws IOException {
        int c = first;
        // the array, and the record in it
        int depth = 2;
        do {
            boolean opened = false;
            switch (c) {
                case '"' -> string();
                case '{', '[' -> {
                    depth++;
                    if (depth > MOST_DEPTH) {
                        throw malformed("it is nested more than " + MOST_DEPTH + " deep");
                    }
                    isObject[depth] = c == '{';
                    c = token();
                    opened = true;
                }
                case 't' -> literal("true");
                case 'f' -> literal("false");
                case 'n' -> literal("null");
                default -> number(c);
            }
            if (!opened && depth > 2) {
                c = token();
            }
            // what follows a value, or the beginning of an object or array
            while (depth > 2 && c == (isObject[depth] ? '}' : ']')) {
                depth--;
                opened = false;
                if (depth > 2) {
                    c = token();
                }
            }
            if (depth > 2) {
                if (!opened) {
                    if (c != ',') {
                        throw unexpected(c);
                    }
                    c = token();
                }
                if (isObject[depth]) {
                    name(c);
                    c = token();
                }
            }
        } while (depth > 2);
    }

    /** Whether it is written without escapes and in ASCII. */
    private boolean name(int first) throws IOException {
        if (first != '"') {
            throw unexpected(first);
        }
        int start = at - recordStart;
        boolean plain = string();
        nameLength = at - 1 - recordStart - start;
        int c = token();
        if (c != ':') {
            throw unexpected(c);
        }
        return plain;
    }

    /** Passes a text by, behind its first quote. Whether it is written without escapes and in ASCII. */
    private boolean string() throws IOException {
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

    private void literal(String text) throws IOException {
        for (int i = 1; i < text.length(); i++) {
            int c = next(text);
            if (c != text.charAt(i)) {
                throw unexpected(c);
            }
        }
    }

    private void number(int first) throws IOException {
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

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** The next byte that is no white space. */
    private int token() throws IOException {
        int c = skipSpace();
        if (c == END) {
            throw malformed("it ends before its end");
        }
        return c;
    }

    /** The same, or END. A byte outside ASCII comes as what no JSON begins with. */
    private int skipSpace() throws IOException {
        while (true) {
            if (at == end && !fill()) {
                return END;
            }
            int c = buffer[at++];
            if (c > ' ') {
                return c;
            }
            if (c < 0) {
                return c & 0xFF;
            }
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                throw unexpected(c);
            }
        }
    }

    /** The next byte of something that has begun. */
    private int next(String of) throws IOException {
        if (at == end && !fill()) {
            throw malformed("it ends in " + of);
        }
        return buffer[at++];
    }

    private int peek() throws IOException {
        return at == end && !fill() ? END : buffer[at];
    }

    /** Reads more, and keeps what belongs to the current record. */
    private boolean fill() throws IOException {
        int from = inRecord ? recordStart : at;
        System.arraycopy(buffer, from, buffer, 0, end - from);
        passed += from;
        at -= from;
        end -= from;
        recordStart = 0;
        boolean isLong = passed > buffer.length && buffer.length < BUFFER;
        if (end == MOST_BYTES) {
            tooLarge = true;
            throw malformed("it has more than " + MOST_BYTES + " bytes");
        }
        if (end == buffer.length || isLong) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    /** RFC 8259, 8.1: it need not be there, and may be ignored where it is. No other encoding than UTF-8 is JSON. */
    private void passByteOrderMark() throws IOException {
        while (end < 4 && fillBehind()) {
            // three bytes of a mark, or four that show another encoding
        }
        if (end >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            at = 3;
            return;
        }
        for (int i = 0; i < Math.min(end, 4); i++) {
            if (buffer[i] == 0 || buffer[i] == (byte) 0xFE || buffer[i] == (byte) 0xFF) {
                throw new MalformedRecordsException("The JSON is not in UTF-8");
            }
        }
    }

    private boolean fillBehind() throws IOException {
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    private MalformedRecordsException unexpected(int c) {
        String what = c > ' ' && c < 0x7F ? "'" + (char) c + "'" : String.format("the byte 0x%02x", c & 0xFF);
        return malformed(what + " is not expected there");
    }

    private MalformedRecordsException malformed(String what) {
        return new MalformedRecordsException(
                place() + " the JSON is malformed at byte " + (passed + at) + ": " + what);
    }

    /** Where it stands, by what a server's operator can find: the record before it. */
    private String place() {
        if (previous == null || previous.localId() == null) {
            return "After " + count + " records";
        }
        String localId = previous.localId();
        String shown = Printable.of(localId.substring(0, Math.min(localId.length(), MAX_SHOWN)));
        return "After " + count + " records, the last of which is " + shown + ",";
    }

    private static String describe(int c) {
        return switch (c) {
            case END -> "the end of the input";
            case '{' -> "an object";
            case '[' -> "an array";
            case ']', '}' -> "a closing bracket";
            case '"' -> "a text";
            case 'n' -> "null";
            case 't', 'f' -> "true or false";
            default -> isDigit(c) || c == '-' ? "a number" : "something that is no JSON";
        };
    }
}
