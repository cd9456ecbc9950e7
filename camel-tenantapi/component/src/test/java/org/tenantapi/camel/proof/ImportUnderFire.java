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
package org.tenantapi.camel.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.testkit.ArmedFault;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

/**
 * Imports the products of a real web shop, multiplied, while the platform loses 2 % of its answers, is unavailable for
 * 2 % of the requests, and in the middle refuses everything for a while. Prints what became of them:
 *
 * <pre>
 * mvn -q -Pimport-under-fire -pl camel-tenantapi/component -am process-test-classes
 * </pre>
 */
public final class ImportUnderFire {

    private static final Duration STORM = Duration.ofSeconds(2);

    /** What the Tenant and the outcomes say afterwards. */
    record Result(int products, int records, long doubled, long wrong, Map<ImportOutcome.Status, Long> outcomes, int lost,
            int unavailable, int refused, Duration duration) {

        boolean isGood() {
            return records == products && doubled == 0 && wrong == 0
                    && outcomes.getOrDefault(ImportOutcome.Status.CREATED, 0L) == products;
        }

        void print(PrintStream out) {
            String row = "%-44s %,12d%n";
            out.printf(Locale.ROOT, row, "products in the batch", products);
            out.printf(Locale.ROOT, row, "answers lost after the request was done", lost);
            out.printf(Locale.ROOT, row, "requests answered 503", unavailable);
            out.printf(Locale.ROOT, row, "requests answered 429 in the storm", refused);
            out.printf(Locale.ROOT, row, "records in the Tenant", records);
            out.printf(Locale.ROOT, row, "  doubled", doubled);
            out.printf(Locale.ROOT, row, "  with other content than was sent", wrong);
            for (ImportOutcome.Status status : ImportOutcome.Status.values()) {
                out.printf(Locale.ROOT, row, "outcome " + status, outcomes.getOrDefault(status, 0L));
            }
            out.printf(Locale.ROOT, row, "seconds", duration.toSeconds());
        }
    }

    private ImportUnderFire() {
    }

    public static void main(String[] args) throws Exception {
        Result result = run(args.length == 0 ? 50_000 : Integer.parseInt(args[0]));
        result.print(System.out);
        if (!result.isGood()) {
            System.exit(1);
        }
    }

    static Result run(int count) throws Exception {
        ArrayNode shop = shop();
        try (TenantApiSimulator simulator = TenantApiSimulator.start();
             DefaultCamelContext context = new DefaultCamelContext()) {
            SimulatedTenant tenant = simulator.tenant("acme").user("user", "secret").connection("1001");
            ArmedFault refused = storm(simulator, count);
            Random random = new Random(1);
            ArmedFault lost = simulator.on("POST", "/product").always().when(request -> random.nextInt(100) < 2)
                    .answer(Fault.answerLost());
            ArmedFault unavailable = simulator.on("*", "/**").always().when(request -> random.nextInt(100) < 2)
                    .answer(Fault.status(503));
            context.addComponent("tenantapi", component(simulator));
            context.start();
            Iterator<ObjectNode> products = IntStream.range(0, count).mapToObj(n -> product(shop, n)).iterator();
            long begun = System.nanoTime();
            Exchange sent = context.createProducerTemplate().request("tenantapi:1001/product?throwOnFailure=false",
                    exchange -> exchange.getMessage().setBody(products));
            Duration duration = Duration.ofNanos(System.nanoTime() - begun);
            if (sent.getException() != null) {
                throw sent.getException();
            }
            List<?> outcomes = sent.getMessage().getBody(List.class);
            Map<ImportOutcome.Status, Long> counts = outcomes.stream().map(ImportOutcome.class::cast)
                    .collect(Collectors.groupingBy(ImportOutcome::status, Collectors.counting()));
            int records = tenant.records("product").size();
            long different = tenant.records("product").stream().map(record -> record.remoteId("1001").orElseThrow()).distinct()
                    .count();
            long wrong = IntStream.range(0, count).filter(n -> !isThere(tenant, product(shop, n))).count();
            return new Result(
                    count, records, records - different, wrong, counts, lost.hits(), unavailable.hits(), refused.hits(),
                    duration);
        }
    }

    /** Begins when half of the products are in. */
    private static ArmedFault storm(TenantApiSimulator simulator, int count) {
        AtomicLong posts = new AtomicLong();
        AtomicLong begun = new AtomicLong();
        return simulator.on("*", "/**").always().when(request -> {
            if (request.method().equals("POST") && posts.incrementAndGet() == count / 2) {
                begun.set(System.nanoTime());
            }
            return begun.get() != 0 && System.nanoTime() - begun.get() < STORM.toNanos();
        }).answer(Fault.status(429).retryAfter(1));
    }

    private static TenantApiComponent component(TenantApiSimulator simulator) {
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(simulator.baseUrl());
        component.setTenant("acme");
        component.setUsername("user");
        component.setPassword("secret");
        return component;
    }

    private static ArrayNode shop() throws IOException {
        try (InputStream packed = ImportUnderFire.class.getResourceAsStream("/data/webshop-2010-12-products.json.gz");
             InputStream json = new GZIPInputStream(packed)) {
            return (ArrayNode) new ObjectMapper().readTree(json);
        }
    }

    private static ObjectNode product(ArrayNode shop, int n) {
        ObjectNode product = shop.get(n % shop.size()).deepCopy();
        String copy = n < shop.size() ? "" : "-" + n / shop.size();
        product.put("remoteId", product.get("remoteId").asText() + copy);
        return product.put("sku", product.get("sku").asText() + copy);
    }

    private static boolean isThere(SimulatedTenant tenant, ObjectNode sent) {
        return tenant.recordByRemoteId("product", "1001", sent.remove("remoteId").asText())
                .filter(record -> sent.properties().stream()
                        .allMatch(field -> record.field(field.getKey()).equals(field.getValue())))
                .isPresent();
    }
}
