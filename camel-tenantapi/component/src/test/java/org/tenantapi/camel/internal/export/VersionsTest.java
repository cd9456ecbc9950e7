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
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.Transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * What is a version of its own, and is delivered once.
 */
class VersionsTest extends ExportStage {

    @Test
    void deliversEachRecordOnceInOrderOfTime() throws Exception {
        String first = "0c2b17060ef5ab0b94e84ed54d0f280b";
        String second = "ac2b17060ef5ab0b94e84ed54d0f280b";
        tenant.put("z", "1", NOON.minusSeconds(5));
        tenant.put(second, "1", NOON.minusSeconds(10));
        tenant.put(first, "1", NOON.minusSeconds(10));
        Transfer transfer = poll();
        assertThat(delivered).containsExactly(first + ":1", second + ":1", "z:1");
        assertThat(transfer.considered()).isEqualTo(3);
        assertThat(transfer.delivered()).isEqualTo(3);
        assertThat(poll().delivered()).isZero();
        assertThat(delivered).hasSize(3);
    }

    @Test
    @DisplayName("lessons 4, 12: ties of 1000 records in one second, unsorted, cut by restarts, each exactly once")
    void deliversAllTiesOfOneSecond() throws Exception {
        settings.maxMessagesPerPoll(70);
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            tenant.put("r" + n, "1", NOON.minusSeconds(60));
            expected.add("r" + n + ":1");
        }
        for (int polls = 0; polls < 20; polls++) {
            poll();
            if (polls % 3 == 0) {
                restart();
            }
        }
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("lesson 5: records that appear later with the mark's own timestamp are delivered")
    void deliversLaterRecordsOfTheMarksSecond() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.put("b", "1");
        Transfer transfer = poll();
        assertThat(delivered).containsExactly("a:1", "b:1");
        assertThat(transfer.counts().of(Outcome.DUPLICATE)).isEqualTo(1);
    }

    @Test
    @DisplayName("lesson 9: records committed late within the overlap are delivered and counted")
    void deliversAndCountsLateRecords() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.putLate("late", "1", NOON.plusSeconds(5), NOON.plusSeconds(605));
        tenant.advance(Duration.ofSeconds(300));
        poll();
        assertThat(delivered).containsExactly("a:1");
        tenant.advance(Duration.ofSeconds(305));
        Transfer transfer = poll();
        assertThat(delivered).containsExactly("a:1", "late:1");
        assertThat(transfer.late()).isEqualTo(1);
    }

    @Test
    @DisplayName("lesson 10: a second update within the same second is a new version")
    void deliversTwoVersionsOfOneSecond() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.put("a", "2");
        poll();
        poll();
        assertThat(delivered).containsExactly("a:1", "a:2");
    }

    @Test
    @DisplayName("lesson 10b: other key order, white space or spelling of characters is the same version")
    void otherSpellingsAreTheSameVersion() throws Exception {
        tenant.putRaw("a", "{\"localId\":\"a\",\"lastModified\":\"" + NOON
                           + "\",\"content\":\"1\",\"x\":{\"b\":1.10,\"a\":[1,2]}}",
                NOON, Instant.MIN);
        poll();
        tenant.putRaw("a", "{ \"x\" : {\"a\":[1, 2],\n\"b\":1.10}, \"content\":\"\\u0031\", \"lastModified\":\"" + NOON
                           + "\", \"localId\":\"a\" }",
                NOON, Instant.MIN);
        assertThat(poll().counts().of(Outcome.DUPLICATE)).isEqualTo(1);
        // the order of an array is content, and so are the digits of a number
        tenant.putRaw("a", "{\"localId\":\"a\",\"lastModified\":\"" + NOON
                           + "\",\"content\":\"1\",\"x\":{\"b\":1.10,\"a\":[2,1]}}",
                NOON, Instant.MIN);
        assertThat(poll().delivered()).isEqualTo(1);
        tenant.putRaw("a", "{\"localId\":\"a\",\"lastModified\":\"" + NOON
                           + "\",\"content\":\"1\",\"x\":{\"b\":1.1,\"a\":[2,1]}}",
                NOON, Instant.MIN);
        assertThat(poll().delivered()).isEqualTo(1);
    }

    @Test
    @DisplayName("lesson 35: a version that we wrote ourselves is not delivered, once")
    void doesNotDeliverOwnWrites() throws Exception {
        tenant.put("a", "1");
        ownWrites.add(RecordVersion.of(tenant.read("a").orElseThrow()));
        Transfer transfer = poll();
        assertThat(transfer.counts().of(Outcome.OWN_WRITE)).isEqualTo(1);
        assertThat(transfer.considered()).isEqualTo(transfer.delivered() + transfer.failed() + transfer.ignored());
        poll();
        restart();
        poll();
        assertThat(delivered).isEmpty();
        tenant.put("a", "2");
        poll();
        assertThat(delivered).containsExactly("a:2");
    }

    @Test
    void recordsOlderThanAskedForAreCountedAndIgnored() throws Exception {
        tenant.put("a", "1");
        poll();
        tenant.advance(Duration.ofHours(2));
        tenant.wrongAnswer = "[{\"localId\":\"old\",\"lastModified\":\"2020-01-01T00:00:00Z\"}]";
        assertThat(poll().counts().of(Outcome.OLDER)).isEqualTo(1);
        assertThat(delivered).containsExactly("a:1");
    }

    @Test
    void theSameVersionTwiceInOneAnswerIsDeliveredOnce() throws Exception {
        String one = "{\"localId\":\"a\",\"lastModified\":\"" + NOON + "\",\"content\":\"1\"}";
        tenant.wrongAnswer = "[" + one + "," + one + "]";
        poll();
        assertThat(delivered).containsExactly("a:1");
    }
}
