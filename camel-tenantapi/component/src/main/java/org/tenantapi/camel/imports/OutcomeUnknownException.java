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

import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.Printable;

/**
 * It is unknown whether what was sent has been carried out: its answer was lost, and looking it up did not clear it up.
 * Its cause is what happened to the answer. It is none of the exceptions of the client, so that an error handler that
 * sends again what failed does not double what is in.
 */
public class OutcomeUnknownException extends RuntimeCamelException {

    /**
     * @param message what is in doubt, and how to find out
     */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(Printable.of(message), cause);
    }
}
