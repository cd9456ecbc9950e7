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
package org.tenantapi.camel.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Tenant API that does nothing but send bytes which it has ready. It knows two requests:
 *
 * <pre>
 * GET  /{n}/api/order    answers the first n orders
 * POST /{n}/api/order    reads the order, waits n milliseconds and answers what a server answers that has created it
 * </pre>
 */
public final class OrderServer implements AutoCloseable {

    static final String PORT = "listens at port ";

    private static final byte[] CREATED = """
            {"href":"/api/order/0c2b17060ef5ab0b94e84ed54d0f280b","localId":"0c2b17060ef5ab0b94e84ed54d0f280b",\
            "remoteId":null,"created":"2026-01-01T00:00:00Z","lastModified":"2026-01-01T00:00:00Z"}"""
            .getBytes(StandardCharsets.UTF_8);

    private final ServerSocketChannel socket;
    private final OrderFile orders;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private OrderServer(ServerSocketChannel socket, OrderFile orders) {
        this.socket = socket;
        this.orders = orders;
    }

    /**
     * Serves until its standard input ends.
     *
     * @param args where to make a file, and of how many orders
     */
    public static void main(String[] args) throws IOException {
        try (OrderServer server = start(Path.of(args[0]), Integer.parseInt(args[1]))) {
            System.out.println(PORT + server.port());
            while (System.in.read() >= 0) {
                // the end is all that is waited for
            }
        }
        System.exit(0);
    }

    static OrderServer start(Path directory, int orders) throws IOException {
        OrderFile file = OrderFile.make(directory, orders);
        ServerSocketChannel socket = ServerSocketChannel.open();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        OrderServer server = new OrderServer(socket, file);
        server.threads.execute(server::accept);
        return server;
    }

    int port() {
        return socket.socket().getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = socket.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            connection.socket().setTcpNoDelay(true);
            Input in = new Input(connection);
            while (true) {
                answer(Request.read(in), connection);
            }
        } catch (IOException e) {
            // the client has what it wanted, or wants it no more
        }
    }

    private void answer(Request request, SocketChannel connection) throws IOException {
        if (request.isPost()) {
            if (request.number() > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(request.number()));
            }
            write(connection, head("201 Created", CREATED.length), CREATED);
        } else {
            long size = orders.size(request.number());
            if (request.number() == 0) {
                write(connection, head("200 OK", size), "[]".getBytes(StandardCharsets.US_ASCII));
            } else {
                write(connection, head("200 OK", size));
                orders.send(request.number(), connection);
            }
        }
    }

    private static byte[] head(String status, long length) {
        return ("HTTP/1.1 " + status + "\r\nDate: " + HttpDate.now() + "\r\nContent-Type: application/json\r\nContent-Length: "
                + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(SocketChannel connection, byte[]... parts) throws IOException {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        all.flip();
        while (all.hasRemaining()) {
            connection.write(all);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
        orders.close();
    }

    /**
     * What the server needs to know of a request, whose body it passes by.
     *
     * @param number the first part of the path
     */
    private record Request(boolean isPost, int number) {

        static Request read(Input in) throws IOException {
            String[] start = in.line().split("[ /]+");
            int length = 0;
            for (String header = in.line(); !header.isEmpty(); header = in.line()) {
                if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).trim());
                } else if (header.regionMatches(true, 0, "Transfer-Encoding:", 0, 18)) {
                    throw new IOException("This server reads no body without a Content-Length");
                }
            }
            in.skip(length);
            return new Request(start[0].equals("POST"), Integer.parseInt(start[1]));
        }
    }

    /** What comes in over a connection, read in as large pieces as there are. */
    private static final class Input {

        private final SocketChannel connection;
        private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024).flip();

        private Input(SocketChannel connection) {
            this.connection = connection;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(128);
            for (byte next = next(); next != '\n'; next = next()) {
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        private void skip(int length) throws IOException {
            int left = length;
            while (left > buffer.remaining()) {
                left -= buffer.remaining();
                fill();
            }
            buffer.position(buffer.position() + left);
        }

        private byte next() throws IOException {
            if (!buffer.hasRemaining()) {
                fill();
            }
            return buffer.get();
        }

        private void fill() throws IOException {
            buffer.clear();
            if (connection.read(buffer) < 0) {
                throw new EOFException();
            }
            buffer.flip();
        }
    }

    /** The Date header, formatted once a second. */
    private record HttpDate(long second, String text) {

        private static volatile HttpDate latest = new HttpDate(0, "");

        static String now() {
            long second = System.currentTimeMillis() / 1000;
            HttpDate date = latest;
            if (date.second != second) {
                date = new HttpDate(second, DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
                latest = date;
            }
            return date.text;
        }
    }
}
