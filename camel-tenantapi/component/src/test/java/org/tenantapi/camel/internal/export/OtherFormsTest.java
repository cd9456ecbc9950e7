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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.PositionStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * A server that shows a record by its localId with more fields than in its list, or with fields that it makes anew for
 * each answer: the same version has several digests then, and a digest alone says too little.
 */
class OtherFormsTest {

    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    private final FakeTenant tenant = new FakeTenant();
    private final Set<String> poison = new HashSet<>(Set.of("a"));
    private final Set<String> notLinked = new HashSet<>();
    private final List<String> delivered = new ArrayList<>();
    private final List<Integer> attempts = new ArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final PositionStore store = new MemoryPositionStore();
    private int maxAttempts = 3;
    private Export export;

    @BeforeEach
    void showMoreByIdThanInTheList() {
        tenant.shownById = json -> json.replace("}", ",\"rows\":[1,2]}");
    }

    @AfterEach
    void close() {
        if (export != null) {
            export.close();
        }
    }

    private void poll() throws Exception {
        if (export == null) {
            export = new Export(
                    new ExportSettings(
                            "acme/1001/order", StartFrom.BEGINNING, "",
                            new ExportSettings.Window(Duration.ofMinutes(15), Duration.ZERO), new ExportSettings.Pace(1, 1, 0),
                            new ExportSettings.FailureHandling(FailurePolicy.retry, maxAttempts, RETRY_DELAY, 1000), 4096),
                    tenant, this::deliver, version -> false, FailureReporter.NONE, store, new TenantTime());
        }
        export.poll(() -> true);
    }

    private void pollLater() throws Exception {
        tenant.advance(RETRY_DELAY);
        poll();
    }

    private void restart() {
        export.close();
        export = null;
    }

    private void deliver(List<RecordVersion> versions, int attempt, Consumer<DeliveryResult> completed) {
        RecordVersion version = versions.get(0);
        attempts.add(attempt);
        if (poison.contains(version.localId())) {
            completed.accept(DeliveryResult.Failed.with(new IllegalStateException("no such customer")));
        } else {
            delivered.add(new String(version.bytes()).replaceAll(".*\"content\":\"([^\"]*)\".*", "$1"));
            completed.accept(notLinked.contains(version.localId())
                    ? new DeliveryResult.NotLinked(version.localId(), "4711", new IllegalStateException("no route to host"))
                    : DeliveryResult.DELIVERED);
        }
    }

    private void signEachAnswer() {
        tenant.shownById = json -> json.replace("}", ",\"url\":\"signed-" + answers.incrementAndGet() + "\"}");
        tenant.shownInList = tenant.shownById;
    }

