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

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.Transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * What becomes of records whose delivery fails, and of those behind them.
 */
class FailedRecordsTest extends ExportStage {

    @Test
    @DisplayName("lesson 17: a failure sets exactly the failed record aside, and the rest goes on")
    void aFailureHoldsUpNothingElse() throws Exception {
        poison.add("b");
        tenant.put("a", "1", NOON.minusSeconds(3));
        tenant.put("b", "1", NOON.minusSeconds(2));
        tenant.put("c", "1", NOON.minusSeconds(1));
        Transfer transfer = poll();
        assertThat(delivered).containsExactly("a:1", "c:1");
        assertThat(transfer.failed()).isEqualTo(1);
        Transfer second = poll();
        assertThat(second.counts().of(Outcome.WAITING)).as("it is listed again, but its time has not come").isEqualTo(1);
        assertThat(second.considered()).isEqualTo(second.delivered() + second.failed() + second.ignored());
        tenant.advance(Duration.ofMinutes(2));
        poll();
        assertThat(tenant.readAgain).containsExactly("b");
        poison.clear();
        restart();
        tenant.advance(Duration.ofDays(2));
        poll();
        assertThat(delivered).containsExactly("a:1", "c:1", "b:1");
        poll();
        assertThat(delivered).hasSize(3);
        restart();
        assertThat(position().failed()).isEmpty();
    }

