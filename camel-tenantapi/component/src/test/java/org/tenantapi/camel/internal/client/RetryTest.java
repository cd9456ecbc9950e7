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
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.internal.client.ScriptedServer.Script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;
import static org.tenantapi.camel.internal.client.ScriptedServer.reset;
import static org.tenantapi.camel.internal.client.ScriptedServer.thenCloses;

class RetryTest {

    private static final RetryPolicy THREE_TIMES
            = new RetryPolicy(3, Duration.ofMinutes(5), Duration.ofNanos(1), null);
    private static final RetryPolicy AFTER_HOURS = new RetryPolicy(3, Duration.ofHours(9), Duration.ofNanos(1), null);

    private final ClientFixture fixture = new ClientFixture();
    private final ScriptedServer server = fixture.server;
    private final ClientSettings settings = ClientFixture.settings(server.baseUrl(), 1 << 20);
    private final TenantApiClient client = fixture.client(settings, THREE_TIMES);

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @ParameterizedTest(name = "{0} answered {1}: repeated {2}, ambiguous {3}")
    @CsvSource({
            "GET, 429, true, false", "GET, 503, true, false", "GET, 502, true, false", "GET, 504, true, false",
            "GET, reset, true, false", "GET, 500, false, false", "GET, 501, false, false", "GET, 404, false, false",
            "GET, 400, false, false", "GET, 408, true, false", "GET, 421, true, false", "GET, 425, true, false",
            "GET, 499, true, false", "GET, 520, true, false", "GET, 524, true, false", "GET, 527, true, false",
            "GET, 407, false, false",
            "GET, 511, false, false", "GET, 410, false, false", "GET, 505, false, false",
            "GET, 401, false, false", "GET, 599, false, false", "GET, html, false, false",
            "GET, 302, false, false",
            "POST, 429, true, false", "POST, 503, false, true", "POST, 503 with Retry-After, true, false",
            "POST, 408, false, true", "POST, 499, false, true", "POST, 520, false, true", "POST, 524, false, true",
            "POST, 527, false, true",
            "POST, 530, false, true", "POST, 407, false, false", "POST, 511, false, false", "POST, 421, true, false",
            "POST, 425, true, false", "POST, 410, false, false", "POST, 423, false, false", "POST, 505, false, true",
            "POST, 502, false, true", "POST, 504, false, true",
            "POST, reset, false, true", "POST, 500, false, true", "POST, 400, false, false", "POST, 404, false, false",
            "POST, 409, false, false", "POST, 599, false, true", "POST, html, false, true", "POST, 302, false, true",
            "PUT, 429, true, false", "PUT, 503, false, true", "PUT, 503 with Retry-After, true, false", "PUT, 408, false, true",
            "PUT, 502, false, true", "PUT, 504, false, true",
            "PUT, reset, false, true", "PUT, 500, false, true", "PUT, 422, false, false" })
    @DisplayName("lesson 27: what is not known to be harmless is not repeated, and what may have been done says so")
    void repeatsWhatIsHarmlessAndOnlyThat(String method, String fault, boolean repeated, boolean ambiguous) {
        server.plays(script(fault), answer(200, "{}"));

        TenantApiException e = catchThrowableOfType(TenantApiException.class, () -> client.execute(request(method)).close());

        assertThat(server.requests()).hasSize(repeated ? 2 : 1);
        assertThat(e == null).isEqualTo(repeated);
        assertThat(e != null && e.isAmbiguous()).isEqualTo(ambiguous);
    }

    @ParameterizedTest
    @ValueSource(strings = { "429", "503 with Retry-After" })
    void isNotAmbiguousWhenTheLastRetryIsRefusedToo(String fault) {
        server.plays(script(fault), script(fault), script(fault), script(fault));

        TenantApiException e = catchThrowableOfType(TenantApiException.class, () -> client.execute(request("POST")));

        assertThat(e.isAmbiguous()).isFalse();
        assertThat(e.getHttpResponseCode()).isEqualTo(Integer.parseInt(fault.substring(0, 3)));
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aWriteWhoseAnswerBreaksOffIsAmbiguousAndAReadIsNot() {
        Script torn = thenCloses("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        server.plays(torn, torn);

        assertThatThrownBy(() -> client.execute(request("POST")).bytes()).isInstanceOfSatisfying(
                TenantApiUnavailableException.class, e -> assertThat(e.isAmbiguous()).isTrue());
        assertThatThrownBy(() -> client.execute(request("GET")).bytes()).isInstanceOfSatisfying(
                TenantApiUnavailableException.class, e -> assertThat(e.isAmbiguous()).isFalse());
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "POST", "PUT" })
    void repeatsWhatWasNeverSent(String method) throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        ClientSettings nobody = ClientFixture.settings(URI.create("http://127.0.0.1:" + port + "/api"), 1);
        CountingPayload payload = new CountingPayload();

        TenantApiException e = catchThrowableOfType(TenantApiException.class,
                () -> fixture.client(nobody, THREE_TIMES).execute(new Request(
                        method, List.of("order"),
                        Map.of(), method.equals("GET") ? null : payload.payload())));

        assertThat(e.isAmbiguous()).isFalse();
        assertThat(e).hasMessageContaining("Cannot connect");
        assertThat(StatusMeaning.isHarmlessToRepeat(e.getRequest())).isTrue();
        assertThat(payload.opened).isZero();
    }

