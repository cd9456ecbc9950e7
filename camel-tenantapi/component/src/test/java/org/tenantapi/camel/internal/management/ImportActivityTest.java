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
package org.tenantapi.camel.internal.management;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.internal.imports.ImportResult;
import org.tenantapi.camel.status.Counts;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImportActivityTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final ImportActivity activity = new ImportActivity(Clock.fixed(NOON, ZoneOffset.UTC));

    private static ImportResult with(ImportOutcome.Status effect) {
        return new ImportResult(200, "a", "b", null, effect, null);
    }

    @Test
    void hasDoneNothingAtFirst() {
        PlugStatus status = activity.status();
        assertThat(status.state()).isEqualTo(PlugState.IDLE);
        assertThat(status.lastTransfer()).isNull();
        assertThat(status.total().considered()).isZero();
        assertThat(status.total().startTime()).isEqualTo(NOON);
    }

    @Test
    void countsASingleRecordByItsOutcome() {
        activity.single(() -> with(ImportOutcome.Status.CREATED));
        activity.single(() -> with(ImportOutcome.Status.UNCHANGED));
        PlugStatus status = activity.status();
        assertThat(status.total().counts()).isEqualTo(Counts.NONE.plusOne(Outcome.CREATED).plusOne(Outcome.UNCHANGED));
        assertThat(status.lastTransfer().ignored()).isEqualTo(1);
        assertThat(status.lastSuccessfulTransfer()).isEqualTo(status.lastTransfer());
        assertThat(status.errors().lastError()).isNull();
    }

    @Test
    @DisplayName("a record that is refused is a failure, one whose outcome is unknown is too, and both keep their message")
    void countsFailures() {
        activity.single(() -> with(ImportOutcome.Status.UPDATED));
        assertThatThrownBy(() -> activity.single(() -> {
            throw new InvalidRecordException("it has no remoteId");
        })).isInstanceOf(InvalidRecordException.class);
        assertThat(activity.status().errors().lastError()).isEqualTo("it has no remoteId");
        assertThatThrownBy(() -> activity.single(() -> {
            throw new IllegalStateException("out of luck");
        })).isInstanceOf(IllegalStateException.class);
        activity.unreadable(new IllegalArgumentException("no JSON"));
        PlugStatus status = activity.status();
        assertThat(status.total().counts()).isEqualTo(Counts.of(outcome -> switch (outcome) {
            case UPDATED, UNKNOWN -> 1;
            case REJECTED -> 2;
            default -> 0;
        }));
        assertThat(status.errors().lastError()).isEqualTo("no JSON");
        assertThat(status.errors().lastErrorTime()).isEqualTo(NOON);
        assertThat(status.lastTransfer().isSuccessful()).as("the fault of a single record").isTrue();
    }

    @Test
    void showsARecordThatIsUnderWay() {
        activity.single(() -> {
            PlugStatus status = activity.status();
            assertThat(status.state()).isEqualTo(PlugState.DELIVERING);
            assertThat(status.inFlight()).isEqualTo(1);
            assertThat(status.total().considered()).as("it has no outcome yet").isZero();
            return with(ImportOutcome.Status.CREATED);
        });
        assertThat(activity.status().inFlight()).isZero();
    }

    @Test
    @DisplayName("lesson 36: read at any moment while many threads import, the total adds up and never goes back")
    void neverLosesAndNeverDoublesACount() throws Exception {
        int threads = 4;
        int each = 2000;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> imports = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                imports.add(executor.submit(() -> {
                    go.await();
                    for (int record = 0; record < each; record++) {
                        activity.single(() -> with(ImportOutcome.Status.CREATED));
                    }
                    return null;
                }));
            }
            go.countDown();
            long before = 0;
            while (before < threads * each) {
                Transfer total = activity.status().total();
                assertThat(total.considered()).isGreaterThanOrEqualTo(before)
                        .isEqualTo(total.delivered() + total.failed() + total.ignored());
                before = total.considered();
            }
            for (Future<?> done : imports) {
                done.get();
            }
            assertThat(activity.status().total().counts().of(Outcome.CREATED)).isEqualTo(threads * each);
        } finally {
            executor.shutdownNow();
        }
    }
}
