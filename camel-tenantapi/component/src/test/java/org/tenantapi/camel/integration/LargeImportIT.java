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
package org.tenantapi.camel.integration;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file of lines, imported with little heap: 20,000 records in each build, {@code -Dimported.records=1000000} for
 * more.
 */
class LargeImportIT {

    private static final int RECORDS = Integer.getInteger("imported.records", 20_000);
    private static final Pattern REMOTE_ID = Pattern.compile("\"remoteId\":\"p-(\\d+)\"");

    static {
        // else each answer waits for the acknowledgement of its head, 40 ms: this would measure nothing else
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** The records that came; one that comes twice is an error. */
    private final BitSet records = new BitSet(RECORDS);

    @Test
    void importsAFileOfAnyLengthWith96MegabytesOfHeap(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("products.ndjson");
        writeProducts(file);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::keep);
        server.start();
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx96m", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LargeImport.class.getName(), "http://127.0.0.1:" + server.getAddress().getPort() + "/api", file.toString())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(2, TimeUnit.HOURS)).isTrue();
            assertThat(process.exitValue()).as("%s", Files.readString(output)).isZero();
            assertThat(Files.readString(output)).contains("imported " + RECORDS + ", outcomes " + RECORDS);
            assertThat(records.cardinality()).isEqualTo(RECORDS);
        } finally {
            process.destroyForcibly();
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static void writeProducts(Path file) throws IOException {
        String rest = "\",\"vatRatePercent\":\"25\",\"stock\":\"7\",\"description\":\"" + "x".repeat(300) + "\"}\n";
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int n = 0; n < RECORDS; n++) {
                out.write("{\"remoteId\":\"p-" + n + rest);
            }
        }
    }

    private void keep(HttpExchange exchange) throws IOException {
        Matcher remoteId = REMOTE_ID.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        int status = 400;
        if (remoteId.find()) {
            int number = Integer.parseInt(remoteId.group(1));
            synchronized (records) {
                status = records.get(number) ? 409 : 200;
                records.set(number);
            }
        }
        byte[] answer = ("{\"localId\":\"l" + remoteId.group(1) + "\"," + remoteId.group() + "}").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
