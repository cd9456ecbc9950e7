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
 * have got the request; {@code sentBefore} is true if an attempt before this one was sent, and answered so that it
 * could be repeated.
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
        boolean sent,
        boolean sentBefore)
        implements
            Serializable {

    private static final int FORBIDDEN = 403;

    /** Whether the server may have done what the request asked for and says nothing of it. */
    boolean isAmbiguous() {
        return sent && !isRead() && meaning().writeMayBeDone();
    }

    /** Whether the request can be sent again as if it had not been sent before. */
    boolean isHarmlessToRepeat() {
        return meaning().isHarmlessToRepeat(isRead() || !sent);
    }

    /** Whether it is the fault of what was asked for, so that other records may be read all the same. */
    boolean isOfTheRecord() {
        return status == FORBIDDEN || meaning().isOfTheRecord();
    }

    StatusMeaning meaning() {
        return StatusMeaning.of(status, headers);
    }

    private boolean isRead() {
        return method.equals("GET");
    }
}
