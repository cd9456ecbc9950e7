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
package org.tenantapi.camel.internal.json;

import java.io.IOException;
import java.io.InputStream;

/**
 * Passes the values of a JSON text by, and checks on the way that they are JSON (RFC 8259): it accepts and refuses what
 * Jackson accepts and refuses.
 */
abstract class JsonScanner extends JsonScalars {

    /** Jackson's limit, too. */
    private static final int MAX_DEPTH = 1000;

    private final boolean[] isObject = new boolean[MAX_DEPTH + 1];
    private int nameLength;

    JsonScanner(InputStream in) {
        super(in);
    }

    /** How many bytes the name has that was passed by last. */
    final int nameLength() {
        return nameLength;
    }

    /**
     * Passes a value by, and all that is in it.
     *
     * @param first  what it begins with
     * @param around how many arrays and objects it is in
     */
    protected final void value(int first, int around) throws IOException {
        int c = first;
        int depth = around;
        do {
            boolean opened = false;
            switch (c) {
                case '"' -> string();
                case '{', '[' -> {
                    depth++;
                    if (depth > MAX_DEPTH) {
                        throw malformed("it is nested more than " + MAX_DEPTH + " deep");
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
            if (!opened && depth > around) {
                c = token();
            }
            // what follows a value, or the beginning of an object or array
            while (depth > around && c == (isObject[depth] ? '}' : ']')) {
                depth--;
                opened = false;
                if (depth > around) {
                    c = token();
                }
            }
            if (depth > around) {
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
        } while (depth > around);
    }

    /** Whether it is written without escapes and in ASCII. */
    final boolean name(int first) throws IOException {
        if (first != '"') {
            throw unexpected(first);
        }
        int start = at - keptFrom();
        boolean plain = string();
        nameLength = at - 1 - keptFrom() - start;
        int c = token();
        if (c != ':') {
            throw unexpected(c);
        }
        return plain;
    }
}
