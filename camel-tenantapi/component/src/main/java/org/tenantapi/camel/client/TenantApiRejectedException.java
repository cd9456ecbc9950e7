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

import org.jspecify.annotations.Nullable;

/**
 * The server rejected the request (most of 4xx); sent again unchanged it would be rejected again.
 */
public class TenantApiRejectedException extends TenantApiException {

    /** For {@code request}, with a message that says what failed, where, and what to do. */
    public TenantApiRejectedException(FailedRequest request, String message, @Nullable Throwable cause) {
        super(request, message, cause);
    }
}
