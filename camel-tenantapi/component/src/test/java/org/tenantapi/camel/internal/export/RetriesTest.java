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
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.position.FailedRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

class RetriesTest extends ExportStage {

    private void fail(String... localIds) throws Exception {
        for (String localId : localIds) {
            tenant.put(localId, "1");
            poison.add(localId);
        }
        poll();
        poison.clear();
    }

    private void pollAfterTheRetryDelay() throws Exception {
        tenant.advance(Duration.ofMinutes(1));
        poll();
    }

    static Stream<Throwable> faultsOfOneRecord() {
        return Stream.of(new IllegalArgumentException("'..' cannot be part of the path"), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("faultsOfOneRecord")
    @DisplayName("lesson 38: a record that cannot be read again starves no retry of others, and reaches quarantine")
    void anUnreadableRecordStarvesNoOther(Throwable fault) throws Exception {
        settings.maxAttempts(3);
        fail("a", "b", "c");
        tenant.readFailures.put("a", fault);
        pollAfterTheRetryDelay();
        assertThat(delivered).containsExactlyInAnyOrder("b:1", "c:1");
        assertThat(export.view().failed()).singleElement().satisfies(failed -> {
            assertThat(failed.attempts()).isEqualTo(2);
            assertThat(failed.lastError()).contains(fault.toString());
        });
        pollAfterTheRetryDelay();
        assertThat(export.view().failed()).singleElement().matches(FailedRecord::isQuarantined);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"localId\":\"a\"}", "{\"lastModified\":\"2026-11-01T12:00:00Z\"}", "[]", "", "<html>",
            "{\"localId\":\"a\",\"lastModified\":\"yesterday\"}" })
    @DisplayName("lesson 38: nor does an answer that is not a record")
    void anAnswerThatIsNotARecordStarvesNoOther(String answer) throws Exception {
        fail("a", "b");
        tenant.readAnswers.put("a", answer);
        pollAfterTheRetryDelay();
        assertThat(delivered).containsExactly("b:1");
        assertThat(export.view().failed()).singleElement().extracting(FailedRecord::attempts).isEqualTo(2);
    }

    @Test
    @DisplayName("lesson 38: what is tried in vain because of the way to the server goes behind the others")
    void aReadThatEndsTheRoundIsNotTheFirstOfTheNext() throws Exception {
        fail("a", "b", "c");
        tenant.readFailures.put("a", new IOException("connection reset"));
        for (int polls = 0; polls < 4; polls++) {
            pollAfterTheRetryDelay();
        }
        assertThat(delivered).containsExactlyInAnyOrder("b:1", "c:1");
        assertThat(export.view().failed()).singleElement().extracting(FailedRecord::attempts).as("an outage uses up none")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("lesson 39: an answer about another record is not delivered in its place")
    void anAnswerAboutAnotherRecordIsNotDelivered() throws Exception {
        settings.maxAttempts(2);
        fail("r001");
        tenant.readAnswers.put("r001", "{\"localId\":\"r002\",\"lastModified\":\"" + NOON + "\",\"content\":\"2\"}");
        pollAfterTheRetryDelay();
        pollAfterTheRetryDelay();
        assertThat(delivered).isEmpty();
        assertThat(export.view().failed()).singleElement().satisfies(failed -> {
            assertThat(failed.localId()).isEqualTo("r001");
            assertThat(failed.isQuarantined()).isTrue();
            assertThat(failed.lastError()).contains("not there any more").contains("r002");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("a record that has changed since its last attempt and was deleted then can be discarded after its retry")
    void aChangedRecordThatIsNotThereAnyMoreCanBeDiscarded(boolean restarted) throws Exception {
        fail("a");
        tenant.put("a", "2", NOON);
        poll();
        assertThat(export.view().failed()).singleElement().matches(FailedRecord::hasChanged);
        if (restarted) {
            restart();
        }
        tenant.remove("a");
        pollAfterTheRetryDelay();
        assertThat(export.view().failed()).singleElement().extracting(FailedRecord::attempts).isEqualTo(2);
        export.operatorActions().discard("a");
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    @DisplayName("and so can one that a list still shows and that cannot be read by its localId")
    void aChangedRecordThatCannotBeReadCanBeDiscarded() throws Exception {
        fail("a");
        tenant.put("a", "2", NOON);
        poll();
        tenant.readFailures.put("a", new IllegalArgumentException("'..' cannot be part of the path"));
        pollAfterTheRetryDelay();
        export.operatorActions().discard("a");
        assertThat(export.view().failed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3 })
    @DisplayName("retries take at most half of a poll's messages")
    void retriesLeaveRoomForTheRest(int messages) throws Exception {
        settings.maxMessagesPerPoll(messages);
        settings.maxAttempts(1000);
        for (int n = 0; n < messages; n++) {
            tenant.put("bad" + n, "1", NOON.minusSeconds(100));
            poison.add("bad" + n);
        }
        poll();
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(10 - n));
        }
        for (int polls = 0; polls < 22; polls++) {
            pollAfterTheRetryDelay();
        }
        assertThat(delivered).hasSize(10);
        assertThat(export.view().failed()).allSatisfy(failed -> assertThat(failed.attempts()).isGreaterThan(3));
    }
}
