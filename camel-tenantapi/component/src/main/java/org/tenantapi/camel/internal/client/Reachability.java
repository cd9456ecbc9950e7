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

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiUnavailableException;

/**
 * The result of the latest requests of a client. An answer that refuses one request, such as 404 or 409, is as good as
 * any: the server is there and accepts the user.
 *
 * @param failure what keeps the server from serving any request: it cannot be reached, fails, or refuses the user
 * @param since   when the first request in a row ended so
 * @param last    when the latest one did
 */
public record Reachability(@Nullable TenantApiException failure, @Nullable Instant since, @Nullable Instant last) {

    static final Reachability GOOD = new Reachability(null, null, null);

    Reachability after(TenantApiException thrown, Instant now) {
        boolean serves = !(thrown instanceof TenantApiAuthenticationException || thrown instanceof TenantApiUnavailableException
                || thrown instanceof TenantApiMalformedAnswerException);
        return serves ? GOOD : new Reachability(thrown, since == null ? now : since, now);
    }
}
