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
package org.tenantapi.camel.internal.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * One request to the Tenant API, independent of who sends it. Path segments and query parameters are given as they are;
 * they are percent-encoded (RFC 3986) when sent, so an id can reach neither another path nor the query.
 *
 * @param method  the HTTP method
 * @param path    the path segments behind the API's root; empty for the root itself
 * @param query   the query parameters, in this order
 * @param payload the content that is sent, if there is any
 * @param trace   the trace that it belongs to
 */
public record Request(String method, List<String> path, Map<String, String> query, @Nullable Payload payload,
        TraceContext trace) {

    /**
     * @throws IllegalArgumentException if a path segment is empty, {@code .} or {@code ..}: no encoding keeps a server
     *                                  from taking these for another path
     */
    public Request {
        path = List.copyOf(path);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        for (String segment : path) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException(
                        "'" + segment + "' cannot be part of the path " + path
                                                   + ": a record type or an id must have a text other than '.' and '..'");
            }
        }
    }

    /** Of no trace. */
    public Request(String method, List<String> path, Map<String, String> query, @Nullable Payload payload) {
        this(method, path, query, payload, TraceContext.NONE);
    }

    /** A GET of this path, {@code get("order", localId)}; without segments of the API's root. */
    public static Request get(String... path) {
        return new Request("GET", List.of(path), Map.of(), null);
    }

    /** A POST to this path. */
    public static Request post(Payload payload, String... path) {
        return new Request("POST", List.of(path), Map.of(), payload);
    }

    /** A PUT to this path. */
    public static Request put(Payload payload, String... path) {
        return new Request("PUT", List.of(path), Map.of(), payload);
    }

    /** The same request with one more query parameter. */
    public Request withQuery(String name, String value) {
        return withQuery(Map.of(name, value));
    }

    /** The same request with more query parameters. */
    public Request withQuery(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.putAll(parameters);
        return new Request(method, path, all, payload, trace);
    }

    /** The same request as part of this trace. */
    public Request in(TraceContext itsTrace) {
        return new Request(method, path, query, payload, itsTrace);
    }

    /** Method, path and query, without the payload. */
    @Override
    public String toString() {
        return method + " " + target();
    }

    boolean isRead() {
        return method.equals("GET");
    }

    /** Path and query, encoded, relative to the API's root. */
    String target() {
        StringBuilder target = new StringBuilder();
        path.forEach(segment -> target.append('/').append(encode(segment)));
        if (path.isEmpty()) {
            target.append('/');
        }
        if (!query.isEmpty()) {
            StringJoiner parameters = new StringJoiner("&", "?", "");
            query.forEach((name, value) -> parameters.add(encode(name) + "=" + encode(value)));
            target.append(parameters);
        }
        return target.toString();
    }

    URI resolve(URI baseUrl) {
        return URI.create(baseUrl + target());
    }

    private static String encode(String text) {
        return PercentCodec.encode(text, StandardCharsets.UTF_8);
    }
}
