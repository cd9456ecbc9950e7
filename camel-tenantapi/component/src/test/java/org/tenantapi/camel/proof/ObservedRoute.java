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
package org.tenantapi.camel.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.internal.export.DeliveryResult;
import org.tenantapi.camel.internal.export.ExportDelivery;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.testkit.history.DeliveryLog;

/**
 * A route that logs what it gets, fails when it is told to, and completes in any order. It knows what it has processed
 * that no commit has covered yet.
 */
final class ObservedRoute implements ExportDelivery {

    private record Delivery(List<RecordVersion> versions, DeliveryResult result, Consumer<DeliveryResult> completed) {
    }

    private final Setup setup;
    private final Mishap mishap;
    private final DeliveryLog log;
    private final Random random;
    private final Set<String> poisoned = new HashSet<>();
    private final Map<String, String> lastFailed = new HashMap<>();
    private final List<Delivery> inFlight = new ArrayList<>();
    private final List<RecordVersion> uncommitted = new ArrayList<>();
    private final List<RecordVersion> processed = new ArrayList<>();
    private final Set<FinishedVersion> setAside = new HashSet<>();
    private final List<String> violations = new ArrayList<>();

    ObservedRoute(Setup setup, Mishap mishap, DeliveryLog log, Random random) {
        this.setup = setup;
        this.mishap = mishap;
        this.log = log;
        this.random = random;
    }

    synchronized void poison(String localId) {
        poisoned.add(localId);
    }

    synchronized void heal() {
        poisoned.clear();
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public synchronized void deliver(List<RecordVersion> versions, int attempt, Consumer<DeliveryResult> completed) {
        mishap.crashAt(Trouble.CRASH_BEFORE_PROCESSING);
        DeliveryResult result = result(versions);
        if (inFlight.size() >= setup.maxInFlight()) {
            violations.add("more than maxInFlight deliveries at a time");
        }
        if (versions.size() > setup.batchSize()) {
            violations.add("a batch of " + versions.size());
        }
        if (inFlight.stream().flatMap(other -> other.versions().stream()).map(RecordVersion::localId)
                .anyMatch(versions.stream().map(RecordVersion::localId).toList()::contains)) {
            violations.add("two versions of a record in flight at once");
        }
        Delivery delivery = new Delivery(versions, result, completed);
        if (mishap.strikes(Trouble.ERROR_BEFORE_PROCESSING)) {
            Error thrown = mishap.error();
            process(new Delivery(versions, DeliveryResult.Failed.with(thrown), completed));
            throw thrown;
        }
        if (mishap.strikes(Trouble.ERROR_AFTER_PROCESSING)) {
            process(delivery);
            complete(delivery);
            throw mishap.error();
        }
        if (mishap.strikes(Trouble.INTERRUPTED)) {
            Thread.currentThread().interrupt();
        }
        if (setup.maxInFlight() == 1 && !Thread.currentThread().isInterrupted()) {
            process(delivery);
            mishap.crashAt(Trouble.CRASH_AFTER_PROCESSING);
            complete(delivery);
        } else {
            inFlight.add(delivery);
            if (mishap.strikes(Trouble.CRASH_AFTER_PROCESSING)) {
                process(delivery);
                inFlight.remove(delivery);
                mishap.crash();
            }
        }
    }

    private DeliveryResult result(List<RecordVersion> versions) {
        if (mishap.strikes(Trouble.DELIVERY_ABORTED)) {
            return DeliveryResult.Aborted.byStop(new IllegalStateException("rejected"));
        }
        boolean fails = mishap.strikes(Trouble.DELIVERY_FAILS)
                || versions.stream().map(RecordVersion::localId).anyMatch(poisoned::contains);
        return fails ? DeliveryResult.Failed.with(new IllegalStateException("no such customer")) : DeliveryResult.DELIVERED;
    }

    /** Completes one of those in flight, whichever. */
    synchronized void completeOne() {
        if (!inFlight.isEmpty()) {
            Delivery delivery = inFlight.remove(random.nextInt(inFlight.size()));
            process(delivery);
            complete(delivery);
        }
    }

    private void process(Delivery delivery) {
        boolean single = delivery.versions().size() == 1;
        for (RecordVersion version : delivery.versions()) {
            if (delivery.result() instanceof DeliveryResult.Delivered) {
                log.processed(json(version));
                processed.add(version);
                uncommitted.add(version);
            } else if (!(delivery.result() instanceof DeliveryResult.Aborted)) {
                lastFailed.put(version.localId(), json(version));
                if (single && setup.onFailure() == FailurePolicy.skip) {
                    log.setAside(json(version));
                    setAside.add(version.identity());
                }
            }
        }
    }

    private static void complete(Delivery delivery) {
        delivery.completed().accept(delivery.result());
    }

    synchronized void discarded(String localId) {
        log.setAside(lastFailed.get(localId));
        setAside.add(identity(lastFailed.get(localId)));
    }

    /** The server's clock was set back, and everything from there on is asked for again. */
    synchronized void forgotten(Instant from, Instant until) {
        log.crashed(processed.stream()
                .filter(version -> !version.lastModified().isBefore(from) && version.lastModified().isBefore(until))
                .map(ObservedRoute::json).distinct().toList());
    }

    synchronized void expectProcessed(List<String> owed) {
        Set<FinishedVersion> done = new HashSet<>(setAside);
        processed.forEach(version -> done.add(version.identity()));
        owed.stream().filter(json -> !done.contains(identity(json))).forEach(json -> violations.add("lost: " + json));
    }

    private static FinishedVersion identity(String json) {
        try {
            return RecordVersion.of(json.getBytes(StandardCharsets.UTF_8)).identity();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void committed(PositionChange change, Position position) {
        uncommitted.removeIf(version -> change.finished().contains(version.identity())
                || position.keepFrom() != null && version.lastModified().isBefore(position.keepFrom()));
    }

    /** A poll, or a clean stop, has returned: nothing may be in doubt any more. */
    synchronized void expectAllCommitted(String after) {
        if (!inFlight.isEmpty()) {
            violations.add(inFlight.size() + " deliveries in flight after " + after);
        }
        if (!uncommitted.isEmpty()) {
            violations.add(uncommitted.size() + " versions not committed after " + after);
        }
        uncommitted.clear();
    }

    /** The process, or its ownership of the position, is gone: what is in flight may have been processed or not. */
    synchronized void crash() {
        for (Delivery delivery : inFlight) {
            if (random.nextBoolean()) {
                process(delivery);
            }
        }
        inFlight.clear();
        log.crashed(uncommitted.stream().map(ObservedRoute::json).toList());
        uncommitted.clear();
    }

    synchronized boolean isIdle() {
        return inFlight.isEmpty();
    }

    private static String json(RecordVersion version) {
        return new String(version.bytes(), StandardCharsets.UTF_8);
    }
}