    @Test
    void aFailedRecordIsReadAgainAsItIsByThen() throws Exception {
        poison.add("a");
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofHours(1));
        poison.clear();
        tenant.put("a", "2");
        poll();
        poll();
        assertThat(delivered).containsExactly("a:2");
    }

    @Test
    void aNewerVersionInTheListTakesThePlaceOfAFailedOne() throws Exception {
        poison.add("a");
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofSeconds(10));
        poison.clear();
        tenant.put("a", "2");
        poll();
        assertThat(delivered).containsExactly("a:2");
        tenant.advance(Duration.ofHours(1));
        poll();
        assertThat(tenant.readAgain).isEmpty();
        assertThat(delivered).containsExactly("a:2");
    }

    @Test
    void aNewerVersionDeliveredByARetryIsNotFollowedByAnOlderOneOfAnOldSnapshot() throws Exception {
        settings.maxMessagesPerPoll(1);
        poison.add("a");
        tenant.put("a", "1", NOON.minusSeconds(100));
        poll();
        tenant.put("a", "2", NOON.minusSeconds(50));
        tenant.put("b", "1", NOON.minusSeconds(90));
        // the snapshot now holds b and the second a; one message each poll
        poll();
        poison.clear();
        tenant.put("a", "3", NOON);
        tenant.advance(Duration.ofMinutes(2));
        poll();
        poll();
        poll();
        assertThat(delivered).containsExactly("b:1", "a:3");
    }

    @Test
    void anOlderVersionOfAnOldSnapshotIsNotDeliveredWhileANewerOneFails() throws Exception {
        settings.maxMessagesPerPoll(1);
        poison.add("a");
        tenant.put("a", "1", NOON.minusSeconds(100));
        poll();
        tenant.put("a", "2", NOON.minusSeconds(50));
        tenant.put("b", "1", NOON.minusSeconds(90));
        // the snapshot now holds b and the second a
        poll();
        tenant.put("a", "3", NOON);
        tenant.advance(Duration.ofMinutes(2));
        // the third a is read again, and fails
        poll();
        poison.clear();
        poll();
        assertThat(delivered).containsExactly("b:1");
        tenant.advance(Duration.ofMinutes(2));
        poll();
        poll();
        assertThat(delivered).containsExactly("b:1", "a:3");
    }

    @Test
    void aRecordThatCannotBeReadAgainLosesNoAttempt() throws Exception {
        poison.add("a");
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofMinutes(2));
        tenant.readFailure = new IOException("connection refused");
        poll();
        restart();
        assertThat(position().failed()).extracting(FailedRecord::attempts).containsExactly(1);
    }

    @Test
    void aFailedBatchIsTriedAgainOneByOne() throws Exception {
        settings.batchSize(5);
        poison.add("r3");
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(20 - n));
        }
        poll();
        assertThat(delivered).containsExactly("r5:1", "r6:1", "r7:1", "r8:1", "r9:1");
        tenant.advance(Duration.ofMinutes(2));
        poll();
        assertThat(delivered).hasSize(9).doesNotContain("r3:1");
        assertThat(poll().counts().of(Outcome.WAITING)).isEqualTo(1);
        restart();
        assertThat(position().failed()).extracting(FailedRecord::localId, FailedRecord::attempts)
                .containsExactly(tuple("r3", 2));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    @DisplayName("lesson 17: with onFailure=stop nothing behind a failed record is delivered before it passes")
    void stopHoldsUpWhatIsBehind(int size) throws Exception {
        settings.onFailure(FailurePolicy.stop);
        settings.batchSize(size);
        settings.maxAttempts(2);
        poison.add("r4");
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(20 - n));
        }
        for (int polls = 0; polls < 20; polls++) {
            poll();
            tenant.advance(Duration.ofMinutes(2));
            if (polls % 5 == 0) {
                restart();
            }
        }
        assertThat(delivered).doesNotContain("r4:1", "r6:1", "r7:1", "r8:1", "r9:1").doesNotHaveDuplicates();
        poison.clear();
        tenant.advance(Duration.ofMinutes(2));
        poll();
        poll();
        assertThat(delivered).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void skipLeavesAFailedRecordBehind() throws Exception {
        settings.onFailure(FailurePolicy.skip);
        poison.add("b");
        tenant.put("a", "1", NOON.minusSeconds(2));
        tenant.put("b", "1", NOON.minusSeconds(1));
        Transfer transfer = poll();
        assertThat(transfer.failed()).isEqualTo(1);
        poison.clear();
        tenant.advance(Duration.ofMinutes(2));
        poll();
        restart();
        poll();
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void skipLeavesOnlyThePoisonOfABatchBehind() throws Exception {
        settings.onFailure(FailurePolicy.skip);
        settings.batchSize(5);
        poison.add("r3");
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(20 - n));
        }
        poll();
        poll();
        poll();
        assertThat(delivered).hasSize(9).doesNotContain("r3:1").doesNotHaveDuplicates();
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aFailureIsReportedOnce() throws Exception {
        poison.add("a");
        tenant.put("a", "1");
        for (int polls = 0; polls < 5; polls++) {
            poll();
            tenant.advance(Duration.ofMinutes(2));
        }
        assertThat(reported).extracting(failure -> failure.version().localId()).containsExactly("a");
        tenant.put("a", "2");
        poll();
        assertThat(reported).as("a newer version is a new case").hasSize(2);
    }

    @Test
    void aReportThatFailsHoldsUpNothing() throws Exception {
        poison.add("a");
        tenant.put("a", "1", NOON.minusSeconds(1));
        tenant.put("b", "1");
        settings.reporter(failures -> {
            throw new IllegalStateException("no event history today");
        });
        assertThat(poll().delivered()).isEqualTo(1);
    }

    @Test
    void tooManyFailuresStopTheExportOfAnythingNew() throws Exception {
        settings.maxFailed(3);
        for (int n = 0; n < 10; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(20 - n));
            poison.add("r" + n);
        }
        poll();
        assertThatThrownBy(() -> {
            for (int polls = 0; polls < 5; polls++) {
                poll();
            }
        }).isInstanceOf(TooManyFailedException.class).hasMessageContaining("maxFailed = 3");
        poison.clear();
        tenant.advance(Duration.ofMinutes(2));
        poll();
        poll();
        assertThat(delivered).hasSize(10);
    }
}
