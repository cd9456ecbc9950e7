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

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The answers that the server gives, made once: a file of orders of which any number, from the first one on, is one
 * answer. What is sent of it the kernel sends from its cache, so that the server costs next to nothing.
 */
final class OrderFile implements AutoCloseable {

    private static final int ORDERS_PER_STEP = 100;

    private final FileChannel file;
    /** where the orders end, by their number, in steps */
    private final Map<Integer, Long> ends;

    private OrderFile(FileChannel file, Map<Integer, Long> ends) {
        this.file = file;
        this.ends = ends;
    }

    /**
     * Makes the file. It does not outlive this process.
     */
    static OrderFile make(Path directory, int orders) throws IOException {
        Path path = Files.createTempFile(directory, "orders-", ".json");
        Map<Integer, Long> ends = write(path, orders);
        return new OrderFile(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE), ends);
    }

    private static Map<Integer, Long> write(Path path, int orders) throws IOException {
        Map<Integer, Long> ends = new HashMap<>();
        ends.put(0, 0L);
        long length = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
            for (int number = 1; number <= orders; number++) {
                byte[] order = OrderText.exported(number);
                if (number > 1) {
                    out.write(',');
                    length++;
                }
                out.write(order);
                length += order.length;
                if (number % ORDERS_PER_STEP == 0 || number == orders) {
                    ends.put(number, length);
                }
            }
        }
        return ends;
    }

    /** How many bytes that many orders are, as an array. */
    long size(int orders) {
        Long end = ends.get(orders);
        if (end == null) {
            throw new IllegalArgumentException("There is no answer of " + orders + " orders");
        }
        return end + 2;
    }

    /** Sends that many orders, as an array. */
    void send(int orders, WritableByteChannel to) throws IOException {
        write("[", to);
        long end = ends.get(orders);
        for (long sent = 0; sent < end;) {
            sent += file.transferTo(sent, end - sent, to);
        }
        write("]", to);
    }

    private static void write(String text, WritableByteChannel to) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
