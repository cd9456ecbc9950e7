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
package org.tenantapi.camel.internal.management;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.TenantApiClient;

/**
 * The poller of an export: the consumer of a route.
 */
public interface ExportPoller {

    String routeId();

    /** How many polls in a row have failed. */
    long errorCounter();

    /** The time between polls, while it is known when the next one is due. */
    @Nullable
    Duration dueEvery();

    /**
     * Does this now, unless a poll is in progress.
     *
     * @return whether it was done
     */
    boolean betweenPolls(Runnable action);

    /** A client for questions that no poll asks. */
    TenantApiClient client();
}
