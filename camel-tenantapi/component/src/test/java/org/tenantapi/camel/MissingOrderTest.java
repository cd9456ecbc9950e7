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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * "Order 536365 did not arrive": the walk of the guide, with a month of real orders. What it shows is compared with the
 * files in {@code missing-order}, which the guide includes.
 */
class MissingOrderTest extends RouteTest {

    private static final String ORDERS = "data/webshop-2010-12-orders.json.gz";

    private volatile boolean customerIsMissing = true;

    @Test
    void findsOutWhyAnOrderDidNotArriveAndHasItDelivered() throws Exception {
        platform().clock().set(Instant.parse("2010-12-24T12:00:00Z")).freeze();
        tenant().load("order", orders());
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                // one after the other: the one that fails is the first, and forgotten when the last has been met
                from("tenantapi:webshop/order?delay=100&initialDelay=0&maxAttempts=1").routeId("orders-to-erp")
                        .process(exchange -> {
                            TenantRecord order = exchange.getMessage().getBody(TenantRecord.class);
                            if (customerIsMissing && "536365".equals(order.map().get("remoteOrderNo"))) {
                                throw new IllegalStateException("ERP: customer 17850 is blocked");
                            }
                        });
            }
        });
        TenantApiConsumer plug = (TenantApiConsumer) context.getRoute("orders-to-erp").getConsumer();
        await().until(() -> plug.status().lastSuccessfulTransfer() != null);
        DevConsole console = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("tenantapi");
        String why = (String) console.call(DevConsole.MediaType.TEXT, Map.of("explain", "536365"));
        String localId = plug.failedRecords().get(0).localId();
        assertShown("explain.txt", why);
        customerIsMissing = false;
        assertShown("replay.txt", plug.replay(localId));
        await().until(() -> plug.status().failedRecords().isEmpty());
        assertShown("explain-after.txt", (String) console.call(DevConsole.MediaType.TEXT, Map.of("explain", "536365")));
        assertShown("explain-unknown.txt", (String) console.call(DevConsole.MediaType.TEXT, Map.of("explain", "999999")));
    }

    /** The guide shows these files: but for the times of a run they are what an operator gets. */
    private static void assertShown(String file, String output) throws IOException {
        String shown;
        // not by its path: the test runs in other folders too, under each Camel
        try (InputStream resource = MissingOrderTest.class.getResourceAsStream("/missing-order/" + file)) {
            shown = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(withoutTimesOfThisRun(output)).as(file).isEqualTo(withoutTimesOfThisRun(shown));
    }

    private static String withoutTimesOfThisRun(String output) {
        return output.strip().replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:]+\\.\\d+Z", "<time>");
    }

    private Path orders() throws IOException {
        Path file = stateDirectory.resolve("orders.json.gz");
        try (InputStream data = getClass().getClassLoader().getResourceAsStream(ORDERS)) {
            Files.copy(data, file);
        }
        return file;
    }
}
