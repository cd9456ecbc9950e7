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

import java.time.Instant;
import java.util.stream.Collectors;

/**
 * What a Plug of a Connection has asked for so far.
 *
 * @param plug         the platform's name, such as {@code OrderExport}
 * @param connectionId of which Connection
 * @param requests     how many there were
 * @param refused      of these, how many got no answer of 2xx
 * @param lastAt       when the latest came, on the simulator's clock
 * @param lastRequest  its method, path and query, decoded
 * @param lastStatus   what it was answered; 0 for no complete answer
 */
record PlugActivity(String plug, String connectionId, long requests, long refused, Instant lastAt, String lastRequest,
        int lastStatus) {

    static PlugActivity none(String plug, String connectionId) {
        return new PlugActivity(plug, connectionId, 0, 0, null, "", 0);
    }

    PlugActivity and(ReceivedRequest request, int status) {
        boolean good = status >= 200 && status < 300;
        return new PlugActivity(
                plug, connectionId, requests + 1, refused + (good ? 0 : 1), request.at(), asked(request), status);
    }

    private static String asked(ReceivedRequest request) {
        String query = request.query().entrySet().stream()
                .flatMap(parameter -> parameter.getValue().stream().map(value -> parameter.getKey() + "=" + value))
                .collect(Collectors.joining("&"));
        return request.method() + " " + request.path() + (query.isEmpty() ? "" : "?" + query);
    }

    /** {@code ok}, {@code throttled}, {@code refused} or {@code unavailable}: how the latest request went. */
    String state() {
        if (lastStatus == 429 || lastStatus == 503) {
            return "throttled";
        }
        if (lastStatus >= 400 && lastStatus < 500) {
            return "refused";
        }
        return lastStatus >= 200 && lastStatus < 300 ? "ok" : "unavailable";
    }
}
