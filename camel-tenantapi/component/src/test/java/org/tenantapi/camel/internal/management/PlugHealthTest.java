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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.status.Errors;
import org.tenantapi.camel.status.ExportProgress;
import org.tenantapi.camel.status.PlugState;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfers;

import static org.assertj.core.api.Assertions.assertThat;

class PlugHealthTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final PlugStatus NONE = PlugStatus.none(NOON);

    private final PlugHealth health = PlugHealth.ofExport(Duration.ofSeconds(30), Duration.ofMinutes(15));

    private static PlugStatus idle(Instant answered, Instant serverTime) {
        return export(null, List.of(), answered, serverTime);
    }

    private static PlugStatus export(Instant heldUpSince, List<FailedRecord> failed, Instant answered, Instant serverTime) {
        return new PlugStatus(
                PlugState.IDLE, null, Transfers.none(NOON), 0, Errors.NONE,
                new ExportProgress(null, null, null, null, failed, heldUpSince, answered, serverTime));
    }

    private static PlugStatus imports(Throwable failure, Instant since, Instant latest) {
        return new PlugStatus(
                PlugState.IDLE, null, Transfers.none(NOON), 0, Errors.NONE.failing(failure, since, latest), null);
    }

    private static PlugStatus failing(PlugStatus status, Throwable failure) {
        return status.with(status.errors().failing(failure, NOON, NOON));
    }

    private String problem(PlugStatus status) {
        return health.problem(status, NOON, NOON).orElse(null);
    }

    @Test
    void isWellAfterAGoodPoll() {
        assertThat(problem(idle(NOON, NOON))).isNull();
    }

    @Test
    @DisplayName("lesson 25: connected but silent is unhealthy, after ten polls in vain and not before five minutes")
    void silenceIsTrouble() {
        assertThat(health.problem(idle(NOON, NOON), NOON, NOON.plusSeconds(300))).isEmpty();
        assertThat(health.problem(idle(NOON, NOON), NOON, NOON.plusSeconds(301)).orElseThrow())
                .startsWith("Nothing has succeeded for 5m 1s").contains("since 2026-11-01T12:00:00Z");
        PlugHealth hourly = PlugHealth.ofExport(Duration.ofHours(1), Duration.ofMinutes(15));
        assertThat(hourly.problem(idle(NOON, NOON), NOON, NOON.plus(Duration.ofHours(10)))).isEmpty();
        assertThat(hourly.problem(idle(NOON, NOON), NOON, NOON.plus(Duration.ofHours(11)))).isPresent();
    }

    @Test
    void nobodyKnowsWhatSilenceIsWithoutAKnownDelay() {
        assertThat(PlugHealth.ofExport(null, Duration.ZERO).problem(idle(NOON, NOON), NOON, NOON.plus(Duration.ofDays(30))))
                .isEmpty();
    }

    @Test
    @DisplayName("lesson 22: throttled is not down")
    void beingThrottledIsNoTrouble() {
        PlugStatus throttled = failing(idle(NOON, NOON), new IllegalStateException("429"))
                .in(PlugState.THROTTLED, NOON.plusSeconds(3600));
        assertThat(health.problem(throttled, NOON, NOON.plusSeconds(3000))).isEmpty();
    }

    @Test
    void tellsWhatEndedTheLastPoll() {
        assertThat(problem(failing(idle(NOON, NOON), new IllegalStateException("no route to host"))))
                .isEqualTo("The last poll failed: no route to host");
        assertThat(problem(failing(idle(NOON, NOON), new TooManyFailedException("1001 records have failed"))))
                .isEqualTo("1001 records have failed");
        assertThat(problem(failing(idle(NOON, NOON), new PositionException("disk full")))).isEqualTo("disk full");
    }

    @Test
    @DisplayName("lesson 20: fenced says so, and what to do")
    void fencedIsTrouble() {
        PlugStatus fenced = failing(idle(NOON, NOON), new PositionFencedException("acme/1001/order", 1, 2))
                .in(PlugState.FENCED, null);
        assertThat(problem(fenced)).contains("newer owner").contains("since 2026-11-01T12:00:00Z", "for 5m")
                .endsWith("If the other owner should not run, stop it.");
        PlugHealth hourly = PlugHealth.ofExport(Duration.ofHours(1), Duration.ofMinutes(15));
        assertThat(hourly.problem(fenced, NOON, NOON.plus(Duration.ofHours(11))).orElseThrow()).contains("for 10h");
    }

    @Test
    @DisplayName("lesson 19: an export that could not start because its position is damaged says so")
    void aDamagedPositionIsTrouble() {
        assertThat(problem(NONE)).isNull();
        assertThat(problem(failing(NONE, new PositionException("orders.position is damaged"))))
                .isEqualTo("It could not be started: orders.position is damaged");
    }

    @Test
    void aServerClockThatIsFarOffIsTrouble() {
        assertThat(problem(idle(NOON, NOON.plusSeconds(900)))).isNull();
        assertThat(problem(idle(NOON, NOON.minusSeconds(7260)))).startsWith("The server's clock is 2h 1m behind ours")
                .contains("2026-11-01T09:59:00Z there");
        assertThat(problem(idle(NOON, NOON.plusSeconds(901)))).startsWith("The server's clock is 15m 1s ahead of ours");
    }

    @Test
    @DisplayName("onFailure=stop behind a record that always fails is down, with the record, the reason and since when")
    void aRecordThatHoldsUpAllOthersIsTrouble() {
        FailedRecord poison = failed("order-7", 3, NOON.plusSeconds(90));
        PlugStatus heldUp = export(NOON, List.of(poison), NOON, NOON);
        assertThat(problem(heldUp)).contains("since 2026-11-01T12:00:00Z", "onFailure=stop", "order-7", "3 times",
                "tried again from 2026-11-01T12:01:30Z", "no such customer");
        assertThat(problem(heldUp.in(PlugState.THROTTLED, NOON.plusSeconds(60)))).isEqualTo(problem(heldUp));
        assertThat(problem(export(NOON, List.of(failed("order-7", 1, null)), NOON, NOON))).contains("once", "quarantine");
        assertThat(problem(export(null, List.of(poison), NOON, NOON))).as("other policies go on without it").isNull();
    }

    private static FailedRecord failed(String localId, int attempts, Instant nextAttempt) {
        return new FailedRecord(
                localId, new FinishedVersion(Fingerprint.ofLocalId(localId), NOON, Fingerprint.ofLocalId("content")), attempts,
                nextAttempt,
                "no such customer");
    }

    @Test
    @DisplayName("lesson 25: a server that serves no import is trouble when it has not for five minutes, and not at the first request")
    void anImportIsInTroubleWhenTheServerIsUnreachableForLong() {
        IllegalStateException error = new IllegalStateException("no route to host; try again");
        assertThat(ofImports(imports(error, NOON, NOON.plusSeconds(299)))).isNull();
        assertThat(ofImports(imports(error, NOON, NOON.plusSeconds(300))))
                .startsWith("No request has been served from 2026-11-01T12:00:00Z to 2026-11-01T12:05:00Z")
                .contains("try again");
        assertThat(ofImports(imports(error, NOON, NOON.plusSeconds(3000)).in(PlugState.THROTTLED, Instant.MAX)))
                .as("lesson 22").isNull();
    }

    private static String ofImports(PlugStatus status) {
        return PlugHealth.OF_IMPORTS.problem(status, NOON, NOON).orElse(null);
    }
}
