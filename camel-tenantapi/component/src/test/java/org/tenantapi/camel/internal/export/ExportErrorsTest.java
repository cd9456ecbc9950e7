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
package org.tenantapi.camel.internal.export;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.position.FailedRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * Errors in an export: what is thrown by a delivery is the failure of its records, and what is thrown by anything else
 * loses nothing.
 */
@Timeout(20)
class ExportErrorsTest extends ExportStage {

    static Stream<Throwable> errors() {
        return Stream.of(new OutOfMemoryError("Java heap space"), new StackOverflowError(), new AssertionError("no"),
                new NoClassDefFoundError("com/example/Erp"), new IllegalStateException("no such customer"));
    }

    private List<String> putRecords(int count) {
        return IntStream.range(0, count).mapToObj(n -> {
            tenant.put("r" + n, "1", NOON.minusSeconds(count - n));
            return "r" + n + ":1";
        }).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 16 })
    @DisplayName("an Error between taken and delivered loses nothing, also when the export is closed after it")
    void whatWasTakenWhenAnErrorWasThrownComesAgain(int size) throws Exception {
        settings.batchSize(size);
        List<String> expected = putRecords(48);
        AtomicInteger judged = new AtomicInteger();
        settings.ownWrite(version -> {
            if (judged.incrementAndGet() == 10) {
                throw new OutOfMemoryError("Java heap space");
            }
            return false;
        });
        assertThatThrownBy(this::poll).isInstanceOf(OutOfMemoryError.class);
        restart();
        poll();
        assertThat(delivered).containsExactlyElementsOf(expected);
    }

    @Test
    void afterAnErrorTheNextPollFetchesAgain() throws Exception {
        List<String> expected = putRecords(5);
        AtomicInteger judged = new AtomicInteger();
        settings.ownWrite(version -> {
            if (judged.incrementAndGet() == 3) {
                throw new OutOfMemoryError("Java heap space");
            }
            return false;
        });
        assertThatThrownBy(this::poll).isInstanceOf(OutOfMemoryError.class);
        assertThat(export.view().status().transfers().last().sessionErrors()).singleElement().asString()
                .contains("OutOfMemoryError");
        poll();
        assertThat(tenant.asked).hasSize(2);
        assertThat(delivered).containsExactlyElementsOf(expected);
        assertThat(export.view().status().inFlight()).isZero();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whatADeliveryThrowsIsTheFailureOfItsRecord(Throwable error) throws Exception {
        settings.maxAttempts(2);
        settings.delivery((versions, attempt, completed) -> {
            if (versions.get(0).localId().equals("r3")) {
                throw ExportErrorsTest.<RuntimeException> sneaky(error);
            }
            deliver(versions, attempt, completed);
        });
        putRecords(8);
        assertThat(poll().failed()).isEqualTo(1);
        assertThat(delivered).hasSize(7);
        assertThat(export.view().failed()).extracting(FailedRecord::localId, FailedRecord::attempts)
                .containsExactly(tuple("r3", 1));
        assertThat(export.view().failed().get(0).lastError()).contains(error.getClass().getName());
        tenant.advance(Duration.ofMinutes(1));
        poll();
        assertThat(export.view().failed()).singleElement().matches(FailedRecord::isQuarantined);
        assertThat(export.view().status().inFlight()).isZero();
    }

    @Test
    void anErrorOfOneInFlightHoldsUpNoOther() throws Exception {
        settings.maxInFlight(4);
        settings.batchSize(2);
        settings.delivery((versions, attempt, completed) -> {
            if (versions.stream().map(RecordVersion::localId).anyMatch("r3"::equals)) {
                throw new StackOverflowError();
            }
            deliver(versions, attempt, completed);
        });
        putRecords(20);
        poll();
        poll();
        assertThat(delivered).hasSize(19).doesNotHaveDuplicates();
        assertThat(export.view().failed()).extracting(FailedRecord::localId).containsExactly("r3");
    }

    @Test
    void whatIsThrownAfterTheCompletionChangesNothing() throws Exception {
        settings.delivery((versions, attempt, completed) -> {
            deliver(versions, attempt, completed);
            completed.accept(DeliveryResult.Failed.with(new IllegalStateException("told twice")));
            throw new AssertionError("after it");
        });
        putRecords(3);
        assertThat(poll().delivered()).isEqualTo(3);
        assertThat(export.view().failed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void aDeliveryThatTheRouteDropsIsTheFailureOfItsRecord(int inFlight) throws Exception {
        settings.maxInFlight(inFlight);
        settings.delivery((versions, attempt, completed) -> {
            if (!versions.get(0).localId().equals("r1")) {
                deliver(versions, attempt, completed);
            }
        });
        putRecords(4);
        AtomicBoolean polling = new AtomicBoolean(true);
        Thread collector = new Thread(() -> {
            while (polling.get()) {
                System.gc();
                LockSupport.parkNanos(1_000_000);
            }
        });
        collector.start();
        try {
            poll();
        } finally {
            polling.set(false);
            collector.join();
        }
        assertThat(delivered).containsExactlyInAnyOrder("r0:1", "r2:1", "r3:1");
        assertThat(export.view().failed()).singleElement().extracting(FailedRecord::lastError).asString().contains("dropped");
    }

    @Test
    void anErrorInTheReportOfFailuresEndsNoPoll() throws Exception {
        settings.reporter(failures -> {
            throw new StackOverflowError();
        });
        poison.add("r0");
        putRecords(3);
        assertThat(poll().delivered()).isEqualTo(2);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable error) throws T {
        throw (T) error;
    }
}
