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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Passes objects by, and notes where the texts of some of their members stand.
 */
public abstract class JsonObjectScanner extends JsonArrayScanner {

    private static final int NONE = -1;
    /** the array, and the object */
    private static final int AROUND_MEMBERS = 2;

    private final byte[][] names;
    private final int[] textStart;
    private final int[] textLength;
    private boolean unusual;

    /**
     * @param in    not closed here
     * @param names of the members, in ASCII
     */
    protected JsonObjectScanner(InputStream in, List<String> names) {
        super(in);
        this.names = names.stream().map(name -> name.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
        this.textStart = new int[names.size()];
        this.textLength = new int[names.size()];
    }

    /** Passes an object by, behind its brace. */
    protected final void object() throws IOException {
        Arrays.fill(textLength, NONE);
        unusual = false;
        int c = token();
        while (c != '}') {
            int nameStart = at - keptFrom();
            int member = NONE;
            if (name(c)) {
                member = member(nameStart);
            } else {
                unusual = true;
            }
            c = token();
            int valueStart = at - keptFrom();
            if (c != '"') {
                value(c, AROUND_MEMBERS);
            } else if (!string() && member != NONE) {
                unusual = true;
            } else if (member != NONE) {
                textStart[member] = valueStart;
                textLength[member] = at - 1 - keptFrom() - valueStart;
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

    /** Whether a name, or the text of one of the members, is written with escapes or outside ASCII. */
    protected final boolean isUnusual() {
        return unusual;
    }

    /** The text of a member of the current object, if it has one. */
    protected final @Nullable String text(int member) {
        return textLength[member] == NONE
                ? null : new String(buffer, keptFrom() + textStart[member], textLength[member], StandardCharsets.ISO_8859_1);
    }

    private int member(int nameStart) {
        int from = keptFrom() + nameStart;
        for (int member = 0; member < names.length; member++) {
            if (Arrays.equals(buffer, from, from + nameLength(), names[member], 0, names[member].length)) {
                return member;
            }
        }
        return NONE;
    }
}
