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
package org.tenantapi.camel.internal.export;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Where the records of one record type are read.
 */
public interface ExportSource {

    /**
     * A server of the Tenant API.
     *
     * @param baseUrl      the API's root, in one spelling
     * @param mayHaveMoved whether a position that was made under another address may go on here
     */
    record Server(String baseUrl, boolean mayHaveMoved) {

        private static final int HTTP = 80;
        private static final int HTTPS = 443;

        /** Two spellings of one address are one. */
        public static Server at(URI baseUrl, boolean mayHaveMoved) {
            String scheme = baseUrl.getScheme().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? HTTPS : HTTP;
            String port = baseUrl.getPort() < 0 || baseUrl.getPort() == usual ? "" : ":" + baseUrl.getPort();
            String path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath().replaceAll("/+$", "");
            return new Server(scheme + "://" + baseUrl.getHost().toLowerCase(Locale.ROOT) + port + path, mayHaveMoved);
        }
    }

    /**
     * The server that it reads from. A source that does not say goes on with a position of any server.
     */
    default @Nullable Server server() {
        return null;
    }

    /**
     * Asks for the records that were modified at this time or after it.
     *
     * @param modifiedAtOrAfter if missing, all records
     */
    Fetch fetch(@Nullable Instant modifiedAtOrAfter) throws IOException;

    /**
     * Reads one record as it is now.
     *
     * @return empty if there is no such record
     */
    Optional<byte[]> read(String localId) throws IOException;

    /**
     * Gives a record this remoteId.
     *
     * @return                  the record as it is then; empty if the server does not show it
     * @throws RuntimeException if the server does not take it, or the source cannot write
     */
    default Optional<RecordVersion> link(String localId, String remoteId) {
        throw new UnsupportedOperationException("This source can only be read");
    }

    /**
     * How the contents of its versions are told from each other.
     */
    default ContentDigest digest() {
        return ContentDigest.WHOLE;
    }

    /**
     * The server's time.
     *
     * @return empty if the server does not say
     */
    Optional<Instant> serverTime() throws IOException;
}
