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

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.internal.json.JsonArrayScanner;

/**
 * A batch that comes as a JSON array, cut into its elements byte for byte.
 */
final class JsonArraySource implements BatchSource {

    private final InputStream in;
    private final Elements elements;

    /** @param in an array in UTF-8, with or without a byte order mark */
    JsonArraySource(InputStream in) {
        this.in = in;
        this.elements = new Elements(in);
    }

    @Override
    public @Nullable BatchElement next() throws IOException {
        if (!elements.next()) {
            return null;
        }
        if (!elements.isObject) {
            throw new InvalidRecordException(
                    "Line " + elements.line + ": this element of the array is not a JSON object");
        }
        return new BatchElement(elements.bytes(), elements.line);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class Elements extends JsonArrayScanner {

        private boolean isObject;
        private long line;

        private Elements(InputStream in) {
            super(in);
        }

        @Override
        protected void element(int first) throws IOException {
            isObject = first == '{';
            line = line();
            value(first, 1);
        }

        @Override
        protected IOException malformed(String what) {
            return new IOException("line " + line() + ", column " + column() + ": " + what);
        }
    }
}
