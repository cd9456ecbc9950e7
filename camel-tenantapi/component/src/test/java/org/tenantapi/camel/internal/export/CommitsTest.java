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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.internal.client.MalformedRecordsException;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionChange;

import static org.assertj.core.api.Assertions.assertThat;

class CommitsTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final OwnedPosition owned = new MemoryPositionStore().open("acme/1001/order");
    private final Commits commits = new Commits(owned, Duration.ofMinutes(15));

    @BeforeEach
    void begin() {
        owned.commit(PositionChange.builder().startFrom(Instant.MIN).filter("").build());
    }

    @Test
    void whatWasMadeLightIsCommittedWithTheMarkOfThatTime() throws MalformedRecordsException {
        RecordVersion old = version("old", NOON.minusSeconds(3600));
        RecordVersion recent = version("recent", NOON.minusSeconds(60));
        commits.finished(old);
        commits.finished(recent);
        assertThat(commits.holdsMuchContent()).isTrue();
        commits.releaseContent(NOON);
        assertThat(commits.holdsMuchContent()).isFalse();

        // the cursor is gone by now, and with it its mark: without the mark the old version would come again
        commits.commit(null, null);
        assertThat(owned.position().mark()).isEqualTo(NOON);
        assertThat(owned.position().finished().contains(recent.identity())).isTrue();
        assertThat(owned.position().finished().size()).isEqualTo(1);
    }

    @Test
    void withoutAMarkAllThatWasMadeLightIsKept() throws MalformedRecordsException {
        FinishedVersion first = finish("a", NOON.minusSeconds(3600));
        FinishedVersion second = finish("b", NOON);
        commits.releaseContent(null);
        commits.commit(null, null);
        assertThat(owned.position().finished().contains(first)).isTrue();
        assertThat(owned.position().finished().contains(second)).isTrue();
    }

    private FinishedVersion finish(String localId, Instant lastModified) throws MalformedRecordsException {
        RecordVersion version = version(localId, lastModified);
        commits.finished(version);
        return version.identity();
    }

    private static RecordVersion version(String localId, Instant lastModified) throws MalformedRecordsException {
        return RecordVersion.of("{\"localId\":\"%s\",\"lastModified\":\"%s\",\"text\":\"%s\"}"
                .formatted(localId, lastModified, "x".repeat(600_000)).getBytes(StandardCharsets.UTF_8));
    }
}
