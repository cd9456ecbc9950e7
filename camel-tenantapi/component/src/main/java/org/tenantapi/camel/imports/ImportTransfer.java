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
package org.tenantapi.camel.imports;

import java.time.Instant;
import java.util.List;

/**
 * What one message did that a producer imported, or several of them, in the platform's terms.
 * {@code considered = delivered + failed + ignored}, always: a record that has no outcome yet is not counted yet.
 *
 * @param startTime     when it began, on the local clock
 * @param endTime       when it ended; for one in progress the time of these counts
 * @param counts        the records by their outcomes
 * @param sessionErrors what kept records from being sent that is not the fault of a single one, such as a refused
 *                      password; usually empty
 */
public record ImportTransfer(Instant startTime, Instant endTime, ImportCounts counts, List<String> sessionErrors) {

    public ImportTransfer {
        sessionErrors = List.copyOf(sessionErrors);
    }

    /** Records looked at. */
    public long considered() {
        return counts.considered();
    }

    /** Records that were sent and are in the Tenant. */
    public long delivered() {
        return counts.delivered();
    }

    /** Records that are not known to be in the Tenant. */
    public long failed() {
        return counts.failed();
    }

    /** Records that were in the Tenant just as they were to be sent. */
    public long ignored() {
        return counts.ignored();
    }

    /**
     * Whether nothing ended it before its time. Single records may have failed all the same, as they may for a transfer
     * of the platform's own Connectors.
     */
    public boolean isSuccessful() {
        return sessionErrors.isEmpty();
    }
}
