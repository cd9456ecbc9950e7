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

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.EventDrivenPollingConsumer;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * Hands records out one by one to a {@code pollEnrich} or a {@code ConsumerTemplate}. A record that it still holds when
 * it is stopped was never received: it comes again.
 */
final class TenantApiPollingConsumer extends EventDrivenPollingConsumer {

    private final BlockingQueue<Exchange> waiting;
    private volatile boolean stopped;

    TenantApiPollingConsumer(TenantApiEndpoint endpoint, int queueSize) {
        this(endpoint, queueSize <= 0 ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(queueSize));
    }

    private TenantApiPollingConsumer(TenantApiEndpoint endpoint, BlockingQueue<Exchange> waiting) {
        super(endpoint, waiting);
        this.waiting = waiting;
    }

    /** Camel would keep to itself why there is nothing to receive. */
    @Override
    protected long beforePoll(long timeout) {
        try {
            return consumer().beforePoll(timeout);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        super.process(exchange);
        if (stopped) {
            giveBack();
        }
    }

    @Override
    protected void doStart() throws Exception {
        stopped = false;
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        consumer().routeStop().begin();
        stopped = true;
        giveBack();
        super.doStop();
    }

    /** The poll that they come from waits for their completion, and a stop for that poll. */
    private void giveBack() {
        for (Exchange exchange = waiting.poll(); exchange != null; exchange = waiting.poll()) {
            exchange.setException(new RejectedExecutionException("it was not received before the stop"));
            if (exchange.getUnitOfWork() == null) {
                List<Synchronization> completions = exchange.getExchangeExtension().handoverCompletions();
                UnitOfWorkHelper.doneSynchronizations(exchange, completions);
            } else {
                UnitOfWorkHelper.doneUow(exchange.getUnitOfWork(), exchange);
            }
        }
    }

    private TenantApiConsumer consumer() {
        return (TenantApiConsumer) getDelegateConsumer();
    }
}
