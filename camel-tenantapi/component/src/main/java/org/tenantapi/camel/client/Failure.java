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
package org.tenantapi.camel.client;

import java.io.Serializable;
import java.util.Map;

/**
 * What is known about a failed request. Status 0 stands for no answer; {@code sent} is false only if the server cannot
 * have got the request.
 */
record Failure(
        String method,
        String path,
        String tenant,
        String connectionId,
        int status,
        String reason,
        Map<String, String> headers,
        String body,
        boolean sent)
        implements
            Serializable {

    private static final int NO_ANSWER = 0;

    /** Whether the server may have done what the request asked for and says nothing of it. */
    boolean isAmbiguous() {
        // 4xx and 503 (RFC 9110, 15.6.4) are given instead of doing it
        return sent && !isRead() && !isRefusal() && status != 503;
    }

    /** Whether the request can be sent again as if it had not been sent before. */
    boolean isHarmlessToRepeat() {
        return switch (status) {
            case 429, 503 -> true;
            case NO_ANSWER, 502, 504 -> isRead() || !sent;
            default -> false;
        };
    }

    private boolean isRead() {
        return method.equals("GET");
    }

    private boolean isRefusal() {
        return status >= 400 && status < 500;
    }
}
