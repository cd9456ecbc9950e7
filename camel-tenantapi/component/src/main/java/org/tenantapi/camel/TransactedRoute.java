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

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.export.DeliveryResult;
import org.tenantapi.camel.internal.export.LinkedVersion;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionTransaction;

/**
 * A route that is processed in a transaction of the user's, in which the versions that it processes become finished as
 * well: they are in the user's tables and in the position together, or in neither.
 */
final class TransactedRoute {

    private static final String DELIVERY = "CamelTenantApiTransactedDelivery";

    private static final String HANDED_OVER
            = "The route hands the exchange over to another thread, as to a seda endpoint, so that its transaction does not"
              + " cover what is done there. With transacted=true, process it in the thread of the route: use direct in place"
              + " of seda";

    private final TenantApiConsumer consumer;
    private final OwnedPosition position;
    private final RecordLinks links;
    private final Processor inTransaction;

    /**
     * @throws IllegalArgumentException if the consumer cannot be transacted as it is set up
     */
    TransactedRoute(TenantApiConsumer consumer, OwnedPosition position, RecordLinks links) {
        this.consumer = consumer;
        this.position = position;
        this.links = links;
        Route route = consumer.getRoute();
        if (route == null) {
            throw new IllegalArgumentException(
                    "transacted=true needs a route: what pollEnrich or a ConsumerTemplate receives is processed elsewhere");
        }
        if (!consumer.getEndpoint().getComponent().getPositionStore().joinsTransactions()) {
            throw new IllegalArgumentException(
                    "transacted=true needs a position store in the database of the transaction: set positionStore to a"
                                               + " JdbcPositionStore with the DataSource that the route writes to");
        }
        TransactedPolicy policy = TransactedPolicies.find(consumer.getEndpoint().getCamelContext());
        new TransactedProbe(consumer, policy, position).run();
        inTransaction = policy.wrap(route, this::finishAndProcess);
        ServiceHelper.startService(inTransaction);
    }

    /** A delivery in its transaction. */
    private static final class Attempt {

        private final List<RecordVersion> versions;
        private final DeliveryCompletion completion;
        private boolean isFinished;

        private Attempt(List<RecordVersion> versions, DeliveryCompletion completion) {
            this.versions = versions;
            this.completion = completion;
        }
    }

    /** Processes the exchange in the calling thread. The completion is told when the transaction has ended. */
    void process(Exchange exchange, List<RecordVersion> versions, DeliveryCompletion completion) throws Exception {
        Attempt attempt = new Attempt(versions, completion);
        completion.heedOnly(exchange);
        // not Camel's: it would end before the transaction does
        consumer.createUoW(exchange);
        exchange.setProperty(DELIVERY, attempt);
        try {
            inTransaction.process(exchange);
            if (!attempt.isFinished && exchange.getException() != null) {
                // no transaction could begin, which is not the fault of the record
                completion.decide(new DeliveryResult.Aborted("No transaction could begin: " + exchange.getException()));
            }
        } finally {
            exchange.removeProperty(DELIVERY);
            consumer.doneUoW(exchange);
            if (!completion.isTold()) {
                completion.fail(new IllegalStateException(HANDED_OVER));
            }
        }
    }

    private void finishAndProcess(Exchange exchange) throws Exception {
        Attempt attempt = Objects.requireNonNull(exchange.getProperty(DELIVERY, Attempt.class));
        if (!attempt.isFinished && !finish(attempt)) {
            exchange.setRollbackOnly(true);
            return;
        }
        consumer.getProcessor().process(exchange);
        if (exchange.isFailed() || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return;
        }
        if (!Objects.requireNonNull(exchange.getUnitOfWork()).containsSynchronization(attempt.completion)) {
            throw new IllegalStateException(HANDED_OVER);
        }
        RecordVersion version = attempt.versions.get(0);
        String remoteId = links.wanted(version, exchange);
        if (remoteId != null) {
            try (PositionTransaction transaction = position.joinTransaction()) {
                transaction.setAside(toLink(version, remoteId));
            }
        }
    }

    /** Whether the versions are finished as of this transaction, so that the route is to process them. */
    private boolean finish(Attempt attempt) {
        @Nullable
        DeliveryResult otherwise = DeliveryResult.DUPLICATE;
        try (PositionTransaction transaction = position.joinTransaction()) {
            attempt.isFinished = transaction.finish(attempt.versions.stream().map(RecordVersion::identity).toList());
        } catch (PositionException e) {
            otherwise = new DeliveryResult.Aborted(String.valueOf(e.getMessage()));
        }
        if (!attempt.isFinished) {
            attempt.completion.decide(otherwise);
        }
        return attempt.isFinished;
    }

    private static FailedRecord toLink(RecordVersion version, String remoteId) {
        return new FailedRecord(
                version.localId(), LinkedVersion.toLink(version), 1, Instant.now(),
                "It is delivered, and not known to be linked to its remoteId yet", remoteId);
    }
}
