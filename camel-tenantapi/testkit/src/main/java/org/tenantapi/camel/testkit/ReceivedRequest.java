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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in, for assertions. Immutable.
 *
 * @param at      when, by the simulator's clock
 * @param path    the path as it was sent, without the query: {@code /api/order/by-remote-id}
 * @param query   the decoded query parameters
 * @param headers by name, in any case of letters; the value of {@code Authorization} is left out
 * @param body    at most its first {@value #BODY_LIMIT} bytes
 */
public record ReceivedRequest(Instant at, String method, String path, Map<String, List<String>> query,
        Map<String, List<String>> headers, byte[] body) {

    /** Longer bodies are cut, so that a test of many uploads keeps its memory. */
    public static final int BODY_LIMIT = 64 * 1024;

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a query parameter. */
    public Optional<String> queryParameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** {@link #body()} as text. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Method, path and query; no header, no body. */
    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : " " + query);
    }
}
