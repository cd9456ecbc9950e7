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

import java.util.function.Consumer;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.export.DeliveryResult;
import org.tenantapi.camel.internal.export.RecordVersion;

/**
 * Learns how an exchange ends, and tells what that means for its delivery.
 */
final class DeliveryCompletion implements Synchronization {

    private final TenantApiConsumer consumer;
    private final RecordLinks links;
    private final RecordVersion version;
    private final Consumer<DeliveryResult> completed;
    private @Nullable Exchange only;
    private @Nullable DeliveryResult decided;
    private boolean told;

    /**
     * @param version the first of its delivery
     */
    DeliveryCompletion(TenantApiConsumer consumer, RecordLinks links, RecordVersion version,
                       Consumer<DeliveryResult> completed) {
        this.consumer = consumer;
        this.links = links;
        this.version = version;
        this.completed = completed;
    }

    /**
     * No other exchange that it is handed over to says how this one ends: its transaction does not cover what they do.
     */
    void heedOnly(Exchange transacted) {
        only = transacted;
    }

    /** Whether it has learned how the exchange ended. */
    boolean isTold() {
        return told;
    }

    /** However the exchange ends, this is the result. */
    void decide(DeliveryResult result) {
        decided = result;
    }

    @Override
    public void onComplete(Exchange exchange) {
        try {
            if (only == null || only == exchange) {
                complete(exchange);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void complete(Exchange exchange) {
        if (decided != null) {
            tell(decided);
            return;
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            fail(new CamelExchangeException("The route marked the exchange for rollback", exchange));
            return;
        }
        String remoteId = links.wanted(version, exchange);
        tell(remoteId == null ? DeliveryResult.DELIVERED : links.link(version, remoteId));
    }

    @Override
    public void onFailure(Exchange exchange) {
        if (only != null && only != exchange) {
            return;
        }
        Exception cause = exchange.getException();
        fail(cause == null ? new CamelExchangeException("The exchange failed", exchange) : cause);
    }

    /**
     * A stop makes exchanges fail in many ways: rejected redeliveries, interrupted threads, connections that are
     * closed. No exception tells them from other failures, but the time does; and a record that has failed of itself
     * just then fails again after the start. A mere suspension makes none fail; but a failure may be why the consumer
     * is suspended, as by a circuit breaker.
     */
    void fail(Throwable cause) {
        tell(isBeingStopped() ? DeliveryResult.Aborted.byStop(cause) : DeliveryResult.Failed.with(cause));
    }

    void tell(DeliveryResult result) {
        told = true;
        completed.accept(decided == null ? result : decided);
    }

    private boolean isBeingStopped() {
        return consumer.routeStop().hasBegun() || !consumer.isRunAllowed()
                || consumer.getEndpoint().getCamelContext().isStopping();
    }
}
