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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Plugs of one Tenant do, as far as the platform sees it: who reads a list exports, who writes imports. Safe
 * for use by several threads.
 */
final class PlugActivities {

    private static final Pattern PATH = Pattern.compile("/api/(?!log/)(?<type>[^/]+)(?<record>/.*)?");

    private final Map<String, PlugActivity> plugs = new TreeMap<>();

    synchronized void note(String connectionId, ReceivedRequest request, int status) {
        // as it was sent: a path that cannot be decoded has got its answer
        Matcher path = PATH.matcher(request.path());
        boolean reads = request.method().equals("GET");
        if (!path.matches() || reads && path.group("record") != null) {
            // a single record is read by an import that looks it up, and by an export that tries it again
            return;
        }
        String type = path.group("type");
        String plug = type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1) + (reads ? "Export" : "Import");
        plugs.merge(connectionId + " " + plug, PlugActivity.none(plug, connectionId).and(request, status),
                (known, first) -> known.and(request, status));
    }

    /** In the order of the Connections. */
    synchronized List<PlugActivity> all() {
        return List.copyOf(plugs.values());
    }
}
