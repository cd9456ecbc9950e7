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
package org.tenantapi.camel.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.examples.quickstart.Summary.Counts;
import org.tenantapi.camel.testkit.RecordVersion;

import static org.assertj.core.api.Assertions.assertThat;

class QuickstartTest {

    private static final int ORDERS = 2025;
    private static final int PRODUCTS = 2799;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private Summary run() throws Exception {
        try (SimulatedPlatform platform = new SimulatedPlatform(folder.resolve("tenant"))) {
            return new Quickstart(erp(), platform, new PrintStream(console, true, StandardCharsets.UTF_8)).run();
        }
    }

    private Path erp() {
        return folder.resolve("erp");
    }

    private List<Path> orderFiles() throws IOException {
        try (Stream<Path> files = Files.list(erp().resolve("orders"))) {
            return files.toList();
        }
    }

    @Test
    void movesEverythingOnceAndThenNothing() throws Exception {
        Summary first = run();
        assertThat(first.orders()).isEqualTo(new Counts(ORDERS, ORDERS, 0, 0));
        assertThat(first.products()).isEqualTo(new Counts(PRODUCTS, PRODUCTS, 0, 0));
        assertThat(first.isGood()).isTrue();
        assertThat(first.mark()).hasToString("2010-12-23T17:41:00Z");
        assertThat(orderFiles()).hasSize(ORDERS);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("OrderExport     1,000 delivered",
                "ProductImport   2,500 delivered");
        assertThat(first.text()).contains("2,025", "2,799", "All is done");

        Summary second = run();
        assertThat(second.orders()).isEqualTo(Counts.NONE);
        assertThat(second.products()).isEqualTo(Counts.NONE);
        assertThat(second.isGood()).isTrue();
        assertThat(second.mark()).isEqualTo(first.mark());
        assertThat(second.text()).contains("Nothing was new");
        try (SimulatedPlatform platform = new SimulatedPlatform(folder.resolve("tenant"))) {
            assertThat(platform.tenant().records("product")).hasSize(PRODUCTS);
            assertFilesHoldTheOrdersOf(platform);
        }
    }

    @Test
    void goesOnAfterAStopInTheMiddle() throws Exception {
        Summary first;
        try (SimulatedPlatform platform = new SimulatedPlatform(folder.resolve("tenant"))) {
            StoppedAtALine output = new StoppedAtALine("OrderExport");
            Quickstart quickstart = new Quickstart(erp(), platform, output);
            output.stop = quickstart::stop;
            first = quickstart.run();
        }
        assertThat(first.ended()).isFalse();
        assertThat(first.text()).contains("the next run goes on from here");
        assertThat(orderFiles()).hasSize(Math.toIntExact(first.orders().delivered())).hasSizeLessThan(ORDERS);

        Summary second = run();
        assertThat(second.isGood()).isTrue();
        assertThat(first.orders().delivered() + second.orders().delivered()).isEqualTo(ORDERS);
        assertThat(orderFiles()).hasSize(ORDERS);
        try (SimulatedPlatform platform = new SimulatedPlatform(folder.resolve("tenant"))) {
            assertThat(platform.tenant().records("product")).hasSize(PRODUCTS);
            assertFilesHoldTheOrdersOf(platform);
        }
    }

    @Test
    void theSimulatedTenantForgetsOnlyALineThatWasNotWrittenToItsEnd() throws Exception {
        Path memory = Files.createDirectories(folder.resolve("tenant")).resolve("products.jsonl");
        Files.writeString(memory, "{\"sku\":\"1\"}\n{\"sku\":\"2\"}\n{\"sku\":");
        try (SimulatedPlatform platform = new SimulatedPlatform(folder.resolve("tenant"))) {
            assertThat(platform.tenant().records("product")).extracting(product -> product.field("sku").asText())
                    .containsExactly("1", "2");
            assertThat(platform.describe()).contains("2,025 orders and 2 products");
        }
    }

    private void assertFilesHoldTheOrdersOf(SimulatedPlatform platform) throws IOException {
        for (RecordVersion order : platform.tenant().records("order")) {
            Path file = erp().resolve("orders").resolve(order.field("remoteOrderNo").asText() + ".json");
            ObjectNode written = (ObjectNode) JSON.readTree(file.toFile());
            JsonNode remoteId = written.remove("remoteId");
            assertThat(remoteId.asText()).isEqualTo(order.remoteId("1001").orElseThrow());
            assertThat(written).isEqualTo(order.node());
        }
    }

    /** Stops the run as soon as it prints a line that begins so. */
    private static final class StoppedAtALine extends PrintStream {

        private final String begin;
        private Runnable stop;

        private StoppedAtALine(String begin) {
            super(OutputStream.nullOutputStream());
            this.begin = begin;
        }

        @Override
        public PrintStream printf(Locale locale, String format, Object... arguments) {
            if (String.format(locale, format, arguments).startsWith(begin)) {
                stop.run();
            }
            return this;
        }
    }
}
