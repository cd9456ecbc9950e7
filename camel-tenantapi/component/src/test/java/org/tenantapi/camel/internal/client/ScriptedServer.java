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
package org.tenantapi.camel.internal.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A server on loopback that plays one prepared script per request, down to single bytes, so that it can also break off,
 * and that remembers what it was sent.
 */
public final class ScriptedServer implements Closeable {

    /** What to do with one request. The connection stays open unless the script closes the socket. */
    @FunctionalInterface
    public interface Script {
        void play(Socket socket, OutputStream out) throws IOException;
    }

    /** A request as it came. */
    public record Received(String method, String target, Map<String, String> headers, byte[] body) {

        public String text() {
            return new String(body, UTF_8);
        }

        @Override
        public String toString() {
            return method + " " + target;
        }
    }

    private final ServerSocket listener;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    public ScriptedServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        inBackground(this::accept);
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/api");
    }

    /** Appends scripts, one per request to come. */
    public ScriptedServer plays(Script... next) {
        scripts.addAll(List.of(next));
        return this;
    }

    /** Requests that came completely, in order. */
    public List<Received> requests() {
        return requests;
    }

    public Received lastRequest() {
        return requests.get(requests.size() - 1);
    }

    /** How many connections were opened. */
    public int connections() {
        return connections.get();
    }

    /** A complete answer; headers as {@code "Name: value"}. */
    public static Script answer(int status, String body, String... headers) {
        return answer(status, body.getBytes(UTF_8), headers);
    }

    public static Script answer(int status, byte[] body, String... headers) {
        return (socket, out) -> {
            out.write(head(status, "Content-Length: " + body.length, headers));
            out.write(body);
        };
    }

    /** An answer that ends without a body, by its status. */
    public static Script noContent() {
        return (socket, out) -> out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1));
    }

    /** These bytes and nothing else, then the connection is closed. */
    public static Script thenCloses(String bytes) {
        return (socket, out) -> {
            out.write(bytes.getBytes(UTF_8));
            out.flush();
            socket.close();
        };
    }

    /** A reset instead of an answer. */
    public static Script reset() {
        return (socket, out) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    public static byte[] head(int status, String length, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n" + length + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            sockets.add(socket);
            connections.incrementAndGet();
            inBackground(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Received request = receive(in); request != null; request = receive(in)) {
                requests.add(request);
                Script script = scripts.poll();
                OutputStream out = socket.getOutputStream();
                (script == null ? answer(599, "no script left for " + request) : script).play(socket, out);
                out.flush();
            }
        }
    }

    private static Received receive(InputStream in) throws IOException {
        String requestLine = line(in);
        if (requestLine == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.merge(header.substring(0, colon), header.substring(colon + 1).trim(), (a, b) -> a + " AND " + b);
        }
        String[] parts = requestLine.split(" ");
        return new Received(parts[0], parts[1], headers, body(in, headers));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (!headers.containsKey("Transfer-Encoding")) {
            return exactly(in, Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.write(exactly(in, size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static int chunkSize(InputStream in) throws IOException {
        String size = line(in);
        if (size == null) {
            throw new IOException("The request broke off");
        }
        return Integer.parseInt(size, 16);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("The request broke off");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("The request broke off");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the test, or the client, hung up
            }
        }, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
