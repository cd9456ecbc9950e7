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
package org.tenantapi.camel.examples.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The ERP system: takes orders from the nodes over HTTP, and remembers which node brought which.
 */
final class Erp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpServer server;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Set<String> versions = new HashSet<>();

    /** @param version the same whenever the same version of an order comes */
    record Delivery(String node, String version, Instant time) {
    }

    Erp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/orders/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String version = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            add(new Delivery(path.substring(path.lastIndexOf('/') + 1), version, Instant.now()));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private synchronized void add(Delivery delivery) {
        deliveries.add(delivery);
        versions.add(delivery.version());
        notifyAll();
    }

    /** How many orders have come, repetitions not counted. */
    synchronized int orders() {
        return versions.size();
    }

    /** How many of them came again. */
    synchronized int repeated() {
        return deliveries.size() - versions.size();
    }

    /** The first order that this node brings, or any node if it is null; waits for it. */
    synchronized Delivery awaitDeliveryBy(String node) throws InterruptedException, TimeoutException {
        await(() -> deliveries.stream().anyMatch(isBy(node)), "an order from " + (node == null ? "any node" : node));
        return deliveries.stream().filter(isBy(node)).findFirst().orElseThrow();
    }

    private static Predicate<Delivery> isBy(String node) {
        return delivery -> node == null || delivery.node().equals(node);
    }

    /** Waits until so many orders have come, repetitions not counted. */
    synchronized void awaitOrders(int orders) throws InterruptedException, TimeoutException {
        await(() -> versions.size() >= orders, orders + " orders");
    }

    private void await(BooleanSupplier reached, String what) throws InterruptedException, TimeoutException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            long left = Duration.between(Instant.now(), giveUp).toMillis();
            if (left <= 0) {
                throw new TimeoutException(
                        "The ERP system has waited " + PATIENCE.toSeconds() + " seconds for " + what + " and has "
                                           + versions.size() + ". See what the nodes have logged.");
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
