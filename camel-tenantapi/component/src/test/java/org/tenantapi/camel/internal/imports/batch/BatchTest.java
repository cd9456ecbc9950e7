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
package org.tenantapi.camel.internal.imports.batch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.imports.ImportOutcome.Status;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.internal.client.TraceContext;
import org.tenantapi.camel.internal.imports.ImportOperation;
import org.tenantapi.camel.internal.imports.ImportRequest;
import org.tenantapi.camel.internal.imports.ImportResult;
import org.tenantapi.camel.status.Counts;
import org.tenantapi.camel.status.Direction;
import org.tenantapi.camel.status.Outcome;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class BatchTest {

    private static final BatchSettings FOUR = new BatchSettings("Test", 4, Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final BatchSettings IMPATIENT = new BatchSettings("Test", 4, Duration.ZERO, Duration.ofMinutes(1));

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<ImportOutcome> outcomes = new ArrayList<>();
    /** what was sent, in the order in which sending began */
    private final List<String> sent = new CopyOnWriteArrayList<>();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private Batch batch(BatchSettings settings, Function<String, Status> server) {
        ImportOperation operation = request -> {
            String json = new String(request.json().text(), UTF_8);
            sent.add(json);
            return new ImportResult(200, "L", "R", null, server.apply(json), null);
        };
        return new Batch(settings, new RecordSender(operation, "product", TraceContext.NONE, answer -> {
        }), threads);
    }

    private Batch.Result run(Batch batch, String... elements) {
        return batch.run(source(Stream.of(elements).iterator()), outcomes::add);
    }

    private static BatchSource source(Iterator<String> elements) {
        return new IteratorSource<>(elements, element -> element.getBytes(UTF_8), () -> {
        });
    }

    private static String product(Object remoteId, int stock) {
        return "{\"remoteId\":\"" + remoteId + "\",\"stock\":\"" + stock + "\"}";
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void outcomesComeInTheOrderOfTheInputWhateverIsFirst() {
        CountDownLatch othersAreDone = new CountDownLatch(3);
        Batch batch = batch(FOUR, json -> {
            if (json.contains("p-0")) {
                waitFor(othersAreDone);
            } else {
                othersAreDone.countDown();
            }
            return Status.CREATED;
        });
        Batch.Result result = run(batch, product("p-0", 1), product("p-1", 1), product("p-2", 1), product("p-3", 1));
        assertThat(outcomes).extracting(ImportOutcome::index).containsExactly(0L, 1L, 2L, 3L);
        assertThat(result.counts()).isEqualTo(Counts.of(outcome -> outcome == Outcome.CREATED ? 4 : 0));
        assertThat(result.firstFailed()).isNull();
    }

    @Test
    void theSameRecordIsNeverUnderWayTwiceAndKeepsItsOrder() {
        Set<String> underWay = ConcurrentHashMap.newKeySet();
        AtomicInteger clashes = new AtomicInteger();
        Batch batch = batch(FOUR, json -> {
            String remoteId = json.substring(0, json.indexOf(','));
            if (!underWay.add(remoteId)) {
                clashes.incrementAndGet();
            }
            Thread.yield();
            underWay.remove(remoteId);
            return Status.UPDATED;
        });
        String[] products = IntStream.range(0, 3000).mapToObj(n -> product("p-" + n % 3, n)).toArray(String[]::new);
        run(batch, products);
        assertThat(clashes).hasValue(0);
        for (int id = 0; id < 3; id++) {
            String remoteId = "p-" + id;
            assertThat(sent.stream().filter(json -> json.contains(remoteId)))
                    .containsExactlyElementsOf(Stream.of(products).filter(json -> json.contains(remoteId)).toList());
        }
    }

    @Test
    void anErrorOnASenderIsTheOutcomeOfItsRecordAndHangsNothing() {
        Batch batch = batch(FOUR, json -> {
            if (json.contains("p-1")) {
                throw new StackOverflowError();
            }
            if (json.contains("p-2")) {
                throw new OutOfMemoryError("Java heap space");
            }
            return Status.CREATED;
        });
        Batch.Result result = run(batch, product("p-0", 1), product("p-1", 1), product("p-2", 1), product("p-3", 1));
        assertThat(outcomes).extracting(ImportOutcome::status).containsExactly(Status.CREATED, Status.UNKNOWN, Status.UNKNOWN,
                Status.CREATED);
        assertThat(outcomes.get(1).message()).contains("StackOverflowError");
        assertThat(result.counts().of(Outcome.UNKNOWN)).isEqualTo(2);
    }

    @Test
    void whenThereIsNoThreadForARecordThatIsItsOutcome() {
        ExecutorService noThreads = new AbstractExecutorService() {
            @Override
            public void execute(Runnable task) {
                throw new OutOfMemoryError("unable to create native thread");
            }

            @Override
            public void shutdown() {
                // there is nothing to shut down
            }

            @Override
            public List<Runnable> shutdownNow() {
                return List.of();
            }

            @Override
            public boolean isShutdown() {
                return false;
            }

            @Override
            public boolean isTerminated() {
                return false;
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) {
                return true;
            }
        };
        Batch batch = new Batch(FOUR, new RecordSender(null, "product", TraceContext.NONE, null), noThreads);
        run(batch, product("p-0", 1));
        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(Status.UNKNOWN);
            assertThat(outcome.message()).contains("unable to create native thread");
        });
    }

    @Test
    void anErrorWhileTheSourceIsReadIsTheOutcomeOfWhatIsLeft() {
        AtomicInteger reads = new AtomicInteger();
        BatchSource source = source(Stream.generate(() -> {
            if (reads.incrementAndGet() == 3) {
                throw new StackOverflowError();
            }
            return product(reads.get(), 1);
        }).iterator());
        batch(FOUR, json -> Status.CREATED).run(source, outcomes::add);
        assertThat(outcomes).extracting(ImportOutcome::status).containsExactly(Status.CREATED, Status.CREATED,
                Status.REJECTED);
        assertThat(outcomes.get(2).message()).contains("StackOverflowError");
    }

    @Test
    void aRecordMayBeTheSameByEitherId() {
        CountDownLatch release = new CountDownLatch(1);
        Batch batch = batch(FOUR, json -> {
            if (json.contains("first")) {
                assertThat(sent).hasSize(1);
                release.countDown();
            }
            waitFor(release);
            return Status.UPDATED;
        });
        run(batch, "{\"localId\":\"L1\",\"remoteId\":\"R1\",\"x\":\"first\"}", "{\"remoteId\":\"R1\"}", "{\"localId\":\"L1\"}");
        assertThat(outcomes).hasSize(3).allMatch(outcome -> outcome.status() == Status.UPDATED);
        assertThat(sent.get(0)).contains("first");
    }

    @Test
    void aNumberIsTheSameIdAsItsText() {
        AtomicInteger underWay = new AtomicInteger();
        Batch batch = batch(FOUR, json -> {
            assertThat(underWay.incrementAndGet()).isEqualTo(1);
            underWay.decrementAndGet();
            return Status.UPDATED;
        });
        run(batch, "{\"remoteId\":7}", "{\"remoteId\":\"7\"}", "{\"remoteId\":7}");
        assertThat(outcomes).hasSize(3).noneMatch(ImportOutcome::isFailed);
    }

    @Test
    void readsNoFurtherAheadThanKeepsTheSendersBusy() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger read = new AtomicInteger();
        Batch batch = batch(FOUR, json -> {
            waitFor(release);
            return Status.CREATED;
        });
        Thread runner = new Thread(
                () -> batch.run(source(IntStream.range(0, 1000)
                        .mapToObj(n -> product(read.incrementAndGet(), n)).iterator()), outcomes::add));
        runner.start();
        await().until(() -> batch.underWay() == 12);
        assertThat(read).hasValueLessThanOrEqualTo(13);
        assertThat(sent).hasSizeLessThanOrEqualTo(4);
        release.countDown();
        runner.join();
        assertThat(outcomes).hasSize(1000);
    }

    @Test
    @DisplayName("lesson 32: one bad record does not fail its batch, and each has its own outcome")
    void oneBadRecordHarmsOnlyItself() {
        Batch batch = batch(FOUR, json -> {
            if (json.contains("bad")) {
                throw new InvalidRecordException("bad it is");
            }
            if (json.contains("lost")) {
                throw new OutcomeUnknownException("lost it is", null);
            }
            if (json.contains("bug")) {
                throw new IllegalStateException("a bug");
            }
            return Status.CREATED;
        });
        Batch.Result result
                = run(batch, product("good", 1), product("bad", 1), product("lost", 1), product("bug", 1), "[]", "{", "",
                        product("good too", 1));
        assertThat(outcomes).extracting(ImportOutcome::status).containsExactly(Status.CREATED, Status.REJECTED, Status.UNKNOWN,
                Status.UNKNOWN, Status.REJECTED, Status.REJECTED, Status.REJECTED, Status.CREATED);
        assertThat(outcomes.get(1)).isEqualTo(new ImportOutcome(1, Status.REJECTED, "bad", null, 0, "Not sent: bad it is"));
        assertThat(outcomes.get(2)).isEqualTo(new ImportOutcome(2, Status.UNKNOWN, "lost", null, 0, "lost it is"));
        assertThat(result.firstFailed()).isEqualTo(outcomes.get(1));
    }

    @Test
    @DisplayName("lesson 36: the counts add up to the records of the batch")
    void theCountsAddUp() {
        Status[] all = Status.values();
        Batch batch = batch(FOUR, json -> {
            int stock = Integer.parseInt(json.replaceAll(".*stock\":\"|\"}", ""));
            if (all[stock % 5] == Status.REJECTED) {
                throw new InvalidRecordException("no");
            }
            if (all[stock % 5] == Status.UNKNOWN) {
                throw new OutcomeUnknownException("?", null);
            }
            return all[stock % 5];
        });
        Batch.Result result = run(batch, IntStream.range(0, 500).mapToObj(n -> product(n, n)).toArray(String[]::new));
        assertThat(result.counts()).isEqualTo(Counts.of(outcome -> outcome.direction() == Direction.IMPORT ? 100 : 0));
        assertThat(result.counts().considered()).isEqualTo(500).isEqualTo(outcomes.size());
        assertThat(result.counts().failed()).isEqualTo(200);
    }

    @Test
    void aBrokenLineHasItsOwnOutcomeAndTheNextIsSent() throws IOException {
        batch(FOUR, json -> Status.CREATED)
                .run(JsonBody.of((product(1, 1) + "\n{\"remoteId\":\n" + product(3, 1)).getBytes(UTF_8), true).batch(),
                        outcomes::add);
        assertThat(outcomes).extracting(ImportOutcome::status).containsExactly(Status.CREATED, Status.REJECTED, Status.CREATED);
        assertThat(outcomes.get(1).message()).startsWith("Line 2: ");
    }

    @Test
    void whereAnArrayBreaksIsSaidAndTheRestIsNotTried() throws IOException {
        Batch.Result result = batch(FOUR, json -> Status.CREATED)
                .run(JsonBody.of(("[" + product(1, 1) + ",\n{\"remoteId\":,\n" + product(3, 1) + "]").getBytes(UTF_8), false)
                        .batch(), outcomes::add);
        assertThat(outcomes).extracting(ImportOutcome::status).containsExactly(Status.CREATED, Status.REJECTED);
        assertThat(outcomes.get(1).index()).isEqualTo(1);
        assertThat(outcomes.get(1).message()).contains("line 2", "nor any behind it");
        assertThat(result.counts()).isEqualTo(Counts.NONE.plusOne(Outcome.CREATED).plusOne(Outcome.REJECTED));
    }

    @Test
    void anIteratorThatFailsEndsTheBatchVisibly() {
        Iterator<String> failing = Stream.of(product(1, 1)).map(json -> json).iterator();
        batch(FOUR, json -> Status.CREATED).run(source(new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                if (!failing.hasNext()) {
                    throw new IllegalStateException("connection lost");
                }
                return failing.next();
            }
        }), outcomes::add);
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(1).message()).contains("connection lost", "nor any behind it");
    }

    @Test
    void aStopStartsNothingNewAndWaitsForWhatIsBeingSent() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Batch batch = batch(FOUR, json -> {
            waitFor(release);
            return Status.CREATED;
        });
        Thread runner = new Thread(
                () -> batch.run(source(IntStream.range(0, 1000).mapToObj(n -> product(n, n)).iterator()),
                        outcomes::add));
        runner.start();
        await().until(() -> sent.size() == 4 && batch.underWay() == 12);
        batch.stop("the route was stopped");
        release.countDown();
        runner.join();
        assertThat(sent).hasSize(4);
        assertThat(outcomes).hasSize(13);
        assertThat(outcomes.subList(0, 4)).allMatch(outcome -> outcome.status() == Status.CREATED);
        assertThat(outcomes.subList(4, 13)).allMatch(outcome -> outcome.status() == Status.REJECTED)
                .allMatch(outcome -> outcome.message().startsWith("Not sent: the route was stopped"));
        assertThat(outcomes.get(12).message()).contains("Nothing behind this record was sent either");
    }

    @Test
    void aStopGivesUpOnASenderThatDoesNotEnd() {
        Semaphore never = new Semaphore(0);
        Batch batch = batch(IMPATIENT, json -> {
            never.acquireUninterruptibly();
            return Status.CREATED;
        });
        Thread stopper = new Thread(() -> {
            await().until(() -> !sent.isEmpty());
            batch.stop("the route was stopped");
        });
        stopper.start();
        run(batch, product("p", 1), product("p", 2));
        assertThat(outcomes).extracting(ImportOutcome::status).containsExactly(Status.UNKNOWN, Status.REJECTED);
        assertThat(outcomes.get(0).message()).contains("was being sent");
        never.release(2);
    }

    @Test
    void aThreadThatIsInterruptedStopsItsBatchAndStaysInterrupted() {
        Thread runner = Thread.currentThread();
        Semaphore never = new Semaphore(0);
        Batch batch = batch(FOUR, json -> {
            runner.interrupt();
            never.acquireUninterruptibly();
            return Status.CREATED;
        });
        run(batch, product("p", 1), product("p", 2));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcomes).extracting(ImportOutcome::status).containsExactly(Status.UNKNOWN, Status.REJECTED);
        never.release(2);
    }

    @Test
    void outcomesThatCannotBeDeliveredAreNotLost() {
        CountDownLatch failed = new CountDownLatch(1);
        Batch batch = batch(FOUR, json -> {
            // those behind the first ten must not be done before the failure
            if (json.length() > product(9, 9).length()) {
                waitFor(failed);
            }
            return Status.CREATED;
        });
        Batch.Result result = batch.run(source(IntStream.range(0, 1000).mapToObj(n -> product(n, n)).iterator()), outcome -> {
            if (outcome.index() == 2) {
                failed.countDown();
                throw new IOException("disk full");
            }
            outcomes.add(outcome);
        });
        assertThat(result.failure()).hasMessage("disk full");
        assertThat(outcomes).hasSize(2);
        assertThat(result.undelivered().get(0).index()).isEqualTo(2);
        assertThat(result.undelivered().size() + 2L).isEqualTo(result.counts().considered()).isLessThan(30);
        assertThat(result.undelivered().get(result.undelivered().size() - 1).message()).contains("disk full");
    }

    @Test
    void idsOfTheMessageAreNotThoseOfItsRecords() {
        List<ImportRequest> requests = new CopyOnWriteArrayList<>();
        new Batch(FOUR, new RecordSender(request -> {
            requests.add(request);
            return new ImportResult(200, null, null, null, Status.CREATED, null);
        }, "product", TraceContext.NONE, answer -> {
        }), threads).run(source(List.of(product(1, 1)).iterator()), outcomes::add);
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.localId()).isNull();
            assertThat(request.remoteId()).isNull();
        });
    }
}