    @Test
    void repeatsAWriteThatFoundNoFreeConnection() throws IOException {
        try (ClientFixture impatient = new ClientFixture(ClientFixture.impatient())) {
            impatient.server.plays(answer(200, "[1]"), answer(200, "{}"));
            Answer occupied = impatient.client().execute(request("GET"));

            TenantApiException e = catchThrowableOfType(TenantApiException.class,
                    () -> impatient.client().execute(request("POST")));

            assertThat(e.isAmbiguous()).isFalse();
            assertThat(StatusMeaning.isHarmlessToRepeat(e.getRequest())).isTrue();
            assertThat(impatient.server.requests()).hasSize(1);
            occupied.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "1", "Mon, 23 Nov 2020 21:02:00 GMT", "x", "" })
    @DisplayName("a 503 without a Retry-After that can be read is what a gateway says after the write was done, too")
    void a503IsARefusalOnlyOfAServerThatSaysWhenToComeAgain(String retryAfter) {
        RetryPolicy never = RetryPolicy.never();
        server.plays(answer(503, "", "Retry-After: " + retryAfter));

        TenantApiException e = catchThrowableOfType(TenantApiException.class,
                () -> fixture.client(settings, never).execute(request("POST")));

        assertThat(e).isInstanceOf(TenantApiUnavailableException.class);
        assertThat(e.isAmbiguous()).isEqualTo(retryAfter.length() < 1 || retryAfter.equals("x"));
    }

