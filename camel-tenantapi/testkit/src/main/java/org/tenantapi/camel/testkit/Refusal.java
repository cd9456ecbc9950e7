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

import java.util.Map;

/** A request the simulated platform says no to, with the status and the reason that go into the answer. */
final class Refusal extends RuntimeException {

    private final int status;
    private final Map<String, String> headers;

    private Refusal(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, message, Map.of());
    }

    static Refusal unauthorized() {
        return new Refusal(
                401, "User name and password are not those of a user of any tenant",
                Map.of("WWW-Authenticate", "Basic realm=\"Tenant API\", charset=\"UTF-8\""));
    }

    static Refusal forbidden(String message) {
        return new Refusal(403, message, Map.of());
    }

    static Refusal notFound(String message) {
        return new Refusal(404, message, Map.of());
    }

    static Refusal methodNotAllowed(String allowed) {
        return new Refusal(405, "This resource knows " + allowed + " only", Map.of("Allow", allowed));
    }

    static Refusal conflict(String message) {
        return new Refusal(409, message, Map.of());
    }

    static Refusal unsupportedMediaType(String message) {
        return new Refusal(415, message, Map.of());
    }

    /** Seconds are counted from whole second to whole second, so the next one is never farther than one away. */
    static Refusal tooManyRequests(int limit) {
        return new Refusal(429, "More than " + limit + " requests in this second", Map.of("Retry-After", "1"));
    }

    Answer answer() {
        Answer answer = Answer.error(status, getMessage());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.withHeader(header.getKey(), header.getValue());
        }
        return answer;
    }
}
