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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.internal.client.ScriptedServer.Script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;
import static org.tenantapi.camel.internal.client.ScriptedServer.head;

/**
 * Requests that get on too slowly, and those that a stop ends.
 */
@Timeout(60)
class RequestWatchTest {

    private static final int TICK = 20;
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final ClientFixture fixture = new ClientFixture(new TransportSettings(null, null, null, null, LIMIT, 2));
    private final ScriptedServer server = fixture.server;
    private final TenantApiClient client = fixture.client(ClientFixture.settings(server.baseUrl(), 1 << 30),
            new RetryPolicy(3, Duration.ofMinutes(1), Duration.ofNanos(1), null));

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private static Request write() {
        return Request.post(Payload.json("{}".getBytes(UTF_8)), "order");
    }

    /** First this, then that again and again until the client hangs up. */
    private static Script drip(String first, String again) {
        return (socket, out) -> {
            out.write(first.getBytes(ISO_8859_1));
            while (true) {
                out.write(again.getBytes(ISO_8859_1));
                out.flush();
                tick();
            }
        };
    }

    private static void tick() {
        try {
            TimeUnit.MILLISECONDS.sleep(TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "|HTTP/1.1 102 Processing\r\n\r\n", OK + "X-Drip: |x", OK + "Content-Length: 1000000\r\n\r\n[| ",
            OK + "Transfer-Encoding: chunked\r\n\r\n|1\r\n \r\n", OK + "Transfer-Encoding: chunked\r\n\r\n1;|x",
            "HTTP/1.1 500 Scripted\r\nContent-Length: 10000\r\n\r\n| " })
    @DisplayName("a slow drip or endless 1xx answers hang nothing")
    void aDripIsAborted(String drip) {
        server.plays(drip(drip.substring(0, drip.indexOf('|')), drip.substring(drip.indexOf('|') + 1)));

        assertThatThrownBy(() -> client.execute(Request.get("order")).bytes())
                .isInstanceOf(TenantApiUnavailableException.class)
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("raise requestTimeout", "500 Scripted"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aWriteThatIsAbortedIsAmbiguous() {
        server.plays(drip("", "HTTP/1.1 102 Processing\r\n\r\n"));

        assertThatThrownBy(() -> client.execute(write())).isInstanceOfSatisfying(TenantApiUnavailableException.class,
                e -> assertThat(e.isAmbiguous()).isTrue());
    }

    @Test
    void aServerThatDoesNotReadWhatIsSentIsNotWaitedForForEver() {
        // the scripted server reads a request before its script: this one is not of the kind that it reads on
        byte[] much = new byte[64 << 20];
        try (DeafServer deaf = new DeafServer()) {
            TenantApiClient sending = fixture.client(ClientFixture.settings(deaf.baseUrl(), 1), RetryPolicy.never());

            assertThatThrownBy(() -> sending.execute(Request.put(Payload.of(much, "image/png"), "file", "1", "data")))
                    .isInstanceOf(TenantApiUnavailableException.class).hasMessageContaining("requestTimeout");
        }
    }

    @Test
    void anAnswerThatGetsOnMayTakeLongerThanTheLimit() {
        server.plays((socket, out) -> {
            out.write(head(200, "Content-Length: 10000"));
            for (int n = 0; n < 50; n++) {
                out.write(new byte[200]);
                out.flush();
                tick();
            }
        });

        assertThat(client.execute(Request.get("order")).bytes()).hasSize(10_000);
    }

    @Test
    void aRouteThatReadsSlowlyIsNoFaultOfTheServer() throws IOException {
        server.plays(answer(200, "x".repeat(50_000_000)));
        try (Answer answer = client.execute(Request.get("order")); InputStream body = answer.body()) {
            body.read();
            for (int n = 0; n < 2 * LIMIT.toMillis() / TICK; n++) {
                tick();
            }
            assertThat(body.readAllBytes()).hasSize(49_999_999);
        }
    }

    @Test
    void aSourceThatIsReadSlowlyIsNoFaultOfTheServer() {
        server.plays(answer(200, "{}"));
        Payload slow = Payload.once(new InputStream() {
            private int left = 2 * (int) LIMIT.toMillis() / TICK;

            @Override
            public int read() {
                tick();
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int read = read();
                buffer[offset] = (byte) read;
                return read < 0 ? -1 : 1;
            }
        }, "image/png");

        client.execute(Request.put(slow, "file", "1", "data")).close();

        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", OK + "Content-Length: 100\r\n\r\n[" })
    @DisplayName("lesson 41: a stop does not wait for a silent server")
    void aStopAbortsWhatIsRead(String beginning) throws Exception {
        try (ClientFixture patient = new ClientFixture()) {
            CountDownLatch asked = silent(patient.server, beginning);
            TenantApiClient stopped = patient.client();
            CompletableFuture<Throwable> reading = CompletableFuture
                    .supplyAsync(() -> catchThrowable(() -> stopped.execute(Request.get("order")).bytes()));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            stopped.stop();

            assertThat(reading.get(30, TimeUnit.SECONDS)).isInstanceOf(TenantApiUnavailableException.class)
                    .hasMessageContaining("stopped");
            assertThatThrownBy(() -> stopped.execute(Request.get("order"))).isInstanceOf(TenantApiUnavailableException.class)
                    .hasMessageContainingAll("not sent", "stopped");
            assertThat(patient.server.requests()).hasSize(1);
        }
    }

    @Test
    void aStopLeavesAWriteSomeTimeAndThenAbortsItToo() throws Exception {
        try (ClientFixture patient = new ClientFixture()) {
            TenantApiClient stopped = patient.client();
            stopped.stop();
            patient.server.plays(answer(201, "{}"));
            assertThat(stopped.execute(write()).status()).isEqualTo(201);
            silent(patient.server, "");

            assertThatThrownBy(() -> stopped.execute(write())).isInstanceOfSatisfying(TenantApiUnavailableException.class,
                    e -> assertThat(e.isAmbiguous()).isTrue()).hasMessageContaining("stopped");
        }
    }

    /** Counts down when it has been asked. */
    private static CountDownLatch silent(ScriptedServer server, String beginning) {
        CountDownLatch asked = new CountDownLatch(1);
        server.plays((Socket socket, OutputStream out) -> {
            out.write(beginning.getBytes(ISO_8859_1));
            out.flush();
            asked.countDown();
            socket.getInputStream().read();
        });
        return asked;
    }
}
