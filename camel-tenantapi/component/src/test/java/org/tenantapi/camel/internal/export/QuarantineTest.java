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

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.position.FailedRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * How a record gets into quarantine, and out of it.
 */
class QuarantineTest extends ExportStage {

    @Test
    @DisplayName("lesson 34: a poison record goes into quarantine, the rest flows, and the hole is on record")
    void aPoisonRecordGoesIntoQuarantine() throws Exception {
        settings.maxAttempts(3);
        poison.add("b");
        tenant.put("a", "1", NOON.minusSeconds(2));
        tenant.put("b", "1", NOON.minusSeconds(1));
        for (int polls = 0; polls < 10; polls++) {
            poll();
            tenant.advance(Duration.ofMinutes(2));
        }
        assertThat(export.view().failed()).singleElement().satisfies(failed -> {
            assertThat(failed.isQuarantined()).isTrue();
            assertThat(failed.attempts()).isEqualTo(3);
            assertThat(failed.lastError()).contains("no such customer, attempt 3");
        });
        tenant.put("c", "1");
        poll();
        assertThat(delivered).containsExactly("a:1", "c:1");
        restart();
        poll();
        assertThat(export.view().failed()).hasSize(1);
    }

    @Test
    void aQuarantinedRecordIsReplayed() throws Exception {
        settings.maxAttempts(1);
        poison.add("a");
        tenant.put("a", "1");
        poll();
        assertThat(export.view().failed()).allMatch(FailedRecord::isQuarantined);
        export.operatorActions().replay("a");
        poll();
        assertThat(export.view().failed()).as("it failed again").allMatch(FailedRecord::isQuarantined);
        poison.clear();
        export.operatorActions().replay("a");
        restart();
        poll();
        poll();
        assertThat(delivered).containsExactly("a:1");
        assertThat(export.view().failed()).isEmpty();
        assertThatThrownBy(() -> export.operatorActions().replay("a")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a");
    }

    @Test
    void aQuarantinedRecordIsDiscardedAndComesBackOnlyInANewerVersion() throws Exception {
        settings.maxAttempts(1);
        poison.add("a");
        tenant.put("a", "1");
        poll();
        export.operatorActions().discard("a");
        poison.clear();
        poll();
        restart();
        poll();
        assertThat(delivered).isEmpty();
        assertThat(export.view().failed()).isEmpty();
        tenant.advance(Duration.ofSeconds(1));
        tenant.put("a", "2");
        poll();
        assertThat(delivered).containsExactly("a:2");
        assertThatThrownBy(() -> export.operatorActions().discard("nobody")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNewerVersionEndsAQuarantine() throws Exception {
        settings.maxAttempts(1);
        poison.add("a");
        tenant.put("a", "1");
        poll();
        poison.clear();
        tenant.advance(Duration.ofSeconds(5));
        tenant.put("a", "2");
        poll();
        assertThat(delivered).containsExactly("a:2");
        assertThat(export.view().failed()).isEmpty();
    }
}
