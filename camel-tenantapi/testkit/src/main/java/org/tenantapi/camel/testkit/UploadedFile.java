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
package org.tenantapi.camel.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A file of a tenant.
 *
 * @param data the bytes; none until they were uploaded
 */
public record UploadedFile(String localId, String name, String mimeType, boolean publicAccess, byte[] data) {

    static UploadedFile of(ObjectNode file, byte[] data) {
        return new UploadedFile(
                file.path("localId").asText(), file.path("name").asText(), file.path("mimeType").asText(),
                file.path("publicAccess").asBoolean(), data);
    }

    @Override
    public byte[] data() {
        return data.clone();
    }
}
