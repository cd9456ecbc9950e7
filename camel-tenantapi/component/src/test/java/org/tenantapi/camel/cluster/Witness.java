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
package org.tenantapi.camel.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.awaitility.Awaitility;

/**
 * Hears in one order what happens in all nodes. A node waits for the witness before it goes on: so what was heard has
 * happened, and what a killed node did last is known.
 */
final class Witness implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ServerSocket server;
    private final List<Event> events = new ArrayList<>();

    Witness() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The place of the next event. */
    synchronized int now() {
        return events.size();
    }

    /** The first such event at this place or behind it. */
    Event await(String what, int from, Predicate<Event> wanted) {
        return await(what, from, wanted, 1);
    }

    /** The so many'th such event at this place or behind it. */
    Event await(String what, int from, Predicate<Event> wanted, int count) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
                .until(() -> find(from, wanted, count), Objects::nonNull);
    }

    private synchronized Event find(int from, Predicate<Event> wanted, int count) {
        return events.subList(from, events.size()).stream().filter(wanted).skip(count - 1L).findFirst().orElse(null);
    }

    private void accept() {
        try {
            while (true) {
                Socket node = server.accept();
                node.setTcpNoDelay(true);
                inBackground(() -> listen(node));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void listen(Socket node) {
        try (node;
             BufferedReader in = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
             OutputStream out = node.getOutputStream()) {
            String name = in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                hear(name, line);
                out.write('\n');
            }
        } catch (IOException e) {
            // the node was killed
        }
    }

    private synchronized void hear(String node, String line) {
        events.add(Event.parse(node, line, System.nanoTime()));
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "witness");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
