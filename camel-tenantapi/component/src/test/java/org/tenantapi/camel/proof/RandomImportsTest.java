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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.impl.DefaultCamelContext;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.imports.ImportOutcome.Status;
import org.tenantapi.camel.internal.client.ClientFixture;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.HttpTransport;
import org.tenantapi.camel.internal.client.RetryPolicy;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TraceContext;
import org.tenantapi.camel.internal.client.TransportSettings;
import org.tenantapi.camel.internal.imports.Create;
import org.tenantapi.camel.internal.imports.ImportOperation;
import org.tenantapi.camel.internal.imports.UpsertByLookup;
import org.tenantapi.camel.internal.imports.UpsertOnRemoteId;
import org.tenantapi.camel.internal.imports.WriteSettings;
import org.tenantapi.camel.internal.imports.batch.Batch;
import org.tenantapi.camel.internal.imports.batch.BatchSettings;
import org.tenantapi.camel.internal.imports.batch.IteratorSource;
import org.tenantapi.camel.internal.imports.batch.RecordSender;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.RecordVersion;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes import random batches with the same records at once, while the platform loses answers, breaks connections,
 * asks for pauses and fails. Afterwards the Tenant's own history tells whether what the outcomes say is true. Each
 * write carries a mark of its own, so that it is recognised.
 */
class RandomImportsTest {

    private static final String CONNECTION = "1001";
    private static final String MARK = "mark";

    /** How the nodes write; by name, so that a failure prints it. */
    enum Operation {
        LOOKUP(UpsertByLookup::new),
        ON_REMOTE_ID(UpsertOnRemoteId::new),
        CREATE(Create::new);

        private final BiFunction<TenantApiClient, WriteSettings, ImportOperation> factory;

        Operation(BiFunction<TenantApiClient, WriteSettings, ImportOperation> factory) {
            this.factory = factory;
        }
    }

    /** What one of 100 requests meets, for each of these. */
    record Faults(int lost, int reset, int failed, int failedAfter, int torn, int busy, int unavailable, long seed) {
    }

    /** @param ids for each node the remoteIds of its batch, in order */
    record Scenario(Operation operation, List<List<Integer>> ids, Faults faults) {
    }

    private record Imported(String remoteId, String mark, ImportOutcome outcome) {
    }

    private static TenantApiSimulator simulator;
    private static DefaultCamelContext camelContext;
    private static HttpTransport transport;
    private static ExecutorService threads;

    @BeforeContainer
    static void start() {
        simulator = TenantApiSimulator.start();
        camelContext = new DefaultCamelContext();
        transport = new HttpTransport(camelContext, TransportSettings.defaults());
        threads = Executors.newFixedThreadPool(8);
    }

