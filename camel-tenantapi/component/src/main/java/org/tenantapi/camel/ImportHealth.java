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
package org.tenantapi.camel;

import java.time.Duration;
import java.util.Optional;

import org.tenantapi.camel.client.Reachability;
import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.imports.ImportState;
import org.tenantapi.camel.imports.ImportStatus;

/**
 * What is wrong with an import, judged by how its latest requests ended: nothing is asked, and nothing moves.
 *
 * @param reason what is wrong and what to do about it
 * @param error  what the latest request ended with
 */
record ImportHealth(String reason, TenantApiException error) {

    /** five minutes are enough for a server to be started again */
    private static final Duration LONG = Duration.ofMinutes(5);

    /**
     * Empty when all is well. An import that is throttled is not unhealthy: it does what the server asked for. One
     * request in vain is no trouble of the Plug, whose route knows of it and tries again; a user who is not let in is.
     */
    static Optional<ImportHealth> of(ImportStatus status, Reachability reachability) {
        TenantApiException error = reachability.failure();
        if (error == null || status.state() == ImportState.THROTTLED) {
            return Optional.empty();
        }
        if (error instanceof TenantApiAuthenticationException) {
            return Optional.of(new ImportHealth(
                    "The server lets this user in no more, so nothing is imported: " + error.getMessage(), error));
        }
        if (Duration.between(reachability.since(), reachability.last()).compareTo(LONG) < 0) {
            return Optional.empty();
        }
        return Optional.of(new ImportHealth(
                "No request has been served from " + reachability.since() + " to " + reachability.last()
                                            + ", so nothing was imported: " + error.getMessage(),
                error));
    }
}
