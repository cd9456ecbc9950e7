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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A request that failed: what was sent, what was answered, and what follows from it. A {@link TenantApiException} tells
 * of it.
 */
public interface FailedRequest extends Serializable {

    /** The HTTP method. */
    String method();

    /** Path and query behind the API's root, percent-encoded. */
    String path();

    /** The Tenant in whose name it was sent. */
    String tenant();

    /** The Connection in whose name it was sent. */
    String connectionId();

    /** The status code of the answer, 0 if there was none. */
    int status();

    /** The reason phrase of the answer, empty if there was none. */
    String reason();

    /** The headers of the answer, whatever the case of their names; several of one name are joined by a comma. */
    Map<String, String> headers();

    /** The first 8 KiB of the answer, as text; empty if there was nothing or it was not kept. */
    String body();

    /** False only if the server cannot have got it. */
    boolean sent();

    /** Whether an attempt before this one was sent, and answered so that it could be repeated. */
    boolean sentBefore();

    /** Whether the server may have done what it asked for, and has not said so. */
    boolean isAmbiguous();

    /** Whether the failure is of the record that was asked for, so that other records may be read all the same. */
    boolean isOfTheRecord();

    /** How long the server asks to wait before the next attempt (Retry-After, RFC 9110, 10.2.3), if it says so. */
    Optional<Duration> retryAfter();
}
