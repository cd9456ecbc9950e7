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
package org.tenantapi.camel.karaf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The ERP system that gets the orders: remembers them, and can let one of them wait for its answer.
 */
final class Erp implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> orders = new ArrayList<>();
    private int heldOrder;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Erp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/orders", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/orders";
    }

    /** The order that arrives as the n-th one gets no answer before {@link #release()}. */
    synchronized void holdOrder(int n) {
        heldOrder = n;
    }

    void awaitHeldOrder() throws InterruptedException {
        held.await();
    }

    void release() {
        released.countDown();
    }

    /** The localIds of the orders that came, in this order, those that came again included. */
    synchronized List<String> orders() {
        return List.copyOf(orders);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String version = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (isHeld(version)) {
                held.countDown();
                awaitRelease();
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private synchronized boolean isHeld(String version) {
        orders.add(version);
        return orders.size() == heldOrder;
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdown();
    }
}
