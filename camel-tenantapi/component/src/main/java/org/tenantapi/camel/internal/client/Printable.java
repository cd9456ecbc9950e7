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
package org.tenantapi.camel.internal.client;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * The printable form of a text that comes from outside, such as an id, a reason phrase or an error, fit for one line of
 * a log, a message or a terminal: what could end the line, steer the terminal, turn the direction of reading or hide
 * itself is shown as {@code \\u001b}. All other characters stay as they are. Every text of a server passes through here
 * before a person sees it.
 */
public final class Printable {

    private Printable() {
    }

    /**
     * The text in one printable line; a missing one is shown as {@code null}.
     */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        if (text.codePoints().allMatch(Printable::isPrintable)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isPrintable(c)) {
                line.appendCodePoint(c);
            } else if (c == '\n') {
                line.append("\\n");
            } else if (c == '\r') {
                line.append("\\r");
            } else if (c == '\t') {
                line.append("\\t");
            } else {
                for (char half : Character.toChars(c)) {
                    line.append(String.format("\\u%04x", (int) half));
                }
            }
        });
        return line.toString();
    }

    /** What the exception says, in one printable line: its type and its message. */
    public static String of(Throwable failure) {
        return of(String.valueOf(failure));
    }

    /** Control characters, line ends, directions and others without a shape, and halves of characters, are not. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }

    /** The cause, or something in its place that can be printed with all that it says. */
    static IOException cause(IOException cause) {
        boolean printable = true;
        for (Throwable one = cause; one != null; one = one.getCause()) {
            String said = one.toString();
            printable &= said.equals(of(said));
        }
        if (printable) {
            return cause;
        }
        IOException shown = new IOException(of(cause));
        shown.setStackTrace(cause.getStackTrace());
        return shown;
    }
}