    @AfterContainer
    static void stop() {
        threads.shutdownNow();
        transport.close();
        camelContext.stop();
        simulator.close();
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        Arbitrary<Integer> percent = Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 30)));
        Arbitrary<Faults> faults = Combinators.combine(percent, percent, percent, percent, percent, percent, percent,
                Arbitraries.longs()).as(Faults::new);
        Arbitrary<List<Integer>> batch = Arbitraries.integers().between(0, 5).list().ofMinSize(1).ofMaxSize(12);
        return Combinators.combine(Arbitraries.of(Operation.values()), batch.list().ofMinSize(1).ofMaxSize(2), faults)
                .as(Scenario::new);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void oneRecordForEachRemoteIdAndEveryOutcomeTrue(@ForAll("scenarios") Scenario scenario) {
        simulator.reset();
        SimulatedTenant tenant = simulator.tenant("acme").user("user", "secret").connection(CONNECTION);
        arm(scenario.faults());
        List<CompletableFuture<List<Imported>>> nodes = IntStream.range(0, scenario.ids().size())
                .mapToObj(node -> CompletableFuture
                        .supplyAsync(() -> importBatch(scenario.operation(), node, scenario.ids().get(node))))
                .toList();
        check(tenant, nodes.stream().map(CompletableFuture::join).toList(), scenario);
    }

    private static void arm(Faults faults) {
        Random random = new Random(faults.seed());
        Map<Fault, Integer> chances = new HashMap<>();
        chances.put(Fault.answerLost(), faults.lost());
        chances.put(Fault.reset(), faults.reset());
        chances.put(Fault.status(500), faults.failed());
        chances.put(Fault.status(500).afterApplying(), faults.failedAfter());
        chances.put(Fault.truncatedAt(30), faults.torn());
        chances.put(Fault.status(429).withHeader("Retry-After", "0"), faults.busy());
        chances.put(Fault.status(503), faults.unavailable());
        chances.forEach((fault, percent) -> simulator.on("*", "/**").always().when(request -> random.nextInt(100) < percent)
                .answer(fault));
    }

    private static List<Imported> importBatch(Operation operation, int node, List<Integer> ids) {
        TenantApiClient client = ClientFixture.client(transport, new ClientSettings(
                URI.create(simulator.baseUrl()), "acme", "user", "secret", CONNECTION, null, false, 1 << 20),
                new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(2), null));
        List<String> products = IntStream.range(0, ids.size())
                .mapToObj(n -> ("{\"remoteId\":\"p-%d\",\"vatRatePercent\":\"25\","
                                + "\"mark\":\"%d-%d\"}")
                        .formatted(ids.get(n), node, n))
                .toList();
        List<ImportOutcome> outcomes = new ArrayList<>();
        new Batch(
                new BatchSettings("Random", 3, Duration.ofMinutes(1), Duration.ofMinutes(1)),
                new RecordSender(
                        operation.factory.apply(client, WriteSettings.defaults()), "product", TraceContext.NONE, answer -> {
                        }),
                threads)
                .run(new IteratorSource<>(products.iterator(), product -> product.getBytes(UTF_8), () -> {
                }), outcomes::add);
        assertThat(outcomes).hasSameSizeAs(ids);
        return IntStream.range(0, ids.size())
                .mapToObj(n -> new Imported("p-" + ids.get(n), node + "-" + n, outcomes.get(n))).toList();
    }

    private static void check(SimulatedTenant tenant, List<List<Imported>> nodes, Scenario scenario) {
        Map<String, List<RecordVersion>> history = tenant.history().stream()
                .collect(Collectors.groupingBy(version -> version.remoteId(CONNECTION).orElseThrow()));
        assertThat(tenant.records("product")).as("one record for each remoteId: %s", scenario).hasSize(history.size());
        Set<String> written = tenant.history().stream().map(RandomImportsTest::mark).collect(Collectors.toSet());
        for (Imported imported : nodes.stream().flatMap(List::stream).toList()) {
            ImportOutcome outcome = imported.outcome();
            String what = imported + " in " + scenario;
            switch (outcome.status()) {
                case CREATED -> assertThat(mark(history.get(imported.remoteId()).get(0))).as(what).isEqualTo(imported.mark());
                case UPDATED -> assertThat(written).as(what).contains(imported.mark());
                case REJECTED -> assertThat(written).as(what).doesNotContain(imported.mark());
                case UNCHANGED -> throw new AssertionError(what);
                case UNKNOWN -> assertThat(outcome.message()).as(what).isNotEmpty();
            }
            if (outcome.localId() != null) {
                assertThat(tenant.record("product", outcome.localId()).remoteId(CONNECTION)).as(what)
                        .contains(imported.remoteId());
            }
        }
        for (RecordVersion product : tenant.records("product")) {
            String remoteId = product.remoteId(CONNECTION).orElseThrow();
            Set<String> possible
                    = nodes.stream().flatMap(node -> lastOnes(node, remoteId).stream()).collect(Collectors.toSet());
            assertThat(possible).as("the last accepted content of %s in %s", remoteId, scenario).contains(mark(product));
        }
    }

    /** Of one node: what it wrote last for certain, and what it may have written after that. */
    private static Set<String> lastOnes(List<Imported> node, String remoteId) {
        List<Imported> ofThis = new ArrayList<>(node.stream().filter(one -> one.remoteId().equals(remoteId)).toList());
        Collections.reverse(ofThis);
        Set<String> last = new HashSet<>();
        for (Imported imported : ofThis) {
            if (imported.outcome().status() != Status.REJECTED) {
                last.add(imported.mark());
            }
            if (!imported.outcome().isFailed()) {
                break;
            }
        }
        return last;
    }

    private static String mark(RecordVersion version) {
        return version.field(MARK).asText();
    }
}
