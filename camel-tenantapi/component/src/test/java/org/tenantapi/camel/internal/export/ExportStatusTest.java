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

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

class ExportStatusTest {

    private static final String KEY = "acme/1001/order";

    private final FakeTenant tenant = new FakeTenant();
    private final MemoryPositionStore store = new MemoryPositionStore();
    /** completions that the route has not told yet */
    private final List<Consumer<DeliveryResult>> open = new ArrayList<>();
    private ExportDelivery delivery = (versions, attempt, completed) -> completed.accept(DeliveryResult.DELIVERED);
    private int maxInFlight = 1;
    private Export export;

    @AfterEach
    void close() {
        if (export != null) {
            export.close();
        }
    }

    private Transfer poll() throws Exception {
        if (export == null) {
            export = open();
        }
        return export.poll(() -> true);
    }

    private Export open() {
        ExportSettings settings = new ExportSettings(
                KEY, StartFrom.BEGINNING, "", new ExportSettings.Window(Duration.ofMinutes(15), Duration.ZERO),
                new ExportSettings.Pace(1, maxInFlight, 0),
                new ExportSettings.FailureHandling(FailurePolicy.retry, 2, Duration.ofMinutes(1), 1000), 4096);
        return new Export(
                settings, tenant, (v, n, done) -> delivery.deliver(v, n, done), v -> false, FailureReporter.NONE,
                store, new TenantClock());
    }

