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

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.service.ServiceHelper;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionException;

/**
 * Makes a transaction as a delivery would, with nothing in it: so that what is set up wrongly is refused at the start
 * and not record by record.
 */
record TransactedProbe(TenantApiConsumer consumer, TransactedPolicy policy, OwnedPosition position) {

    /**
     * @throws PositionException if the position cannot join the transactions of the policy
     */
    void run() {
        Exchange exchange = consumer.createExchange(false);
        try {
            consumer.createUoW(exchange);
            Processor joins = policy.wrap(consumer.getRoute(), joined -> position.joinTransaction().close());
            ServiceHelper.startService(joins);
            joins.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            consumer.doneUoW(exchange);
        }
        PositionException refused = exchange.getException(PositionException.class);
        if (refused != null) {
            throw refused;
        }
        if (exchange.getException() != null) {
            throw new PositionException(
                    "No transaction can begin for the deliveries of a transacted export: " + exchange.getException(),
                    exchange.getException());
        }
    }
}
