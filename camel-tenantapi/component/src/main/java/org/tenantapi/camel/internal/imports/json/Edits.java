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
import java.util.Comparator;
import java.util.List;

import org.tenantapi.camel.internal.imports.json.JsonScan.Span;

/**
 * Replaces parts of a text and leaves every other byte as it is.
 */
final class Edits {

    /** Other bytes in the place of these. */
    record Edit(Span span, byte[] replacement) {
    }

    private Edits() {
    }

    /**
     * @param edits in any order, none overlapping another
     */
    static byte[] apply(byte[] text, List<Edit> edits) {
        if (edits.isEmpty()) {
            return text;
        }
        ByteArrayOutputStream edited = new ByteArrayOutputStream(text.length + 8 * edits.size());
        int done = 0;
        for (Edit edit : edits.stream().sorted(Comparator.comparingInt(edit -> edit.span().start())).toList()) {
            edited.write(text, done, edit.span().start() - done);
            edited.writeBytes(edit.replacement());
            done = edit.span().start() + edit.span().length();
        }
        edited.write(text, done, text.length - done);
        return edited.toByteArray();
    }
}
