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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.status.Transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * Clocks that are wrong, and clocks that are put right, lose no record.
 */
class WrongClocksTest {

    private static final String KEY = "acme/1001/order";
    private static final Duration OVERLAP = Duration.ofMinutes(15);
    private static final Duration DELAY = Duration.ofSeconds(30);

    private final FakeTenant tenant = new FakeTenant();
    private final PositionStore store = new MemoryPositionStore();
    private final List<String> delivered = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private StartFrom startFrom = StartFrom.BEGINNING;
    private boolean fails;
    private Export export;

    private void deliver(List<RecordVersion> versions, int attempt, Consumer<DeliveryResult> completed) {
        if (!fails) {
            versions.forEach(version -> delivered.add(version.localId()));
        }
        completed.accept(fails ? DeliveryResult.Failed.with(new IllegalStateException("down")) : DeliveryResult.DELIVERED);
    }

    private Transfer poll() throws Exception {
        if (export == null) {
            ExportSettings settings = new ExportSettings(
                    KEY, startFrom, "", new ExportSettings.Window(OVERLAP, Duration.ZERO), new ExportSettings.Pace(1, 1, 0),
                    new ExportSettings.FailureHandling(FailurePolicy.retry, 10, Duration.ofMinutes(1), 1000), 4096);
            export = new Export(
                    settings, tenant, this::deliver, version -> false, FailureReporter.NONE, store,
                    Clock.fixed(tenant.localTime(), ZoneOffset.UTC));
        }
        return export.poll(() -> true);
    }

    private void restart() {
        export.close();
        export = null;
    }

    private void write() {
        String localId = "r" + written.size();
        tenant.put(localId, "1");
        written.add(localId);
    }

    private void writeAndPoll(int times) throws Exception {
        for (int n = 0; n < times; n++) {
            write();
            tenant.advance(DELAY);
            poll();
        }
    }

    private Position position() {
        return store.read(KEY);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("lesson 13: what changes while a mark in the server's future is refused comes when it is not any more")
    void whatChangesDuringARefusalComesAfterIt(boolean restart) throws Exception {
        writeAndPoll(5);
        tenant.setClock(Duration.ofHours(-1));
        for (int n = 0; n < 100; n++) {
            write();
            tenant.advance(DELAY);
            assertThatThrownBy(this::poll).isInstanceOf(PositionException.class).hasMessageContaining("server's future");
            if (restart) {
                restart();
            }
            if (n > 85) {
                break;
            }
        }
        tenant.advance(Duration.ofMinutes(10));
        poll();
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(written);
        assertThat(poll().delivered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = { 12, 16, 45, 300 })
    @DisplayName("the clock of a quiet Tenant's server is set back: the mark is old, and the horizon ahead")
    void aQuietTenantsClockIsSetBack(int minutes) throws Exception {
        writeAndPoll(5);
        for (int n = 0; n < 1000; n++) {
            tenant.advance(DELAY);
            poll();
        }
        tenant.setClock(Duration.ofMinutes(-minutes));
        writeAndPoll(40);
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(written);
        tenant.advance(Duration.ofDays(1));
        assertThat(poll().delivered()).isZero();
    }

    @Test
    @DisplayName("it is set back further than the time since the last poll, but less than the time of day shows")
    void theClockIsSetBackBetweenPollsThatAreFarApart() throws Exception {
        writeAndPoll(1);
        tenant.setClock(Duration.ofMinutes(-20));
        write();
        tenant.advance(Duration.ofMinutes(25));
        poll();
        assertThat(delivered).containsExactlyElementsOf(written);
    }

    @Test
    void aClockThatIsSetBackWhileTheExportIsStoppedIsNoticedAtTheStart() throws Exception {
        writeAndPoll(1);
        tenant.advance(Duration.ofDays(1));
        poll();
        restart();
        tenant.setClock(Duration.ofHours(-2));
        write();
        tenant.advance(Duration.ofMinutes(40));
        poll();
        assertThat(delivered).containsExactlyElementsOf(written);
    }

    @Test
    void whatIsStillRememberedIsNotDeliveredAgainWhenTheClockIsSetBack() throws Exception {
        writeAndPoll(10);
        tenant.advance(Duration.ofMinutes(5));
        poll();
        tenant.setClock(Duration.ofMinutes(-20));
        // the mark is within the overlap of the server's time, and the horizon is not
        tenant.advance(DELAY);
        poll();
        assertThat(tenant.asked.get(tenant.asked.size() - 1)).isBefore(NOON.minus(OVERLAP));
        assertThat(delivered).containsExactlyElementsOf(written);
    }

    @ParameterizedTest
    @ValueSource(ints = { -20, -600, 20, 3600, 0 })
    @DisplayName("lesson 21: startFrom=now loses nothing that changes after the start, whichever clock is ahead, and however late it is seen")
    void nowLosesNothingThatChangesAfterTheStart(int localClockError) throws Exception {
        startFrom = StartFrom.NOW;
        tenant.localClockError = Duration.ofSeconds(localClockError);
        poll();
        for (int n = 0; n < 40; n++) {
            tenant.advance(DELAY);
            Instant dated = tenant.now.minusSeconds(Math.min(880, 31 + 20 * n));
            tenant.putLate("late" + n, "1", dated, tenant.now);
            written.add("late" + n);
            poll();
        }
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(written);
    }

    @ParameterizedTest(name = "the local clock is {0} minutes ahead")
    @ValueSource(ints = { 0, 60 })
    @DisplayName("a list takes longer than the overlap, and its Date is of the end")
    void aListTakesLongerThanTheOverlap(int minutesAhead) throws Exception {
        tenant.localClockError = Duration.ofMinutes(minutesAhead);
        tenant.takes = Duration.ofMinutes(40);
        for (int n = 0; n < 5; n++) {
            write();
            String meanwhile = "meanwhile" + n;
            Instant dated = tenant.now.plus(Duration.ofMinutes(1));
            tenant.putLate(meanwhile, "1", dated, dated);
            written.add(meanwhile);
            poll();
            tenant.advance(DELAY);
        }
        tenant.takes = Duration.ZERO;
        poll();
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(written);
        assertThat(position().mark()).isBeforeOrEqualTo(tenant.now);
    }

    @Test
    @DisplayName("lesson 42: a record that failed while the local clock was ahead does not wait for that time (gocron#438)")
    void aClockPutRightParksNoRecord() throws Exception {
        tenant.localClockError = Duration.ofDays(700);
        fails = true;
        write();
        poll();
        restart();
        fails = false;
        tenant.localClockError = Duration.ZERO;
        poll();
        assertThat(delivered).containsExactlyElementsOf(written);
    }

    @Test
    @DisplayName("neither mark nor horizon passes the earlier of both clocks, so that a server whose clock was ahead is not refused")
    void aServerWhoseClockWasAheadGoesOnWhenItIsPutRight() throws Exception {
        tenant.setClock(Duration.ofHours(2));
        writeAndPoll(5);
        assertThat(position().mark()).isBeforeOrEqualTo(tenant.localTime());
        assertThat(position().horizon()).isBeforeOrEqualTo(tenant.localTime());
        tenant.setClock(Duration.ofHours(-2));
        writeAndPoll(5);
        assertThat(delivered).containsExactlyElementsOf(written);
    }
}
