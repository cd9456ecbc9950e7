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
package org.tenantapi.camel.internal.imports;

import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.imports.OutcomeUnknownException;

/**
 * Carries out one request, each time anew and independent of others. Safe for use by many threads.
 */
@FunctionalInterface
public interface ImportOperation {

    /**
     * @throws InvalidRecordException                        if the request cannot be sent as it is; nothing was sent
     * @throws org.tenantapi.camel.client.TenantApiException if the server cannot be reached or does not agree
     */
    ImportResult execute(ImportRequest request);

    /**
     * Carries out a request once more of which it is unknown whether it was carried out before.
     *
     * @throws OutcomeUnknownException if it is unknown still; nothing was sent
     */
    default ImportResult executeAgain(ImportRequest request) {
        return execute(request);
    }
}
