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

import java.util.List;

/**
 * Who is told of records that could not be delivered.
 */
@FunctionalInterface
public interface FailureReporter {

    /** Reports nothing. */
    FailureReporter NONE = failures -> {
    };

    /**
     * @param version what could not be delivered
     * @param error   why
     */
    record Failure(RecordVersion version, String error) {
    }

    /**
     * Reports the failures of one poll. What it throws is logged and changes nothing: a report that cannot be sent must
     * not hold up the export.
     */
    void report(List<Failure> failures);
}
