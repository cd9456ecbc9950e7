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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/** A request with all that is needed to answer it: what tests may see of it, and its secret, and its whole body. */
record ApiRequest(ReceivedRequest seen, Optional<String> authorization, byte[] body) {

    private static final String AUTHORIZATION = "Authorization";

    static ApiRequest of(HttpServerRequest request, byte[] bytes, SimulatorClock clock) {
        Map<String, List<String>> headers = values(request.headers(), new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
        Optional<String> authorization = headers.getOrDefault(AUTHORIZATION, List.of()).stream().findFirst();
        // only the scheme is shown, and only if there is one: without it the whole value is the secret
        headers.replaceAll((name, values) -> name.equalsIgnoreCase(AUTHORIZATION)
                ? List.of(values.get(0).startsWith("Basic ") ? "Basic (not shown)" : "(not shown)") : List.copyOf(values));
        Map<String, List<String>> query = values(request.params(), new TreeMap<>());
        query.replaceAll((name, values) -> List.copyOf(values));
        ReceivedRequest seen = new ReceivedRequest(
                clock.now(), request.method().name(), request.path(), Collections.unmodifiableMap(query),
                Collections.unmodifiableMap(headers), Arrays.copyOf(bytes, Math.min(bytes.length, ReceivedRequest.BODY_LIMIT)));
        return new ApiRequest(seen, authorization, bytes);
    }

    String method() {
        return seen.method();
    }

    Optional<String> header(String name) {
        return seen.header(name);
    }

    Optional<String> queryParameter(String name) {
        return seen.queryParameter(name);
    }

    /** @throws Refusal (400) when the parameter is neither true, false nor absent */
    boolean flag(String name) {
        String value = queryParameter(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw Refusal.badRequest(name + " must be true or false");
        }
        return value.equals("true");
    }

    /** The Content-Type without its parameters; empty when there is none. */
    String mediaType() {
        return header("Content-Type").map(type -> type.split(";")[0].trim()).orElse("");
    }

    /** @throws Refusal (415) when the body is not announced as JSON */
    void requireJson() {
        if (!mediaType().equalsIgnoreCase("application/json")) {
            throw Refusal.unsupportedMediaType("The Content-Type must be application/json, not '" + mediaType() + "'");
        }
    }

    private static Map<String, List<String>> values(MultiMap pairs, Map<String, List<String>> values) {
        pairs.forEach((name, value) -> values.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value));
        return values;
    }

    @Override
    public String toString() {
        return seen.toString();
    }
}
