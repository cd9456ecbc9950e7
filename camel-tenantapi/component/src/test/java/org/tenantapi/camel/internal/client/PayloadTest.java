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
package org.tenantapi.camel.internal.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;

class PayloadTest {

    private static final byte[] LARGE = new byte[300_000];

    private final ClientFixture fixture = new ClientFixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void streamsBytesOfAKnownLength() {
        put(new Payload(() -> new ByteArrayInputStream(LARGE), LARGE.length, "image/png; q=1"));

        assertThat(fixture.server.lastRequest().body()).isEqualTo(LARGE);
        assertThat(fixture.server.lastRequest().headers())
                .containsEntry("Content-Type", "image/png; q=1")
                .containsEntry("Content-Length", "300000");
    }

    @Test
    void streamsBytesOfAnUnknownLengthInChunks() {
        put(new Payload(() -> new ByteArrayInputStream(LARGE), Payload.UNKNOWN_LENGTH, "image/png"));

        assertThat(fixture.server.lastRequest().body()).isEqualTo(LARGE);
        assertThat(fixture.server.lastRequest().headers())
                .containsEntry("Transfer-Encoding", "chunked")
                .doesNotContainKey("Content-Length");
    }

    @Test
    void sendsNoBytesAtAll() {
        put(Payload.of(new byte[0], "text/plain"));

        assertThat(fixture.server.lastRequest().body()).isEmpty();
        assertThat(fixture.server.lastRequest().headers()).containsEntry("Content-Length", "0");
    }

    @Test
    void closesItsSource() {
        boolean[] closed = new boolean[1];
        put(new Payload(() -> new ByteArrayInputStream(LARGE) {
            @Override
            public void close() {
                closed[0] = true;
            }
        }, LARGE.length, "image/png"));

        assertThat(closed[0]).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = { 300_000, Payload.UNKNOWN_LENGTH })
    void blamesAnUnreadableSourceAndNeverSendsHalfAsTheWhole(long length) {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk on fire");
            }
        };
        InputStream beginning = new ByteArrayInputStream(LARGE, 0, 100_000);

        assertThatThrownBy(() -> put(new Payload(() -> new SequenceInputStream(beginning, failing), length, "image/png")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("disk on fire");
        assertNothingArrivedButTheNextRequest();
    }

    @Test
    void neverSendsHalfAsTheWholeWhenTheSourceThrowsSomethingElse() {
        InputStream failing = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("no");
            }
        };
        InputStream beginning = new ByteArrayInputStream(LARGE, 0, 100_000);

        assertThatThrownBy(
                () -> put(new Payload(
                        () -> new SequenceInputStream(beginning, failing), Payload.UNKNOWN_LENGTH, "image/png")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertNothingArrivedButTheNextRequest();
    }

    @ParameterizedTest
    @ValueSource(longs = { 299_999, 300_001 })
    void refusesASourceThatIsNotAsLongAsAnnounced(long announced) {
        assertThatThrownBy(() -> put(new Payload(() -> new ByteArrayInputStream(LARGE), announced, "image/png")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(announced + " announced");
        assertNothingArrivedButTheNextRequest();
    }

    @Test
    void blamesASourceThatCannotBeOpened() {
        assertThatThrownBy(() -> put(new Payload(() -> {
            throw new IOException("no such file");
        }, 1, "image/png")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no such file");
        assertNothingArrivedButTheNextRequest();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", " ", "image/png\r\nX-Evil: 1", "bild/ö" })
    void refusesAContentTypeThatAHeaderCannotCarry(String contentType) {
        assertThatIllegalArgumentException().isThrownBy(() -> Payload.of(LARGE, contentType))
                .withMessageContaining("content type");
    }

    private void put(Payload payload) {
        fixture.server.plays(answer(200, "{}"));
        fixture.client().execute(Request.put(payload, "file", "1", "data")).close();
    }

    private void assertNothingArrivedButTheNextRequest() {
        fixture.client().execute(Request.get()).close();
        assertThat(fixture.server.requests()).hasToString("[GET /api/]");
    }
}
