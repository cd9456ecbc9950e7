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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Finds where the elements of a JSON array begin and end, and checks on the way that all of it is JSON. It is made for
 * passing by, which is most of what an export does with an answer and an import with a batch: it makes nothing of what
 * it sees. For one thread.
 */
public abstract class JsonArrayScanner extends JsonScanner {

    /** One element is on the heap as a whole, so a hostile one must not be as large as an array may be. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    private int length;
    private boolean begun;
    private boolean complete;
    private int count;

    /** @param in not closed here */
    protected JsonArrayScanner(InputStream in) {
        super(in);
    }

    /**
     * Goes to the next element.
     *
     * @return             false after the last one, when the array was complete
     * @throws IOException if this is not a complete array, as {@link #malformed} tells it
     */
    public final boolean next() throws IOException {
        keepNothing();
        if (complete) {
            return false;
        }
        int c = begun ? token() : begin();
        if (c == ']') {
            c = skipSpace();
            if (c != END) {
                throw followed(c);
            }
            complete = true;
            return false;
        }
        if (count > 0) {
            if (c != ',') {
                throw unexpected(c);
            }
            c = token();
        }
        keepFrom(at - 1);
        element(c);
        length = keptFrom() < 0 ? 0 : at - keptFrom();
        count++;
        return true;
    }

    private int begin() throws IOException {
        passByteOrderMark();
        int c = skipSpace();
        if (c != '[') {
            throw notAnArray(c);
        }
        begun = true;
        return token();
    }

    /** Passes the element by that begins with this, to its end. */
    protected abstract void element(int first) throws IOException;

    /** The text begins with this, and so is not an array. */
    protected IOException notAnArray(int first) {
        return malformed("an array is expected, not " + describe(first));
    }

    /** Behind the end of the array comes this. */
    protected IOException followed(int by) {
        return malformed("something follows after the array's end");
    }

    /** How many elements have been passed by. */
    protected final int count() {
        return count;
    }

    /** The current element as it came. */
    public byte[] bytes() {
        return Arrays.copyOfRange(buffer, keptFrom(), keptFrom() + length);
    }

    /** Writes the current element as it came. */
    public final void writeTo(OutputStream out) throws IOException {
        out.write(buffer, keptFrom(), length);
    }

    /**
     * Passes a malformed element by once more, from its beginning and by its brackets and quotes alone. Behind it must
     * come what follows an element.
     *
     * @param  max         how much of it is wanted at most
     * @param  asMalformed what is thrown if it cannot be told where it ends
     * @return             its first bytes
     */
    protected final byte[] passBy(int max, IOException asMalformed) throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        at = keptFrom();
        keepNothing();
        int depth = 0;
        boolean inText = false;
        boolean escaped = false;
        do {
            if (at == end && !fill()) {
                throw asMalformed;
            }
            int c = buffer[at++];
            if (first.size() < max) {
                first.write(c);
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
        return first.toByteArray();
    }

    /** What begins with this. */
    protected static String describe(int c) {
        return switch (c) {
            case END -> "the end of the input";
            case '{' -> "an object";
            case '[' -> "an array";
            case ']', '}' -> "a closing bracket";
            case '"' -> "a text";
            case 'n' -> "null";
            case 't', 'f' -> "true or false";
            default -> isDigit(c) || c == '-' ? "a number" : "something that is not JSON";
        };
    }
}