    private final class TenantClock extends Clock {
        @Override
        public Instant instant() {
            return tenant.localTime();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    @Test
    void knowsNothingBeforeTheFirstPoll() {
        export = open();
        assertThat(export.view().status()).satisfies(status -> {
            assertThat(status.state()).isEqualTo(PlugState.IDLE);
            assertThat(status.lastTransfer()).isNull();
            assertThat(status.progress().mark()).isNull();
            assertThat(status.progress().lag(NOON)).isNull();
            assertThat(status.total().considered()).isZero();
        });
    }

    @Test
    void tellsMarkHorizonAndWhatTheTransferDid() throws Exception {
        tenant.put("a", "1", NOON.minusSeconds(60));
        Transfer transfer = poll();
        assertThat(export.view().status()).satisfies(status -> {
            assertThat(status.state()).isEqualTo(PlugState.IDLE);
            assertThat(status.lastTransfer()).isEqualTo(transfer).isEqualTo(status.lastSuccessfulTransfer());
            assertThat(status.progress().mark()).isEqualTo(NOON.minusSeconds(60));
            assertThat(status.progress().horizon()).isEqualTo(NOON);
            assertThat(status.progress().answered()).isEqualTo(NOON);
            assertThat(status.errors().failure()).isNull();
        });
    }

    @Test
    void theLagOfAQuietTenantIsTheTimeSinceTheLastPollAndNotSinceTheLastRecord() throws Exception {
        tenant.put("a", "1", NOON.minusSeconds(86_400));
        poll();
        assertThat(export.view().status().progress().lag(NOON.plusSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theLagIsCountedOnTheClockThatIsBehindAsTheHorizonIs() throws Exception {
        tenant.localClockError = Duration.ofMinutes(10);
        poll();
        assertThat(export.view().status().progress().serverClockAhead()).isEqualTo(Duration.ofMinutes(-10));
        assertThat(export.view().status().progress().lag(tenant.localTime().plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("any thread reads the status while a delivery takes its time, and sees the poll's progress")
    void isReadDuringAPoll() throws Exception {
        tenant.put("a", "1", NOON.minusSeconds(3));
        tenant.put("b", "1", NOON.minusSeconds(2));
        List<PlugStatus> seen = new ArrayList<>();
        delivery = (versions, attempt, completed) -> {
            seen.add(export.view().status());
            completed.accept(DeliveryResult.DELIVERED);
        };
        poll();
        assertThat(seen).hasSize(2);
        assertThat(seen.get(1)).satisfies(status -> {
            assertThat(status.state()).isEqualTo(PlugState.DELIVERING);
            assertThat(status.inFlight()).isEqualTo(1);
            assertThat(status.transfers().inProgress().delivered()).isEqualTo(1);
            assertThat(status.transfers().inProgress().considered()).as("what is in flight is not counted yet").isEqualTo(1);
            assertThat(status.total().delivered()).isEqualTo(1);
            assertThat(status.lastTransfer()).isNull();
        });
    }

    @Test
    @DisplayName("lesson 36: a poll that fails is a transfer with a session error, and the last successful one stays")
    void aFailedPollIsATransferWithASessionError() throws Exception {
        Transfer good = poll();
        tenant.advance(Duration.ofSeconds(30));
        tenant.wrongAnswer = "{\"error\":\"maintenance\"}";
        assertThatThrownBy(this::poll).isInstanceOf(IOException.class);
        assertThat(export.view().status()).satisfies(status -> {
            assertThat(status.lastTransfer().isSuccessful()).isFalse();
            assertThat(status.lastTransfer().sessionErrors()).hasSize(1);
            assertThat(status.lastTransfer().startTime()).isEqualTo(NOON.plusSeconds(30));
            assertThat(status.lastSuccessfulTransfer()).isEqualTo(good);
            assertThat(status.errors().failure()).isInstanceOf(IOException.class);
        });
        tenant.wrongAnswer = null;
        poll();
        assertThat(export.view().status().errors().failure()).isNull();
    }

    @Test
    @DisplayName("lessons 25, 26: an answer that begins well does not hide the error before it, until its end has been read")
    void keepsTheErrorUntilAnAnswerIsComplete() throws Exception {
        String record = "{\"localId\":\"a\",\"lastModified\":\"" + NOON + "\"}";
        tenant.wrongAnswer = "[" + record + "," + record + ",{\"localId\"";
        assertThatThrownBy(this::poll).isInstanceOf(IOException.class);
        assertThat(export.view().status().progress().answered()).as("it was not a good answer").isNull();
        List<Throwable> whileReading = new ArrayList<>();
        assertThatThrownBy(() -> export.poll(() -> whileReading.add(export.view().status().errors().failure())))
                .isInstanceOf(IOException.class);
        assertThat(whileReading).isNotEmpty().doesNotContainNull();
        tenant.wrongAnswer = null;
        poll();
        assertThat(export.view().status().errors().failure()).isNull();
        assertThat(export.view().status().progress().answered()).isEqualTo(NOON);
    }

    @Test
    void countsWhatWaitsAndWhatIsInQuarantine() throws Exception {
        delivery = (versions, attempt, completed) -> completed
                .accept(DeliveryResult.Failed.with(new IllegalStateException("no such customer")));
        tenant.put("a", "1", NOON.minusSeconds(3));
        poll();
        assertThat(export.view().status()).satisfies(status -> {
            assertThat(status.progress().failed()).isEqualTo(1);
            assertThat(status.progress().quarantined()).isZero();
        });
        tenant.advance(Duration.ofMinutes(1));
        poll();
        assertThat(export.view().status()).satisfies(status -> {
            assertThat(status.progress().failed()).isZero();
            assertThat(status.progress().quarantined()).isEqualTo(1);
            assertThat(status.failedRecords()).extracting(FailedRecord::lastError).first().asString()
                    .contains("no such customer");
            assertThat(status.total().failed()).isEqualTo(2);
            assertThat(status.total().considered()).isEqualTo(3);
        });
    }

    @Test
    @DisplayName("lesson 36: what an interrupted poll left in flight is counted once, when it has completed")
    void countsAnInterruptedDeliveryOnce() throws Exception {
        maxInFlight = 2;
        delivery = (versions, attempt, completed) -> open.add(completed);
        tenant.put("a", "1", NOON.minusSeconds(3));
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::poll).isInstanceOf(InterruptedException.class);
        assertThat(export.view().status()).satisfies(status -> {
            assertThat(status.inFlight()).isEqualTo(1);
            assertThat(status.lastTransfer().considered()).isZero();
            assertThat(status.lastTransfer().isSuccessful()).as("a stop is not an error").isTrue();
        });
        open.get(0).accept(DeliveryResult.DELIVERED);
        export.close();
        assertThat(export.view().status()).satisfies(status -> {
            assertThat(status.inFlight()).isZero();
            assertThat(status.total().delivered()).isEqualTo(1);
            assertThat(status.total().considered()).isEqualTo(1);
        });
        export = null;
    }

    @Test
    @DisplayName("lesson 20: a fenced export says so, and asks the server nothing any more")
    void aFencedExportSaysSoAndRests() throws Exception {
        poll();
        store.open(KEY).close();
        tenant.put("a", "1", NOON);
        assertThatThrownBy(this::poll).isInstanceOf(PositionFencedException.class);
        int asked = tenant.asked.size();
        assertThat(export.view().status().state()).isEqualTo(PlugState.FENCED);
        assertThatThrownBy(this::poll).isInstanceOf(PositionFencedException.class);
        assertThat(tenant.asked).hasSize(asked);
        assertThat(export.view().status().state()).isEqualTo(PlugState.FENCED);
        export.close();
        export = null;
        assertThat(poll().delivered()).isEqualTo(1);
        assertThat(export.view().status().state()).isEqualTo(PlugState.IDLE);
    }

    @Test
    void goesOnWithTheCountsOfTheExportBefore() throws Exception {
        tenant.put("a", "1", NOON);
        poll();
        PlugStatus before = export.view().status();
        export.close();
        export = open();
        PlugStatus status = export.view().status().after(before);
        assertThat(status.lastTransfer()).isEqualTo(before.lastTransfer());
        assertThat(status.total().delivered()).isEqualTo(1);
        assertThat(status.total().startTime()).isEqualTo(before.total().startTime());
    }

    @Test
    void aPollThatFailsIsNoSignOfLife() throws Exception {
        poll();
        tenant.advance(Duration.ofMinutes(20));
        tenant.wrongAnswer = "busy";
        assertThatThrownBy(this::poll).isInstanceOf(IOException.class);
        assertThat(export.view().lastSuccess()).as("an answer came, but it was none").isEqualTo(NOON);
    }
}
