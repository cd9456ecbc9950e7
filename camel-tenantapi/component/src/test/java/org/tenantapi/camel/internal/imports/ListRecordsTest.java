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
package org.tenantapi.camel.internal.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.internal.client.ClientFixture;
import org.tenantapi.camel.internal.client.ScriptedServer;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TraceContext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;
import static org.tenantapi.camel.internal.client.ScriptedServer.head;
import static org.tenantapi.camel.internal.client.ScriptedServer.noContent;
import static org.tenantapi.camel.internal.client.ScriptedServer.thenCloses;

class ListRecordsTest {

    private final ClientFixture fixture = new ClientFixture();
    private final ScriptedServer server = fixture.server;

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void handsOutEachRecordAsItCame() {
        server.plays(answer(200, " [ {\"localId\":\"1\", \"n\":1.00,\"x\":null} ,\n{ \"localId\" : \"2\",\"å\":[{}] } ] "));

        assertThat(all(list("modifiedAtOrAfter", "2020-09-24T17:23:01Z")))
                .containsExactly("1 {\"localId\":\"1\", \"n\":1.00,\"x\":null}", "2 { \"localId\" : \"2\",\"å\":[{}] }");
        assertThat(server.lastRequest()).hasToString("GET /api/order?modifiedAtOrAfter=2020-09-24T17%3A23%3A01Z");
    }

    @Test
    void handsOutNothingOfAnEmptyArray() {
        server.plays(answer(200, "[]"));

        ListedRecords<String> records = list();

        assertThat(records.hasNext()).isFalse();
        assertThat(records.hasNext()).isFalse();
        assertThatThrownBy(records::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void handsOutARecordBeforeTheNextHasArrived() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        server.plays((socket, out) -> {
            out.write(head(200, "Connection: close"));
            out.write("[{\"localId\":\"1\"},".getBytes(UTF_8));
            out.flush();
            await(seen);
            out.write("{\"localId\":\"2\"}]".getBytes(UTF_8));
            out.flush();
            socket.close();
        });

        try (ListedRecords<String> records = list()) {
            assertThat(records.next()).startsWith("1 ");
            seen.countDown();
            assertThat(records.next()).startsWith("2 ");
            assertThat(records.hasNext()).isFalse();
        }
    }

    @Test
    void givesTheConnectionBackAtItsEndAlsoOfACompressedAnswer() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("[{}]".getBytes(UTF_8));
        }
        server.plays(
                answer(200, compressed.toByteArray(), "Content-Encoding: gzip"), answer(200, "[{}]"), answer(200, "[{}]"));

        for (int i = 0; i < 3; i++) {
            assertThat(all(list())).hasSize(1);
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("lesson 28: closing an unfinished list does not read the rest")
    void closesWithoutReadingTheRest() throws IOException {
        EndlessList endless = new EndlessList();
        server.plays(endless, answer(200, "[]"));

        ListedRecords<String> records = list();
        assertThat(records.next()).startsWith("1 ");
        records.close();

        await(endless.hungUp);
        assertThatThrownBy(records::hasNext).isInstanceOf(IllegalStateException.class);
        assertThat(list().hasNext()).isFalse();
    }

    @ParameterizedTest
    @DisplayName("lesson 26: what is not a complete array of objects fails")
    @ValueSource(strings = {
            "", " ", "{\"error\":\"no\"}", "{}", "null", "[", "[{\"localId\":\"1\"}", "[{\"localId\":\"1\"},",
            "[{\"localId\":\"1\"", "[{}] x",
            "[{}][{}]", "[1]", "[{},null]", "[[]]", "<html>", "[{}}" })
    void failsOnAnythingElse(String body) {
        server.plays(answer(200, body), answer(200, "[]"));

        assertThatThrownBy(() -> all(list())).isInstanceOf(TenantApiMalformedAnswerException.class)
                .hasMessageContainingAll("GET " + server.baseUrl() + "/order", "200");
        assertThat(list().hasNext()).isFalse();
    }

    @Test
    void failsOnNoContent() {
        server.plays(noContent());

        assertThatThrownBy(() -> all(list())).isInstanceOf(TenantApiMalformedAnswerException.class);
    }

    @Test
    void failsWhereTheAnswerBreaksOff() {
        server.plays(thenCloses("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{\"localId\":\"1\"}"));

        ListedRecords<String> records = list();

        assertThat(records.next()).startsWith("1 ");
        assertThatThrownBy(records::hasNext).isInstanceOf(TenantApiUnavailableException.class);
        assertThatThrownBy(records::hasNext).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failsBeyondTheMaximumSize() {
        server.plays(answer(200, "[{\"localId\":\"1\"}" + ",{}".repeat(10_000) + "]"));

        assertThatThrownBy(() -> all(list(fixture.client(20_000), Map.of())))
                .isInstanceOf(TenantApiMalformedAnswerException.class).hasMessageContaining("maxResponseSize");
    }

    private ListedRecords<String> list() {
        return list(fixture.client(), Map.of());
    }

    private ListedRecords<String> list(String name, String value) {
        return list(fixture.client(), Map.of(name, value));
    }

    private static ListedRecords<String> list(TenantApiClient client, Map<String, String> query) {
        return new ListRecords(client).execute(
                "order", query, TraceContext.NONE,
                (bytes, envelope) -> envelope.localId() + " " + new String(bytes, UTF_8));
    }

    private static List<String> all(ListedRecords<String> records) {
        List<String> all = new ArrayList<>();
        records.forEachRemaining(all::add);
        return all;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class EndlessList implements ScriptedServer.Script {

        private final CountDownLatch hungUp = new CountDownLatch(1);

        @Override
        public void play(Socket socket, OutputStream out) throws IOException {
            try {
                out.write(head(200, "Connection: close"));
                out.write("[{\"localId\":\"1\"}".getBytes(UTF_8));
                while (true) {
                    out.write(",{\"localId\":\"2\"}".repeat(1000).getBytes(UTF_8));
                }
            } finally {
                hungUp.countDown();
            }
        }
    }
}
