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
import org.tenantapi.camel.internal.client.Payload;

/**
 * A file for the platform.
 *
 * @param name         the file's name
 * @param publicAccess whether it is public
 * @param content      its bytes, and as their content type the file's MIME type
 */
public record FileUpload(String name, boolean publicAccess, Payload content) {

    /**
     * @throws InvalidRecordException if there is no name
     */
    public FileUpload {
        if (name == null || name.isBlank()) {
            throw new InvalidRecordException("The file has no name: set the header CamelFileName");
        }
    }
}
