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
package org.tenantapi.camel.springboot;

import java.util.Map;

/**
 * The class path holds several versions of Camel.
 */
final class MixedCamelVersionsException extends IllegalStateException {

    private final String camelVersion;

    /** @param byArtifact versions; of them, that of camel-api is the application's */
    MixedCamelVersionsException(Map<String, String> byArtifact) {
        super("The class path holds several versions of Camel: " + byArtifact);
        this.camelVersion = byArtifact.get("camel-api");
    }

    /** What the application has chosen. */
    String camelVersion() {
        return camelVersion;
    }
}
