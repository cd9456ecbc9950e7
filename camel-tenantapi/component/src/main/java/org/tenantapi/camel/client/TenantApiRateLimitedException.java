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

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The server refused one of too many requests (429): nothing was done.
 */
public class TenantApiRateLimitedException extends TenantApiException {

    /** For {@code request}, with a message that says what failed, where, and what to do. */
    public TenantApiRateLimitedException(FailedRequest request, String message, @Nullable Throwable cause) {
        super(request, message, cause);
    }

    /** How long the server asks to wait before the next attempt (Retry-After, RFC 9110), if it says so. */
    public Optional<Duration> getRetryAfter() {
        return getRequest().retryAfter();
    }
}
