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

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The path of a request below {@code /api/}, cut into its decoded segments (RFC 3986). */
final class PathSegments {

    private static final String ROOT = "/api/";

    private PathSegments() {
    }

    /** Nothing when the path does not lie below {@code /api/}; no segments for {@code /api/} itself. */
    static Optional<List<String>> of(String path) {
        if (!path.startsWith(ROOT)) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        if (path.length() > ROOT.length()) {
            for (String segment : path.substring(ROOT.length()).split("/", -1)) {
                segments.add(decode(segment));
            }
        }
        return Optional.of(segments);
    }

    static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String segment) {
        try {
            // a plus sign is only a space in a query
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("The path is not correctly percent-encoded");
        }
    }
}
