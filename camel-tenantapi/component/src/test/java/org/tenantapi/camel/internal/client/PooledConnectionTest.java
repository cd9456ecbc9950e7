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

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;
import static org.tenantapi.camel.internal.client.ScriptedServer.head;

class PooledConnectionTest {

    private final ClientFixture fixture = new ClientFixture();
    private final ScriptedServer server = fixture.server;
    private final TenantApiClient client = fixture.client();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private static Request post() {
        return Request.post(Payload.json("{}".getBytes(UTF_8)), "log", "event");
    }

    @RepeatedTest(5)
    void aWriteThatCannotBeRepeatedIsNotSentOnAConnectionThatTheServerHasClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        server.plays((socket, out) -> {
            answer(200, "{}").play(socket, out);
            out.flush();
            socket.close();
            closed.countDown();
        }, answer(201, "{}"));
        client.execute(Request.get()).bytes();
        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(client.execute(post()).bytes()).hasSize(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST", "PUT", "GET" })
    void aConnectionThatIsGoodIsUsedAgain(String method) {
        server.plays(answer(200, "{}"), answer(200, "{}"), answer(200, "{}"));
        client.execute(Request.get()).bytes();

        Request request = new Request(method, post().path(), post().query(), method.equals("GET") ? null : post().payload());
        client.execute(request).bytes();
        client.execute(request).bytes();

        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 0", "Transfer-Encoding: chunked" })
    void aCompressedBodyOfNoBytesIsAnEmptyBody(String length) {
        server.plays((socket, out) -> {
            out.write(head(200, length, "Content-Encoding: gzip"));
            out.write((length.startsWith("Content") ? "" : "0\r\n\r\n").getBytes(ISO_8859_1));
        }, answer(200, "{}"));

        assertThat(client.execute(post()).bytes()).isEmpty();
        assertThat(client.execute(post()).bytes()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
    }
}
