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
package org.tenantapi.camel.testkit.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;
import org.tenantapi.camel.testkit.history.Finding.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class HistoryCheckerTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private Instant now = NOON;
    private final List<PastVersion> history = new ArrayList<>();
    private final DeliveryLog log = new DeliveryLog(() -> now);

    private static String version(String localId, Instant lastModified, String content) {
        return "{\"localId\":\"%s\",\"lastModified\":\"%s\",\"content\":\"%s\"}".formatted(localId, lastModified, content);
    }

    private String write(String localId, String content) {
        return writeLate(localId, content, now);
    }

    private String writeLate(String localId, String content, Instant lastModified) {
        String json = version(localId, lastModified, content);
        history.add(new PastVersion(json, now));
        return json;
    }

    private void later(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private HistoryReport check() {
        return HistoryChecker.of(history).check(log);
    }

    @Test
    void aRouteThatGotEverythingOnceIsClean() {
        log.processed(write("a", "1"));
        log.processed(write("b", "1"));
        later(1);
        log.processed(write("a", "2"));
        HistoryReport report = check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.versions()).isEqualTo(3);
        assertThat(report.processed()).isEqualTo(3);
    }

    @Test
    void nothingAtAllIsClean() {
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void findsARecordThatWasNeverProcessed() {
        log.processed(write("a", "1"));
        write("b", "1");
        assertThat(check().findings()).extracting(Finding::kind, Finding::localId, Finding::lastModified)
                .containsExactly(tuple(Kind.LOST, "b", NOON));
    }

    @Test
    void findsALastVersionThatWasNeverProcessed() {
        log.processed(write("a", "1"));
        later(1);
        write("a", "2");
        assertThat(check().findings(Kind.LOST)).hasSize(1);
    }

    @Test
    void findsASecondVersionOfOneSecondThatWasNeverProcessed() {
        log.processed(write("a", "1"));
        write("a", "2");
        assertThat(check().findings(Kind.LOST)).hasSize(1);
    }

    @Test
    void aVersionThatWasReplacedMayBeMissing() {
        write("a", "1");
        later(60);
        log.processed(write("a", "2"));
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void aVersionThatWasReplacedLongAfterMayNotBeMissingWhenPollsCame() {
        write("a", "1");
        later(60);
        log.processed(write("a", "2"));
        HistoryChecker checker = HistoryChecker.of(history);
        assertThat(checker.seenAfter(Duration.ofSeconds(60)).check(log).count(Kind.LOST)).isEqualTo(1);
        assertThat(checker.seenAfter(Duration.ofSeconds(61)).check(log).isClean()).isTrue();
    }

    @Test
    void aVersionThatWasVisibleTooLateMayBeMissing() {
        later(901);
        writeLate("a", "1", NOON);
        writeLate("b", "1", NOON.plusSeconds(1));
        HistoryChecker checker = HistoryChecker.of(history);
        assertThat(checker.check(log).count(Kind.LOST)).isEqualTo(2);
        assertThat(checker.overlap(Duration.ofMinutes(15)).check(log).findings()).extracting(Finding::localId)
                .containsExactly("b");
    }

    @Test
    void findsARepetition() {
        String a = write("a", "1");
        log.processed(a);
        log.processed(a);
        log.processed(a);
        HistoryReport report = check();
        assertThat(report.count(Kind.REPEATED)).isEqualTo(2);
        assertThat(report.findings()).hasSize(2);
    }

    @Test
    void findsARepetitionInAnotherSpelling() {
        log.processed(write("a", "1"));
        log.processed("{ \"content\" : \"\\u0031\",\n\"lastModified\":\"%s\", \"localId\":\"a\" }".formatted(NOON));
        assertThat(check().findings()).extracting(Finding::kind).containsExactly(Kind.REPEATED);
    }

    @Test
    void aCrashExplainsOneRepetitionOfEachVersionInDoubt() {
        String a = write("a", "1");
        String b = write("b", "1");
        log.processed(a);
        log.processed(b);
        log.crashed(List.of(b));
        log.processed(b);
        assertThat(check().isClean()).isTrue();
        assertThat(check().repeatedAfterCrash()).isEqualTo(1);
        log.processed(a);
        log.processed(b);
        assertThat(check().findings()).extracting(Finding::kind, Finding::localId)
                .containsExactly(tuple(Kind.REPEATED, "a"),
                        tuple(Kind.REPEATED, "b"));
    }

    @Test
    void aCrashThatComesLaterExplainsNothing() {
        String a = write("a", "1");
        log.processed(a);
        log.processed(a);
        log.crashed(List.of(a));
        assertThat(check().count(Kind.REPEATED)).isEqualTo(1);
    }

    @Test
    void findsAnOlderVersionAfterANewerOne() {
        String first = write("a", "1");
        later(1);
        log.processed(write("a", "2"));
        log.processed(first);
        assertThat(check().findings()).extracting(Finding::kind, Finding::lastModified)
                .containsExactly(tuple(Kind.OUT_OF_ORDER, NOON));
    }

    @Test
    void theOrderIsThatOfVisibilityEvenIfLastModifiedGoesBack() {
        log.processed(write("a", "1"));
        log.processed(writeLate("a", "2", NOON.minusSeconds(5)));
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void recordsHaveNoOrderAmongEachOther() {
        String a = write("a", "1");
        later(1);
        log.processed(write("b", "1"));
        log.processed(a);
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void findsWhatWasReadAndThenDropped() {
        later(1000);
        String tooLate = writeLate("a", "1", NOON);
        log.listed(List.of(tooLate));
        assertThat(HistoryChecker.of(history).overlap(Duration.ofMinutes(15)).check(log).findings())
                .extracting(Finding::kind).containsExactly(Kind.SUPPRESSED);
    }

    @Test
    void whatWasReadAndThenReplacedIsNotDropped() {
        log.listed(List.of(write("a", "1")));
        log.processed(write("a", "2"));
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void whatWasSetAsideMayBeMissingUntilItChanges() {
        String a = write("a", "1");
        log.listed(List.of(a));
        log.setAside(a);
        assertThat(check().isClean()).isTrue();
        log.processed(a);
        assertThat(check().isClean()).as("set aside, and processed after all").isTrue();
        later(1);
        write("a", "2");
        assertThat(check().findings()).extracting(Finding::kind).containsExactly(Kind.LOST);
    }

    @Test
    void findsWhatTheTenantNeverHad() {
        write("a", "1");
        log.processed(version("a", NOON, "1"));
        log.processed(version("a", NOON, "2"));
        log.processed(version("a", NOON.plusSeconds(1), "1"));
        log.processed(version("b", NOON, "1"));
        HistoryReport report = check();
        assertThat(report.count(Kind.UNKNOWN)).isEqualTo(3);
        assertThat(report.findings()).hasSize(3);
    }

    @Test
    void findsWhatTheTenantHadOnlyLater() {
        log.processed(version("a", NOON.plusSeconds(5), "1"));
        later(5);
        write("a", "1");
        assertThat(check().findings()).extracting(Finding::kind).containsExactly(Kind.UNKNOWN, Kind.LOST);
    }

    @Test
    void aChangeThereAndBackIsThreeVersions() {
        String one = write("a", "1");
        log.processed(one);
        log.processed(write("a", "2"));
        write("a", "1");
        assertThat(check().findings()).extracting(Finding::kind).containsExactly(Kind.LOST);
        log.processed(one);
        assertThat(check().isClean()).isTrue();
        log.processed(one);
        assertThat(check().findings()).extracting(Finding::kind).containsExactly(Kind.REPEATED);
    }

    @Test
    void aChangeThereAndBackBetweenTwoPollsMayBeMissing() {
        log.processed(write("a", "1"));
        write("a", "2");
        log.listed(List.of(write("a", "1")));
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void aWriteThatChangesNothingIsNoVersion() {
        log.processed(write("a", "1"));
        write("a", "1");
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void digitsTypesAndTheOrderOfAnArrayAreContent() {
        List<String> contents = List.of("1", "1.0", "\"1\"", "[1,2]", "[2,1]", "null", "true", "\"true\"", "{\"b\":1}", "{}");
        for (String content : contents) {
            String json = "{\"localId\":\"a\",\"lastModified\":\"%s\",\"x\":%s}".formatted(NOON, content);
            history.add(new PastVersion(json, now));
            log.processed(json);
        }
        assertThat(check().versions()).isEqualTo(contents.size());
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void refusesWhatIsNoRecord() {
        for (String wrong : List.of("", "[]", "{}", "{\"localId\":\"a\"}", "{\"localId\":\"a\",\"lastModified\":\"noon\"}")) {
            DeliveryLog one = new DeliveryLog(() -> now);
            one.processed(wrong);
            assertThatThrownBy(() -> HistoryChecker.of(history).check(one)).as(wrong)
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("localId");
        }
    }

    @Test
    void theReportSaysWhatIsWrongWithWhat() {
        write("a", "1");
        assertThat(check().toString()).startsWith("1 versions, 0 processed, 0 repeated after a crash, 1 LOST, 0 REPEATED")
                .contains("LOST a of 2026-11-01T12:00:00Z: visible at 2026-11-01T12:00:00Z, never processed");
    }

    @Test
    void readsTheHistoryOfASimulatedTenant() {
        try (TenantApiSimulator simulator = TenantApiSimulator.start()) {
            simulator.clock().set(NOON);
            SimulatedTenant tenant = simulator.tenant("acme").user("user", "secret").connection("1001");
            DeliveryLog received = new DeliveryLog(simulator.clock()::now);
            String localId = tenant.put("order", "{\"remoteId\":\"web-7\",\"orderStatus\":\"new\"}");
            tenant.put("product", "{\"stock\":\"1\"}");
            received.processed(tenant.record("order", localId).jsonSeenBy("1001"));
            tenant.put("order", "{\"localId\":\"%s\",\"orderStatus\":\"paid\"}".formatted(localId));
            HistoryChecker before = HistoryChecker.of(tenant, "order", "1001");
            assertThat(before.check(received).count(Kind.LOST)).isEqualTo(1);
            received.processed(tenant.record("order", localId).jsonSeenBy("1001"));
            assertThat(HistoryChecker.of(tenant, "order", "1001").check(received).findings()).isEmpty();
        }
    }
}
