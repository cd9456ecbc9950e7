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
 * The request contradicts what the server has (409), for example a remoteId that another record holds.
 */
public class TenantApiConflictException extends TenantApiException {

    /** For {@code request}, with a message that says what failed, where, and what to do. */
    public TenantApiConflictException(FailedRequest request, String message, @Nullable Throwable cause) {
        super(request, message, cause);
    }

    /**
     * Whether the request had been sent before and was sent again, because it was answered as not done: what it
     * contradicts now may be what it did then.
     */
    public boolean mayBeOwn() {
        return getRequest().sentBefore();
    }
}
