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
package org.tenantapi.camel.position;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReleaseNoticeTest {

    private static final String KEY = "acme/1001/order";

    @Test
    @DisplayName("a database that is gone and does not say so holds up no stop, even one that is interrupted")
    void waitsForAWhileOnly() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        ReleaseNotice.write(KEY, 1, never::await);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        never.countDown();
    }

    @Test
    void isWrittenWhenItReturns() {
        AtomicInteger written = new AtomicInteger();
        Thread.currentThread().interrupt();
        ReleaseNotice.write(KEY, written::incrementAndGet);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(written).hasValue(1);
    }

    @Test
    void mayFail() {
        ReleaseNotice.write(KEY, () -> {
            throw new SQLException("the database is gone");
        });
        ReleaseNotice.write(KEY, () -> {
            throw new StackOverflowError();
        });
    }
}
