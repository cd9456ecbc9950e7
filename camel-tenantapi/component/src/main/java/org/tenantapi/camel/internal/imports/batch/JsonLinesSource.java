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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.internal.json.JsonArrayScanner;

/**
 * A batch that comes as lines of JSON, NDJSON. Blank lines count as lines and are not elements.
 */
final class JsonLinesSource implements BatchSource {

    /** So that a file which is none of lines, however large, is refused rather than read into memory. */
    static final int MAX_LINE = JsonArrayScanner.MAX_BYTES;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private long lines;

    JsonLinesSource(InputStream in) {
        this.in = in;
    }

    @Override
    public @Nullable BatchElement next() throws IOException {
        while (fill()) {
            byte[] line = line();
            if (!isBlank(line)) {
                return new BatchElement(line, lines);
            }
        }
        return null;
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return position < limit;
    }

    private byte[] line() throws IOException {
        lines++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && fill()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            tooLong |= line.size() + (end - position) > MAX_LINE;
            if (!tooLong) {
                line.write(buffer, position, end - position);
            }
            ended = end < limit;
            position = ended ? end + 1 : end;
        }
        if (tooLong) {
            throw new InvalidRecordException(
                    "Line " + lines + " is longer than " + MAX_LINE + " bytes: no record is so large");
        }
        return line.toByteArray();
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (!JsonBody.isWhiteSpace(b)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
