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
package org.tenantapi.camel.testkit.history;

import java.time.Instant;

/**
 * One thing that went wrong with one version.
 *
 * @param lastModified of the version
 * @param detail       how it shows
 */
public record Finding(Kind kind, String localId, Instant lastModified, String detail) {

    public enum Kind {
        /** It had to be processed and was not, nor was a newer version of its record. */
        LOST,
        /** It was processed once too often, and no crash explains that. */
        REPEATED,
        /** It was processed after a newer version of its record. */
        OUT_OF_ORDER,
        /** It stood in an answer that was read completely, and neither it nor a newer version was processed. */
        SUPPRESSED,
        /** It was processed, and the tenant never had it. */
        UNKNOWN
    }

    @Override
    public String toString() {
        return kind + " " + localId + " of " + lastModified + ": " + detail;
    }
}
