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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.jackson.SchemaType;

/**
 * The versions of those parts of Camel that the component uses, by their artifact's name. A build that takes the
 * versions of Camel's starters from {@code camel-spring-boot-bom} only gets camel-http and camel-jackson in the version
 * that this starter was built with.
 */
record CamelVersions(Map<String, String> byArtifact) {

    private static final Pattern RELEASE_LINE = Pattern.compile("\\d+\\.\\d+");

    static CamelVersions ofTheClassPath() {
        Map<String, String> versions = new TreeMap<>();
        // types that need no others of Camel: they can be loaded, however odd the mixture is
        put(versions, "camel-api", CamelContext.class);
        put(versions, "camel-http", HttpClientConfigurer.class);
        put(versions, "camel-jackson", SchemaType.class);
        return new CamelVersions(versions);
    }

    /** A class that does not say where it is from, as in a repackaged jar, is taken for right. */
    private static void put(Map<String, String> versions, String artifact, Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        if (version != null) {
            versions.put(artifact, version);
        }
    }

    /** @throws MixedCamelVersionsException if they are not all of one release line, such as 4.18 */
    void requireOne() {
        long lines = byArtifact.values().stream().map(CamelVersions::releaseLine).distinct().count();
        if (lines > 1) {
            throw new MixedCamelVersionsException(byArtifact);
        }
    }

    private static String releaseLine(String version) {
        Matcher line = RELEASE_LINE.matcher(version);
        return line.lookingAt() ? line.group() : version;
    }
}