    @ParameterizedTest
    @CsvSource({
            "407, TenantApiUnavailableException, proxy", "408, TenantApiUnavailableException, try again",
            "410, TenantApiNotFoundException, Check the id", "421, TenantApiUnavailableException, try again",
            "425, TenantApiUnavailableException, try again", "499, TenantApiUnavailableException, try again",
            "511, TenantApiUnavailableException, proxy", "520, TenantApiUnavailableException, try again",
            "418, TenantApiRejectedException, Correct", "422, TenantApiRejectedException, Correct" })
    @DisplayName("lesson 49: what says nothing of the content is not a rejection of it (notroj/neon#128)")
    void whatSaysNothingOfTheContentIsNotARejection(int status, String exception, String remedy) {
        server.plays(answer(status, ""));

        assertThatThrownBy(() -> fixture.client(settings, RetryPolicy.never()).execute(request("PUT")))
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(exception)).hasMessageContaining(remedy);
    }

    @Test
    void aConflictAfterAnOwnRetryMayBeWithWhatWasDoneBefore() {
        server.plays(answer(409, ""), answer(503, "", "Retry-After: 0"), answer(409, ""));

        assertThatThrownBy(() -> client.execute(request("POST"))).isInstanceOfSatisfying(TenantApiConflictException.class,
                e -> assertThat(e.mayBeOwn()).isFalse());
        assertThatThrownBy(() -> client.execute(request("POST"))).isInstanceOfSatisfying(TenantApiConflictException.class,
                e -> assertThat(e.mayBeOwn()).isTrue());
    }

    @Test
    void sendsTheSameBytesEachTime() {
        server.plays(answer(503, "", "Retry-After: 0"), answer(429, ""), answer(201, "{}"));

        client.execute(request("POST")).close();

        assertThat(server.requests()).extracting(ScriptedServer.Received::text).containsExactly("{}", "{}", "{}");
    }

    @Test
    void doesNotSendAgainWhatCanBeReadOnlyOnce() {
        server.plays(answer(503, ""));
        Payload once = Payload.once(new ByteArrayInputStream(new byte[] { 1 }), "image/png");

        assertThatThrownBy(() -> client.execute(Request.put(once, "file", "f-1", "data")))
                .isInstanceOf(TenantApiUnavailableException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("lesson 22: a thread that has less time than the server wants does not wait, and says until when")
    void doesNotBeginAWaitThatIsTooLong() {
        server.plays(answer(429, "", "Retry-After: 3600"));
        RequestBudget budget = new RequestBudget(0);
        TenantApiClient polling = new TenantApiClient(
                fixture.transport, settings, THREE_TIMES.withLongestWait(Duration.ofSeconds(30)), budget);

        assertThatThrownBy(() -> polling.execute(request("GET"))).isInstanceOf(TenantApiRateLimitedException.class);
        assertThat(polling.throttledUntil()).isPresent();
        // without another request
        assertThatThrownBy(() -> polling.execute(request("GET"))).isInstanceOf(TenantApiUnavailableException.class)
                .hasMessageContainingAll("not sent", "pause until " + polling.throttledUntil().orElseThrow());
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "429", "503" })
    @DisplayName("lesson 22: a stop ends the wait for Retry-After, and leaves the other clients of the Connection alone")
    void aStopEndsTheWait(String status) {
        server.plays(answer(Integer.parseInt(status), "", "Retry-After: 3600"));
        RequestBudget budget = new RequestBudget(0);
        TenantApiClient stopped = new TenantApiClient(fixture.transport, settings, AFTER_HOURS, budget);
        TenantApiClient other = new TenantApiClient(fixture.transport, settings, AFTER_HOURS, budget);
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> stopped.execute(request("POST")));
        Awaitility.await().until(() -> budget.throttledUntil().isPresent());
        CompletableFuture<Answer> second = CompletableFuture.supplyAsync(() -> stopped.execute(request("POST")));
        CompletableFuture<Answer> bystander = CompletableFuture.supplyAsync(() -> other.execute(request("POST")));

        stopped.stopWaiting();

        assertThat(first).failsWithin(Duration.ofSeconds(30)).withThrowableThat().havingCause()
                .isInstanceOfSatisfying(TenantApiUnavailableException.class, e -> assertThat(e.isAmbiguous()).isFalse())
                .withMessageContaining("stopped");
        assertThat(second).failsWithin(Duration.ofSeconds(30)).withThrowableThat().havingCause()
                .withMessageContaining("stopped");
        assertThat(bystander).isNotDone();
        budget.stopWaiting();
        assertThat(bystander).failsWithin(Duration.ofSeconds(30));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anInterruptEndsTheWait() throws InterruptedException {
        server.plays(answer(429, "", "Retry-After: 3600"));
        CountDownLatch interrupted = new CountDownLatch(1);
        RequestBudget budget = new RequestBudget(0);
        TenantApiClient patient = new TenantApiClient(fixture.transport, settings, AFTER_HOURS, budget);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                patient.execute(request("GET"));
            } catch (TenantApiException e) {
                if (Thread.currentThread().isInterrupted()) {
                    interrupted.countDown();
                }
                thrown.complete(e);
            }
        });
        thread.start();
        Awaitility.await().until(() -> budget.throttledUntil().isPresent());

        thread.interrupt();

        assertThat(thrown).succeedsWithin(Duration.ofSeconds(30)).asInstanceOf(
                InstanceOfAssertFactories.THROWABLE).hasMessageContaining("interrupted");
        interrupted.await();
        thread.join();
    }

    @Test
    void theCallerRepeatsAsOftenAsTheClientDoes() {
        server.plays(reset());
        TenantApiException lost = catchThrowableOfType(TenantApiException.class, () -> client.execute(request("POST")));

        assertThat(client.awaitRetry(0, lost)).isTrue();
        assertThat(client.awaitRetry(2, lost)).isTrue();
        assertThat(client.awaitRetry(3, lost)).isFalse();
    }

    @Test
    void theCallersWaitIsEndedByAStopAndTheFailureStaysAmbiguous() {
        server.plays(reset());
        RetryPolicy slow = new RetryPolicy(3, Duration.ofHours(9), Duration.ofHours(9), null);
        TenantApiClient stopped = fixture.client(settings, slow);
        TenantApiException lost = catchThrowableOfType(TenantApiException.class, () -> stopped.execute(request("POST")));

        stopped.stopWaiting();

        assertThatThrownBy(() -> stopped.awaitRetry(0, lost)).isInstanceOfSatisfying(TenantApiUnavailableException.class,
                e -> assertThat(e.isAmbiguous()).isTrue()).hasMessageContaining("stopped").hasCause(lost);
    }

    private static Request request(String method) {
        return new Request(
                method, List.of("order"), Map.of(), method.equals("GET") ? null : Payload.json("{}".getBytes(UTF_8)));
    }

    private static Script script(String fault) {
        return switch (fault) {
            case "reset" -> reset();
            case "html" -> answer(200, "<html>", "Content-Type: text/html");
            case "503 with Retry-After" -> answer(503, "", "Retry-After: 0");
            default -> answer(Integer.parseInt(fault), "");
        };
    }

    private static final class CountingPayload {

        private int opened;

        Payload payload() {
            return new Payload(() -> {
                opened++;
                return new ByteArrayInputStream(new byte[1]);
            }, 1, "application/json");
        }
    }
}
