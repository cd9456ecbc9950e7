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
package org.tenantapi.camel.internal.imports.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * A body to be imported: one record, or a batch of them. Exactly one of both is there.
 *
 * @param single the JSON of one record, not looked into yet
 * @param batch  to be closed by its user
 */
public record JsonBody(byte @Nullable [] single, @Nullable BatchSource batch) {

    private static final int END = -1;
    private static final int[] BYTE_ORDER_MARK = { 0xEF, 0xBB, 0xBF };

    /** One byte after another, as values from 0 to 255. */
    @FunctionalInterface
    private interface Bytes {
        int next() throws IOException;
    }

    /** A stream of bytes would lock for each of them. */
    private static final class BytesOf implements Bytes {

        private final byte[] json;
        private int at;

        private BytesOf(byte[] json) {
            this.json = json;
        }

        @Override
        public int next() {
            return at < json.length ? json[at++] & 0xFF : END;
        }
    }

    private enum Form {
        OBJECT,
        ARRAY,
        LINES
    }

    /** One record, whatever it looks like. */
    public static JsonBody ofOne(byte[] json) {
        return new JsonBody(json, null);
    }

    /** A batch. */
    public static JsonBody ofBatch(BatchSource batch) {
        return new JsonBody(null, batch);
    }

    /**
     * What this text is: an array is a batch; so are lines of JSON, where they are announced or where a first line that
     * is an object by itself is followed by another that begins like one; all else is one record.
     *
     * @param lines whether lines of JSON are announced
     */
    public static JsonBody of(byte[] json, boolean lines) throws IOException {
        Form form = lines ? Form.LINES : form(new BytesOf(json));
        return form == Form.OBJECT ? ofOne(json) : ofBatch(source(form, new ByteArrayInputStream(json)));
    }

    /**
     * What this text is, told from its beginning.
     *
     * @param in    closed with the batch, or here when it is one record
     * @param lines whether lines of JSON are announced
     */
    public static JsonBody of(InputStream in, boolean lines) throws IOException {
        InputStream json = new BufferedInputStream(in);
        ByteArrayOutputStream seen = new ByteArrayOutputStream(1024);
        Form form = Form.LINES;
        if (!lines) {
            form = form(() -> {
                int read = json.read();
                if (read != END) {
                    requireRoom(seen.size());
                    seen.write(read);
                }
                return read;
            });
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(seen.toByteArray()), json);
        if (form == Form.OBJECT) {
            try (whole) {
                return ofOne(limited(whole));
            }
        }
        return ofBatch(source(form, whole));
    }

    /**
     * The bytes of one record.
     *
     * @param  json                   closed
     * @throws InvalidRecordException if they are more than a record can be
     */
    public static byte[] one(InputStream json) throws IOException {
        try (json) {
            return limited(json);
        }
    }

    private static byte[] limited(InputStream json) throws IOException {
        byte[] bytes = json.readNBytes(JsonLinesSource.MAX_LINE);
        if (bytes.length == JsonLinesSource.MAX_LINE && json.read() != END) {
            requireRoom(bytes.length);
        }
        return bytes;
    }

    private static void requireRoom(int bytes) {
        if (bytes >= JsonLinesSource.MAX_LINE) {
            throw new InvalidRecordException(
                    "The body is one JSON object of more than " + JsonLinesSource.MAX_LINE
                                             + " bytes: no record is so large; send many records as an array or as lines of JSON");
        }
    }

    static boolean isWhiteSpace(int b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static BatchSource source(Form form, InputStream json) throws IOException {
        return form == Form.ARRAY ? new JsonArraySource(json) : new JsonLinesSource(withoutByteOrderMark(json));
    }

    private static Form form(Bytes bytes) throws IOException {
        int b = firstOf(bytes);
        if (b == '[') {
            return Form.ARRAY;
        }
        return b == '{' && restOfLineEndsAnObject(bytes) && nextOf(bytes) == '{' ? Form.LINES : Form.OBJECT;
    }

    private static int firstOf(Bytes bytes) throws IOException {
        int b = bytes.next();
        if (b == BYTE_ORDER_MARK[0] && bytes.next() == BYTE_ORDER_MARK[1] && bytes.next() == BYTE_ORDER_MARK[2]) {
            b = bytes.next();
        }
        return isWhiteSpace(b) ? nextOf(bytes) : b;
    }

    private static int nextOf(Bytes bytes) throws IOException {
        int b;
        do {
            b = bytes.next();
        } while (isWhiteSpace(b));
        return b;
    }

    private static boolean restOfLineEndsAnObject(Bytes bytes) throws IOException {
        int last = '{';
        for (int b = bytes.next(); b != '\n'; b = bytes.next()) {
            if (b == END) {
                return false;
            }
            last = isWhiteSpace(b) ? last : b;
        }
        return last == '}';
    }

    private static InputStream withoutByteOrderMark(InputStream in) throws IOException {
        byte[] head = in.readNBytes(BYTE_ORDER_MARK.length);
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != BYTE_ORDER_MARK[i]) {
                return new SequenceInputStream(new ByteArrayInputStream(head), in);
            }
        }
        return in;
    }
}
