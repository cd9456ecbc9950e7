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
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.internal.client.MalformedRecordsException;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.status.Transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * Answers and records that are not as they should be.
 */
class MalformedRecordsTest extends ExportStage {

    @Test
    @DisplayName("lesson 26: an answer of the wrong shape, or a part of one, moves nothing")
    void aWrongAnswerMovesNothing() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofHours(1));
        tenant.put("b", "1");
        List<String> wrong
                = List.of("", "{\"error\":\"maintenance\"}", "<html></html>", "[{\"localId\":\"b\"", "[{\"localId\":\"b\"}",
                        "[{\"localId\":\"b\"}] ]", "[1]", "[null]", "[[]]", "null", "[{}],{}");
        for (String answer : wrong) {
            tenant.wrongAnswer = answer;
            assertThatThrownBy(this::poll).as(answer).isInstanceOf(MalformedRecordsException.class);
        }
        tenant.wrongAnswer = null;
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1");
        assertThat(tenant.asked.subList(1, tenant.asked.size())).containsOnly(NOON.minus(settings.overlap()));
    }

    @Test
    void aRecordWithoutLocalIdIsCountedAndHoldsBackTheHorizon() throws Exception {
        tenant.putRaw("x", "{\"lastModified\":\"" + NOON + "\"}", NOON, Instant.MIN);
        tenant.putRaw("y", "{\"localId\":\"y\",\"lastModified\":\"yesterday\"}", NOON, Instant.MIN);
        tenant.put("a", "1", NOON.minusSeconds(5));
        Transfer transfer = poll();
        assertThat(delivered).containsExactly("a:1");
        assertThat(transfer.failed()).isEqualTo(2);
        assertThat(transfer.considered()).isEqualTo(3);
        restart();
        assertThat(position().horizon()).isEqualTo(NOON.minusSeconds(5));
    }

    @Test
    void aMalformedRecordStaysOnRecordWhenNoListShowsItAnyMore() throws Exception {
        malformed("x", "{\"localId\":\"x\"}");
        malformed("y", "{\"localId\":\"y\",\"lastModified\":\"yester\\u001bday\"}");
        malformed("z", "{\"lastModified\":\"" + NOON + "\",\"content\":\"lost\"}");
        poll();
        List.of("x", "y", "z").forEach(tenant::remove);
        tenant.advance(Duration.ofDays(30));
        tenant.put("a", "1");
        poll();
        restart();
        assertThat(poll().failed()).isZero();
        assertThat(export.view().failed()).hasSize(3).allMatch(FailedRecord::isQuarantined);
        assertThat(failed("x").lastError()).contains("it has no lastModified", "of the list", "{\"localId\":\"x\"}");
        assertThat(failed("y").lastError()).contains("not a date-time").doesNotContain("\u001b");
        assertThat(failed("malformed-").lastError()).contains("it has no localId", "lost");
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void aMalformedRecordIsDeliveredOnceItIsWellFormed() throws Exception {
        malformed("x", "{\"localId\":\"x\"}");
        poll();
        poll();
        assertThat(export.view().failed()).singleElement().extracting(FailedRecord::attempts).isEqualTo(1);
        tenant.put("x", "1", NOON.minusSeconds(5));
        poll();
        assertThat(delivered).containsExactly("x:1");
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aVersionThatWasDeliveredBeforeEndsTheQuarantineOfItsMalformedForm() throws Exception {
        tenant.put("x", "1");
        poll();
        malformed("x", "{\"localId\":\"x\",\"content\":\"1\"}");
        poll();
        assertThat(export.view().failed()).hasSize(1);
        tenant.put("x", "1", NOON);
        poll();
        assertThat(delivered).containsExactly("x:1");
        assertThat(export.view().failed()).isEmpty();
    }

    @Test
    void aMalformedRecordIsReplayedByItsLocalIdAndOtherwiseCannotBe() throws Exception {
        malformed("x", "{\"localId\":\"x\"}");
        malformed("z", "{\"lastModified\":\"" + NOON + "\"}");
        poll();
        String made = failed("malformed-").localId();
        assertThatThrownBy(() -> export.operatorActions().replay(made)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a localId").hasMessageContaining("discard");
        tenant.readAnswers.put("x", "{\"localId\":\"x\",\"lastModified\":\"" + NOON + "\",\"content\":\"1\"}");
        export.operatorActions().replay("x");
        poll();
        assertThat(delivered).containsExactly("x:1");
        assertThat(failed("malformed-").localId()).isEqualTo(made);
    }

    @Test
    void aMalformedRecordThatIsDiscardedDoesNotComeOnRecordAgain() throws Exception {
        tenant.put("a", "1");
        malformed("x", "{\"localId\":\"x\"}");
        malformed("z", "{\"lastModified\":\"" + NOON + "\"}");
        poll();
        export.view().failed().stream().map(FailedRecord::localId).toList().forEach(export.operatorActions()::discard);
        poll();
        restart();
        tenant.advance(Duration.ofSeconds(30));
        tenant.put("b", "1");
        poll();
        poll();
        assertThat(export.view().failed()).isEmpty();
        malformed("x", "{\"localId\":\"x\",\"content\":\"another\"}");
        poll();
        assertThat(export.view().failed()).singleElement().extracting(FailedRecord::localId).isEqualTo("x");
    }

    @Test
    void moreMalformedRecordsThanMaxFailedStopTheExportBeforeOneIsForgotten() throws Exception {
        settings.maxFailed(3);
        for (int n = 0; n < 10; n++) {
            malformed("x" + n, "{\"localId\":\"x" + n + "\"}");
        }
        tenant.put("a", "1");
        poll();
        assertThatThrownBy(this::poll).isInstanceOf(TooManyFailedException.class);
        assertThat(delivered).isEmpty();
        for (int n = 0; n < 10; n++) {
            tenant.put("x" + n, "1");
        }
        export.view().failed().stream().map(FailedRecord::localId).toList().forEach(export.operatorActions()::discard);
        poll();
        poll();
        assertThat(delivered).hasSize(11);
    }

    @Test
    void aMalformedRecordDoesNotHoldUpTheRestWithOnFailureStop() throws Exception {
        settings.onFailure(FailurePolicy.stop);
        malformed("x", "{\"localId\":\"x\"}");
        tenant.put("a", "1");
        poll();
        tenant.put("b", "1");
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1");
        assertThat(export.view().failed()).hasSize(1);
    }

    @Test
    void aRecordThatIsNotJsonIsSetAsideAndNothingOfItsListIsForgottenUntilItIsWellFormed() throws Exception {
        tenant.setsAsideMalformed = true;
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofMinutes(1));
        malformed("x", "{\"localId\":\"x\",\"size\":NaN,\"in\":[{\"}\":\"\\\\\"}],\"lastModified\":\"" + tenant.now + "\"}");
        tenant.put("b", "1");
        Instant since = tenant.now;
        poll();
        tenant.advance(Duration.ofDays(30));
        tenant.put("c", "1");
        poll();
        restart();
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1", "c:1");
        assertThat(failed("x").lastError()).contains("JSON is malformed", "'N' is not expected");
        assertThat(tenant.asked.get(tenant.asked.size() - 1)).as("x is still asked for").isBefore(since);
        tenant.put("x", "1", since);
        poll();
        assertThat(delivered).containsExactly("a:1", "b:1", "c:1", "x:1");
        assertThat(export.view().failed()).isEmpty();
        poll();
        assertThat(tenant.asked.get(tenant.asked.size() - 1)).isAfter(since);
    }

    @Test
    void aRecordWhoseEndCannotBeToldFailsThePoll() {
        tenant.setsAsideMalformed = true;
        List<String> wrong
                = List.of("[{\"localId\":\"a", "[{\"localId\":\"a\",x}} ]", "[{\"a\":\"5\" disk\"}]", "[{\"a\":tru},1]",
                        "[{\"a\":tru}{}]", "[{\"a\":\"\\");
        for (String answer : wrong) {
            tenant.wrongAnswer = answer;
            assertThatThrownBy(this::poll).as(answer).isInstanceOf(MalformedRecordsException.class);
        }
    }

    private void malformed(String name, String json) {
        tenant.putRaw(name, json, tenant.now, Instant.MIN);
    }

    private FailedRecord failed(String localIdBegins) {
        return export.view().failed().stream().filter(failed -> failed.localId().startsWith(localIdBegins)).findFirst()
                .orElseThrow();
    }
}
