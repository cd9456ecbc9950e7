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
package org.tenantapi.camel.export;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the records of one record type are read.
 */
public interface ExportSource {

    /**
     * Asks for the records that were modified at this time or after it.
     *
     * @param modifiedAtOrAfter null for all records
     */
    Fetch fetch(Instant modifiedAtOrAfter) throws IOException;

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
     * The server's time.
     *
     * @return empty if the server does not say
     */
    Optional<Instant> serverTime() throws IOException;
}
