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
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

import org.apache.camel.spi.HttpResponseAware;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiNotFoundException;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.internal.json.JsonArrayScanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;
import static org.tenantapi.camel.internal.client.ScriptedServer.noContent;

class TenantApiClientTest {

    private final ClientFixture fixture = new ClientFixture();
    private final ScriptedServer server = fixture.server;
    private final TenantApiClient client = fixture.client();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void introducesItselfWithEveryRequest() {
        server.plays(answer(200, "{}"));

        client.execute(Request.get()).close();

        assertThat(server.lastRequest().toString()).isEqualTo("GET /api/");
        assertThat(server.lastRequest().headers())
                .containsEntry("Authorization", "Basic " + base64("anna:" + ClientFixture.PASSWORD))
                .containsEntry("X-Tenant", "acme")
                .containsEntry("X-ConnectionId", "webshop")
                .containsEntry("User-Agent", "my-app/1.0 (contact@example.com)")
                .containsEntry("Accept", "application/json")
                .doesNotContainKeys("Content-Type", "Content-Length", "Transfer-Encoding");
    }

    @Test
    void sendsJsonByteForByte() {
        server.plays(answer(201, "{}"));
        byte[] json = "{ \"title\" : \"Räksmörgås \",\"x\":null}\n".getBytes(UTF_8);

        client.execute(Request.post(Payload.json(json), "product").withQuery("updateOnRemoteId", "true")).close();

        assertThat(server.lastRequest().toString()).isEqualTo("POST /api/product?updateOnRemoteId=true");
        assertThat(server.lastRequest().body()).isEqualTo(json);
        assertThat(server.lastRequest().headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Content-Length", String.valueOf(json.length));
    }

    @Test
    void sendsPathAndQueryEncodedAsGiven() {
        server.plays(answer(200, "{}"));

        client.execute(Request.get("order", "a/..%2F b").withQuery("remoteId", "1&2=å+")).close();

        assertThat(server.lastRequest().target()).isEqualTo("/api/order/a%2F..%252F%20b?remoteId=1%262%3D%C3%A5%2B");
    }

    @Test
    void handsOutStatusHeadersServerTimeAndBody() {
        server.plays(answer(200, "[1]", "Date: Mon, 23 Nov 2026 21:00:05 GMT", "X-Trace: a", "x-trace: b"));

        Answer answer = client.execute(Request.get("order"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("X-TRACE", "a, b");
        assertThat(answer.serverTime()).contains(Instant.parse("2026-11-23T21:00:05Z"));
        assertThat(answer.bytes()).asString(UTF_8).isEqualTo("[1]");
        assertThat(answer).hasToString("200 to GET /order");
    }

    @Test
    void doesWithoutServerTime() {
        server.plays(answer(200, "[]"), answer(200, "[]", "Date: yesterday"));

        try (Answer none = client.execute(Request.get("order")); Answer unreadable = client.execute(Request.get("order"))) {
            assertThat(none.serverTime()).isEmpty();
            assertThat(unreadable.serverTime()).isEmpty();
        }
    }

    @Test
    void takesAnySuccessOfAWriteAlsoWithoutBody() {
        server.plays(noContent(), answer(299, "{}"));
        Request write = Request.post(Payload.json("{}".getBytes(UTF_8)), "order");

        assertThat(client.execute(write).bytes()).isEmpty();
        assertThat(client.execute(write).bytes()).hasSize(2);
    }

    @Test
    void readsCompressedAnswers() throws IOException {
        server.plays(answer(200, gzip("[\"ö\"]"), "Content-Encoding: gzip"), answer(200, "{}"));

        assertThat(client.execute(Request.get("order")).bytes()).asString(UTF_8).isEqualTo("[\"ö\"]");
        client.execute(Request.get()).close();

        assertThat(server.requests().get(0).headers().get("Accept-Encoding")).contains("gzip");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void reusesAConnectionWhoseAnswerWasRead() {
        server.plays(answer(200, "{}"), answer(404, "{}"), answer(200, "{}"));

        client.execute(Request.get()).bytes();
        assertThatThrownBy(() -> client.execute(Request.get("order", "1"))).isInstanceOf(TenantApiNotFoundException.class);
        client.execute(Request.get()).bytes();

        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
            "401, TenantApiAuthenticationException", "403, TenantApiAuthenticationException",
            "404, TenantApiNotFoundException", "409, TenantApiConflictException",
            "429, TenantApiRateLimitedException", "400, TenantApiRejectedException",
            "418, TenantApiRejectedException", "499, TenantApiUnavailableException",
            "500, TenantApiUnavailableException", "502, TenantApiUnavailableException",
            "503, TenantApiUnavailableException", "599, TenantApiUnavailableException" })
    void turnsEachErrorIntoTheFittingException(int status, String type) {
        server.plays(answer(status, "{\"why\": \"because\"}", "X-Trace: 42"));

        TenantApiException e = failure(Request.get("order", "by-remote-id").withQuery("remoteId", "7 8"));

        assertThat(e.getClass().getSimpleName()).isEqualTo(type);
        assertThat(e.getMethod()).isEqualTo("GET");
        assertThat(e.getPath()).isEqualTo("/order/by-remote-id?remoteId=7%208");
        assertThat(e.getTenant()).isEqualTo("acme");
        assertThat(e.getConnectionId()).isEqualTo("webshop");
        assertThat(e.getResponseHeaders()).containsEntry("x-trace", "42");
        assertThat(e.getResponseBody()).isEqualTo("{\"why\": \"because\"}");
        assertThat((HttpResponseAware) e).extracting(HttpResponseAware::getHttpResponseCode).isEqualTo(status);
        assertThat(e.getHttpResponseStatus()).isEqualTo("Scripted");
        assertThat(e).hasMessageContainingAll(
                "GET " + server.baseUrl() + "/order/by-remote-id?remoteId=7%208", "tenant acme", "connection webshop",
                status + " Scripted", "because");
    }

    @ParameterizedTest
    @DisplayName("lesson 27: an unknown status fails; it is never skipped")
    @ValueSource(ints = { 300, 301, 302, 303, 304, 307, 308, 399, 600, 999 })
    void failsOnAnyOtherStatus(int status) {
        server.plays(answer(status, "", "Location: https://login.example.com/"));

        TenantApiException e = failure(Request.get("order"));

        assertThat(e).isInstanceOf(TenantApiMalformedAnswerException.class)
                .hasMessageContainingAll(status + " ", "check baseUrl", "https://login.example.com/");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void sendsTheCredentialsNowhereElse() throws IOException {
        try (ScriptedServer elsewhere = new ScriptedServer();
             ClientFixture eager = new ClientFixture(
                     new TransportSettings(
                             null, builder -> builder.setRedirectStrategy(
                                     DefaultRedirectStrategy.INSTANCE),
                             null, null, null, 1))) {
            eager.server.plays(answer(302, "", "Location: " + elsewhere.baseUrl()));

            assertThatThrownBy(() -> eager.client().execute(Request.get("order")))
                    .isInstanceOf(TenantApiMalformedAnswerException.class);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void keepsNoCookiesAndRepeatsNothing() {
        server.plays(answer(503, "", "Set-Cookie: session=1", "Retry-After: 0"), answer(200, "{}"));

        assertThatThrownBy(() -> client.execute(Request.get("order"))).isInstanceOf(TenantApiUnavailableException.class);
        assertThat(server.requests()).hasSize(1);
        client.execute(Request.get("order")).close();

        assertThat(server.lastRequest().headers()).doesNotContainKey("Cookie");
    }

    @Test
    void tellsHowLongToWait() {
        server.plays(
                answer(429, "", "Retry-After: 30"),
                answer(503, "", "Retry-After: Mon, 23 Nov 2026 21:02:00 GMT", "Date: Mon, 23 Nov 2026 21:00:00 GMT"),
                answer(503, ""));

        assertThat(((TenantApiRateLimitedException) failure(Request.get("order"))).getRetryAfter())
                .contains(Duration.ofSeconds(30));
        assertThat(((TenantApiUnavailableException) failure(Request.get("order"))).getRetryAfter())
                .contains(Duration.ofMinutes(2));
        assertThat(((TenantApiUnavailableException) failure(Request.get("order"))).getRetryAfter()).isEmpty();
    }

    @Test
    void keepsOnlyTheBeginningOfALargeErrorOnOneLineOfTheMessage() {
        server.plays(answer(400, "first\r\nsecond\u0007 " + "x".repeat(1 << 20)));

        TenantApiException e = failure(Request.get("order"));

        assertThat(e.getResponseBody()).hasSize(8 * 1024).startsWith("first\r\nsecond");
        assertThat(e.getMessage()).contains("first second xxx").doesNotContain("\n", "\r", "\u0007").hasSizeLessThan(1000);
    }

    @Test
    void refusesAWebPageInPlaceOfData() {
        server.plays(answer(200, "<html>Please log in</html>", "Content-Type: Text/HTML; charset=utf-8"));

        assertThat(failure(Request.get("order"))).isInstanceOf(TenantApiMalformedAnswerException.class)
                .hasMessageContainingAll("web page", "baseUrl");
    }

    @Test
    void boundsAnAnswerByItsUncompressedSize() throws IOException {
        server.plays(
                answer(200, gzip("x".repeat(1000)), "Content-Encoding: gzip"),
                answer(200, gzip("x".repeat(1001)), "Content-Encoding: gzip"));
        TenantApiClient frugal = fixture.client(1000);

        assertThat(frugal.execute(Request.get("order")).bytes()).hasSize(1000);
        assertThatThrownBy(() -> frugal.execute(Request.get("order")).bytes())
                .isInstanceOf(TenantApiMalformedAnswerException.class)
                .hasMessageContainingAll("more than 1000 bytes", "maxResponseSize");
    }

    @Test
    void anAnswerThatIsReadAtOnceCannotFillTheHeap() throws IOException {
        byte[] bomb = gzip(" ".repeat(JsonArrayScanner.MAX_BYTES + 1));
        server.plays(answer(200, bomb, "Content-Encoding: gzip"));
        assertThat(bomb.length).as("what the server has to send for it").isLessThan(100_000);
        assertThatThrownBy(() -> fixture.client().execute(Request.get("order", "1")).bytes())
                .isInstanceOf(TenantApiMalformedAnswerException.class).hasMessageContaining("more than 67108864 bytes");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port + "/api");

        assertThatThrownBy(
                () -> fixture.client(ClientFixture.settings(nobody, 1), RetryPolicy.never()).execute(Request.get("order")))
                .isInstanceOfSatisfying(TenantApiUnavailableException.class, e -> {
                    assertThat(e.getHttpResponseCode()).isZero();
                    assertThat(e.getHttpResponseStatus()).isEmpty();
                    assertThat(e.getResponseHeaders()).isEmpty();
                    assertThat(e.getResponseBody()).isEmpty();
                    assertThat(e.getCause()).isInstanceOf(IOException.class);
                    assertThat(e).hasMessageContainingAll("GET " + nobody + "/order", "no answer", "baseUrl");
                });
    }

    @Test
    void talksToTheLoopbackAddressOfIpv6() {
        URI ipv6 = URI.create("http://[::1]:1/api");

        assertThatThrownBy(
                () -> fixture.client(ClientFixture.settings(ipv6, 1), RetryPolicy.never()).execute(Request.get("order")))
                .isInstanceOf(TenantApiUnavailableException.class)
                .hasMessageContaining("Cannot connect");
    }

    private TenantApiException failure(Request request) {
        return catchThrowableOfType(TenantApiException.class, () -> client.execute(request));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
