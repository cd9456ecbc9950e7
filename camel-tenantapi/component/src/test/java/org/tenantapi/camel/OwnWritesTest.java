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
package org.tenantapi.camel;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.client.MalformedRecordsException;
import org.tenantapi.camel.export.RecordVersion;

import static org.assertj.core.api.Assertions.assertThat;

class OwnWritesTest {

    private final OwnWrites writes = new OwnWrites();

    @BeforeEach
    void watchOrders() {
        writes.watch("order");
    }

    @Test
    void aWriteCountsOnce() throws Exception {
        writes.note("order", order(1, "new"));
        assertThat(writes.take("order", RecordVersion.of(order(1, "new")))).isTrue();
        assertThat(writes.take("order", RecordVersion.of(order(1, "new")))).isFalse();
    }

    @Test
    void anotherContentOrTypeIsNoOwnWrite() throws Exception {
        writes.note("order", order(1, "new"));
        assertThat(writes.take("order", RecordVersion.of(order(1, "changed")))).isFalse();
        assertThat(writes.take("invoice", RecordVersion.of(order(1, "new")))).isFalse();
    }

    @Test
    void typesThatNobodyWatchesAreNotNoted() throws Exception {
        writes.note("product", order(1, "new"));
        assertThat(writes.take("product", RecordVersion.of(order(1, "new")))).isFalse();
    }

    @Test
    void onlyTheLatestAreKept() throws Exception {
        for (int n = 0; n <= OwnWrites.MOST; n++) {
            writes.note("order", order(n, "new"));
        }
        assertThat(writes.take("order", RecordVersion.of(order(0, "new")))).isFalse();
        assertThat(writes.take("order", RecordVersion.of(order(1, "new")))).isTrue();
        assertThat(writes.take("order", RecordVersion.of(order(OwnWrites.MOST, "new")))).isTrue();
    }

    @Test
    void anAnswerThatIsNoWholeRecordIsNotNoted() throws MalformedRecordsException {
        writes.note("order", "{\"localId\":\"a\"}".getBytes(StandardCharsets.UTF_8));
        writes.note("order", "[]".getBytes(StandardCharsets.UTF_8));
        assertThat(writes.take("order", RecordVersion.of(order(1, "new")))).isFalse();
    }

    private static byte[] order(int number, String status) {
        return "{\"localId\":\"%032x\",\"lastModified\":\"2026-11-01T12:00:00Z\",\"orderStatus\":\"%s\"}"
                .formatted(number, status)
                .getBytes(StandardCharsets.UTF_8);
    }
}
