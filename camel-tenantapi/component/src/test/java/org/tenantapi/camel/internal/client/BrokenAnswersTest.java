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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiUnavailableException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;
import static org.tenantapi.camel.internal.client.ScriptedServer.head;
import static org.tenantapi.camel.internal.client.ScriptedServer.reset;
import static org.tenantapi.camel.internal.client.ScriptedServer.thenCloses;

@DisplayName("lesson 26: a torn or truncated answer is an error, never a short answer")
class BrokenAnswersTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @ParameterizedTest
    @ValueSource(strings = {
            OK + "Content-Length: 100\r\n\r\n[{\"localId\":\"1\"}]",
            OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n[1,2]\r\n",
            OK + "Transfer-Encoding: chunked\r\n\r\n50\r\n[1,2]",
            OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n[1,2]" })
    void isAnIOExceptionOfTheStreamOrUnavailableWhenReadAtOnce(String torn) throws IOException {
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.server.plays(thenCloses(torn), thenCloses(torn), answer(200, "{}"));

            try (Answer answer = fixture.client().execute(Request.get("order"))) {
                assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
            }
            assertThatThrownBy(() -> fixture.client().execute(Request.get("order")).bytes())
                    .isInstanceOf(TenantApiUnavailableException.class)
                    .hasMessageContainingAll("200 OK", "truncated")
                    .hasCauseInstanceOf(IOException.class);
            assertThat(fixture.client().execute(Request.get()).bytes()).hasSize(2);
        }
    }

    @Test
    void noticesATruncatedCompressedAnswer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("[1,2,3]".getBytes(UTF_8));
        }
        byte[] torn = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 3);
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.server.plays((socket, out) -> {
                out.write(head(200, "Connection: close", "Content-Encoding: gzip"));
                out.write(torn);
                out.flush();
                socket.close();
            });

            assertThatThrownBy(() -> fixture.client().execute(Request.get("order")).bytes())
                    .isInstanceOf(TenantApiUnavailableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "HTTP/1.1 20", OK + "Content-Length: 2" })
    void isUnavailableWithoutACompleteHead(String torn) throws IOException {
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.server.plays(thenCloses(torn));

            assertThat(catchThrowable(() -> fixture.client().execute(Request.get("order")).bytes()))
                    .isInstanceOfAny(TenantApiUnavailableException.class, TenantApiMalformedAnswerException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(fixture.server.requests()).hasSize(1);
        }
    }

    @Test
    void isUnavailableAfterAReset() throws IOException {
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.server.plays(reset());

            assertThatThrownBy(() -> fixture.client().execute(Request.get("order")))
                    .isInstanceOf(TenantApiUnavailableException.class)
                    .hasMessageContainingAll("no answer", "try again")
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void isMalformedWhenItIsNotHttp() throws IOException {
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.server.plays(thenCloses("220 mail.example.com ESMTP\r\n".repeat(300)));

            assertThat(catchThrowable(() -> fixture.client().execute(Request.get("order"))))
                    .isInstanceOfAny(TenantApiMalformedAnswerException.class, TenantApiUnavailableException.class)
                    .hasMessageContaining("GET " + fixture.server.baseUrl());
        }
    }

    @Test
    void isUnavailableWhenTheServerFallsSilentBeforeOrWithinItsAnswer() throws IOException {
        try (ClientFixture fixture = new ClientFixture(ClientFixture.impatient())) {
            CountDownLatch done = new CountDownLatch(1);
            fixture.server.plays(
                    (socket, out) -> await(done),
                    (socket, out) -> {
                        out.write((OK + "Content-Length: 100\r\n\r\n[").getBytes(ISO_8859_1));
                        out.flush();
                        await(done);
                    });

            assertThatThrownBy(() -> fixture.client().execute(Request.get("order")))
                    .isInstanceOf(TenantApiUnavailableException.class)
                    .hasMessageContaining("responseTimeout");
            assertThatThrownBy(() -> fixture.client().execute(Request.get("order")).bytes())
                    .isInstanceOf(TenantApiUnavailableException.class);
            done.countDown();
        }
    }

    @Test
    void saysSoWhenAllConnectionsAreInUse() throws IOException {
        try (ClientFixture fixture = new ClientFixture(ClientFixture.impatient())) {
            fixture.server.plays(answer(200, "x".repeat(1 << 20)));

            try (Answer open = fixture.client().execute(Request.get("order"))) {
                assertThat(open.body().read()).isEqualTo('x');
                assertThatThrownBy(() -> fixture.client().execute(Request.get("order")))
                        .isInstanceOf(TenantApiUnavailableException.class)
                        .hasMessageContaining("maxConnections");
            }
        }
    }

    @Test
    void isUnavailableAtOnceWhenTheTransportIsClosed() throws Exception {
        try (ClientFixture fixture = new ClientFixture()) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            fixture.server.plays((socket, out) -> {
                asked.countDown();
                await(done);
            });
            CompletableFuture<Throwable> waiting = CompletableFuture
                    .supplyAsync(() -> catchThrowable(() -> fixture.client().execute(Request.get("order"))));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            fixture.transport.close();

            assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(TenantApiUnavailableException.class);
            assertThatThrownBy(() -> fixture.client().execute(Request.get("order")))
                    .isInstanceOf(TenantApiUnavailableException.class)
                    .hasMessageContaining("closed");
            done.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
