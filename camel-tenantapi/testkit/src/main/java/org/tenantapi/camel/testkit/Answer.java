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

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What goes back over the wire: a status, headers, and a body that knows its length before it is written. */
record Answer(int status, SortedMap<String, String> headers, Body body, boolean chunked) {

    private static final String JSON = "application/json;charset=UTF-8";

    Answer {
        headers = Collections.unmodifiableSortedMap(headers);
    }

    static Answer json(byte[] json) {
        return empty(200).withBody(JSON, Body.of(json));
    }

    static Answer list(Body records) {
        return empty(200).withBody(JSON, records).withChunks();
    }

    static Answer empty(int status) {
        return new Answer(status, new TreeMap<>(String.CASE_INSENSITIVE_ORDER), Body.EMPTY, false);
    }

    static Answer error(int status, String message) {
        byte[] json = Json.bytes(Json.newObject().put("status", status).put("message", message));
        return empty(status).withBody(JSON, Body.of(json));
    }

    Answer withBody(String contentType, Body other) {
        return new Answer(status, headers, other, chunked).withHeader("Content-Type", contentType);
    }

    /** This answer, with the other's headers where it has none of its own: its Date, for one. */
    Answer withHeadersOf(Answer other) {
        SortedMap<String, String> both = new TreeMap<>(other.headers);
        both.putAll(headers);
        return new Answer(status, both, body, chunked);
    }

    Answer withHeader(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, chunked);
    }

    Answer withoutHeader(String name) {
        SortedMap<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(name);
        return new Answer(status, fewer, body, chunked);
    }

    /** Without a Content-Length: the reader learns the end from the last chunk. */
    Answer withChunks() {
        return new Answer(status, headers, body, true);
    }

    Answer withContentLength() {
        return new Answer(status, headers, body, false);
    }
}
