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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content that a request sends.
 *
 * @param source      where the bytes come from, opened once for each time they are sent
 * @param length      how many bytes there are; {@link #UNKNOWN_LENGTH} sends them in chunks
 * @param contentType the Content-Type header
 * @param repeatable  whether the source can be opened more than once, so that the bytes can be sent again
 */
public record Payload(Source source, long length, String contentType, boolean repeatable) {

    /** For a source that cannot tell its length. */
    public static final long UNKNOWN_LENGTH = -1;

    /** Opens the bytes from their beginning. */
    @FunctionalInterface
    public interface Source {
        /**
         * @throws IOException if the bytes cannot be read; that is not a failure of the server
         */
        InputStream open() throws IOException;
    }

    /**
     * @throws IllegalArgumentException if the content type is missing or holds a character that a header cannot carry
     */
    public Payload {
        if (contentType == null || contentType.isBlank() || contentType.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("The content type must be a text of printable ASCII, e.g. image/png");
        }
    }

    /** Bytes that can be read as often as they have to be sent. */
    public Payload(Source source, long length, String contentType) {
        this(source, length, contentType, true);
    }

    /** Bytes that can be read only once. */
    public static Payload once(InputStream bytes, String contentType) {
        return new Payload(() -> bytes, UNKNOWN_LENGTH, contentType, false);
    }

    /** These bytes, exactly, as JSON. */
    public static Payload json(byte[] json) {
        return of(json, "application/json");
    }

    /** These bytes, exactly. */
    public static Payload of(byte[] bytes, String contentType) {
        return new Payload(() -> new ByteArrayInputStream(bytes), bytes.length, contentType);
    }

    @Override
    public String toString() {
        return "Payload[" + (length == UNKNOWN_LENGTH ? "unknown length" : length + " bytes") + ", " + contentType + "]";
    }
}
