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

import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.management.ExportPoller;

/**
 * The polls of a consumer, as its Plug sees them.
 */
record ConsumerPoller(TenantApiConsumer consumer, PollingLock polling) implements ExportPoller {

    @Override
    public String routeId() {
        return consumer.getRouteId();
    }

    @Override
    public long errorCounter() {
        return consumer.getErrorCounter();
    }

    @Override
    public @Nullable Duration dueEvery() {
        boolean pollsAreDue = consumer.getScheduler() instanceof DefaultScheduledPollConsumerScheduler
                && consumer.isStartScheduler() && consumer.getRepeatCount() == 0 && !consumer.isSuspendingOrSuspended();
        return pollsAreDue
                ? consumer.getEndpoint().pollDelay().multipliedBy(Math.max(1, consumer.getBackoffMultiplier())) : null;
    }

    @Override
    public boolean betweenPolls(Runnable action) {
        return polling.betweenPolls(action);
    }

    @Override
    public TenantApiClient client() {
        return consumer.getEndpoint().pollingClient(consumer.getEndpoint());
    }
}
