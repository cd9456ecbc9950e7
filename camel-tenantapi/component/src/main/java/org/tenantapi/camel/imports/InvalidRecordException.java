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

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.Printable;

/**
 * The record or body cannot be sent. The message says what is wrong, where, and what to do. Nothing was sent.
 */
public class InvalidRecordException extends IllegalArgumentException {

    public InvalidRecordException(@Nullable String message) {
        super(Printable.of(message));
    }

    public InvalidRecordException(String message, @Nullable Throwable cause) {
        super(Printable.of(message), cause);
    }
}
