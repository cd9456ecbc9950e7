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
package org.tenantapi.camel.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tests of this module have a heap of 384 MB: 100,000 orders of 2.1 KB fit into it once. */
class HugeListTest {

    private static final int ORDERS = 100_000;

    @Test
    void servesAHundredThousandOrdersWhileItServesOthers() throws Exception {
        try (TenantApiSimulator simulator = TenantApiSimulator.start()) {
            HttpConnection shop = HttpConnection.of(simulator);
            SimulatedTenant acme = simulator.tenant("acme");
            assertThat(acme.load("order", orders())).isEqualTo(ORDERS);
            long expected = 1L + acme.records("order").stream().mapToLong(order -> order.lengthSeenBy("1001") + 1).sum();

            HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(shop.request("GET", "/order", null),
                    BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                assertThat(body.read()).isEqualTo('[');
                // the client does not read on, and the simulator still has time for others
                assertThat(shop.get("/").statusCode()).isEqualTo(200);
                assertThat(1 + drain(body)).isEqualTo(expected).isGreaterThan(200_000_000);
            }

            simulator.on("GET", "/order").answer(Fault.header("X-Whole", "length").withContentLength());
            HttpResponse<InputStream> measured = HttpClient.newHttpClient().send(shop.request("GET", "/order", null),
                    BodyHandlers.ofInputStream());
            try (InputStream body = measured.body()) {
                assertThat(measured.headers().firstValueAsLong("Content-Length")).hasValue(expected);
                assertThat(drain(body)).isEqualTo(expected);
            }
        }
    }

    private static long drain(InputStream body) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long count = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            count += read;
        }
        return count;
    }

    /** A stream that is never in memory as a whole. */
    private static InputStream orders() {
        String rows = "{\"sku\":\"85123A\",\"title\":\"White hanging heart\",\"quantity\":\"6\"}";
        String content = "\"orderRows\":[" + String.join(",", Collections.nCopies(29, rows)) + "]}";
        Stream<String> pieces = IntStream.rangeClosed(0, ORDERS).mapToObj(i -> switch (i) {
            case 0 -> "[";
            case ORDERS -> "{\"remoteId\":\"" + i + "\"," + content + "]";
            default -> "{\"remoteId\":\"" + i + "\"," + content + ",";
        });
        return new SequenceInputStream(new Enumeration<>() {
            private final Iterator<String> iterator = pieces.iterator();

            @Override
            public boolean hasMoreElements() {
                return iterator.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(iterator.next().getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