    @Test
    void aRecordThatFailedOnceIsDeliveredOnce() throws Exception {
        tenant.put("a", "1");
        poll();
        poison.clear();
        pollLater();
        poll();
        restart();
        poll();
        assertThat(delivered).containsExactly("1");
        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void aRecordThatChangedBeforeItsRetryIsDeliveredOnce() throws Exception {
        tenant.put("a", "1");
        poll();
        poison.clear();
        tenant.advance(RETRY_DELAY);
        tenant.put("a", "2");
        poll();
        poll();
        restart();
        poll();
        assertThat(delivered).containsExactly("2");
        tenant.readAgain.clear();
        poll();
        assertThat(tenant.readAgain).as("what is known by now is not read again").isEmpty();
    }

    @Test
    @DisplayName("lesson 10: a change within the second of what a retry delivered is another version all the same")
    void aSecondChangeWithinTheSecondIsDelivered() throws Exception {
        tenant.put("a", "1");
        poll();
        poison.clear();
        tenant.advance(RETRY_DELAY);
        Instant second = tenant.now;
        tenant.put("a", "2", second);
        poll();
        tenant.put("a", "3", second);
        poll();
        poll();
        assertThat(delivered).containsExactly("2", "3");
    }

    @Test
    void aRecordThatAlwaysFailsReachesQuarantineAfterItsAttempts() throws Exception {
        tenant.put("a", "1");
        for (int polls = 0; polls < 10; polls++) {
            poll();
            pollLater();
        }
        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(export.view().failed()).singleElement().matches(FailedRecord::isQuarantined);
    }

    @Test
    void aRecordWithFieldsMadeAnewReachesQuarantineAfterItsAttempts() throws Exception {
        signEachAnswer();
        tenant.put("a", "1");
        for (int polls = 0; polls < 10; polls++) {
            poll();
            pollLater();
        }
        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(export.view().failed()).singleElement().matches(FailedRecord::isQuarantined);
    }

    @Test
    @DisplayName("lesson 10: a change within the second of what failed is delivered, by the retry or, where there is none, by the poll")
    void aSecondChangeOfWhatFailedIsDelivered() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.put("a", "2", NOON);
        poison.clear();
        poll();
        pollLater();
        poll();
        assertThat(delivered).containsExactly("2");
        delivered.clear();
        poison.add("b");
        restart();
        maxAttempts = 1;
        tenant.put("b", "1", tenant.now);
        poll();
        poison.clear();
        tenant.put("b", "2", tenant.now);
        poll();
        poll();
        assertThat(delivered).containsExactly("2");
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aRecordThatChangedWithinTheSecondThatFailedAndIsGoneCanBeDiscarded() throws Exception {
        maxAttempts = 2;
        tenant.put("a", "1", NOON);
        poll();
        pollLater();
        tenant.put("a", "2", NOON);
        poll();
        tenant.remove("a");
        restart();
        poll();
        export.operatorActions().discard("a");
        poll();
        export.operatorActions().discard("a");
        assertThat(attempts).as("there is nothing to attempt").containsExactly(1, 2);
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aRecordThatIsReplacedByAnOlderVersionWhileItWaitsIsNotDiscardedUnseen() throws Exception {
        tenant.advance(Duration.ofMinutes(14));
        tenant.put("a", "1", NOON.plusSeconds(1));
        poll();
        // by a node of the server whose clock is behind
        tenant.put("a", "2", NOON);
        poll();
        for (int polls = 0; polls < 2; polls++) {
            // as long as no attempt is due, so that no list shows it any more
            tenant.readFailure = new IOException("connection reset");
            pollLater();
        }
        tenant.readFailure = null;
        poison.clear();
        export.operatorActions().discard("a");
        poll();
        poll();
        assertThat(delivered).containsExactly("2");
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aRecordThatWasDeliveredByARetryAndNotLinkedIsDeliveredOnce() throws Exception {
        tenant.put("a", "1");
        poll();
        poison.clear();
        notLinked.add("a");
        pollLater();
        poll();
        restart();
        poll();
        assertThat(delivered).containsExactly("1");
    }

    @Test
    void anOlderVersionOfARecordThatIsStillToBeLinkedIsDelivered() throws Exception {
        poison.clear();
        notLinked.add("a");
        tenant.put("a", "1", NOON.plusSeconds(1));
        poll();
        notLinked.clear();
        // by a node of the server whose clock is behind
        tenant.put("a", "2", NOON);
        poll();
        assertThat(delivered).containsExactly("1", "2");
    }

    @Test
    void aNewerVersionOfAQuarantinedRecordIsANewCase() throws Exception {
        tenant.put("a", "1");
        for (int polls = 0; polls < 5; polls++) {
            poll();
            pollLater();
        }
        tenant.put("a", "2");
        poll();
        assertThat(attempts).containsExactly(1, 2, 3, 1);
    }

    @Test
    void ignoredFieldsMakeNoNewVersion() throws Exception {
        poison.clear();
        signEachAnswer();
        tenant.digest = ContentDigest.ignoring("/url");
        tenant.put("a", "1");
        poll();
        poll();
        restart();
        poll();
        assertThat(delivered).containsExactly("1");
        tenant.put("a", "2", NOON);
        poll();
        assertThat(delivered).containsExactly("1", "2");
    }

    @Test
    void fieldsThatAreIgnoredLaterDeliverNothingAgain() throws Exception {
        poison.clear();
        tenant.put("a", "1");
        poll();
        restart();
        tenant.digest = ContentDigest.ignoring("/url");
        poll();
        assertThat(delivered).containsExactly("1");
    }

    private final class TenantTime extends Clock {

        @Override
        public Instant instant() {
            return tenant.localTime();
        }

        @Override
        public ZoneId getZone() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
