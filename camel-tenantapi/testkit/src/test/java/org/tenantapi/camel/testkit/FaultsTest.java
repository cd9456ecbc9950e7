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
package org.tenantapi.camel.testkit;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.testkit.HttpConnection.json;

class FaultsTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private TenantApiSimulator simulator;
    private SimulatedTenant acme;
    private HttpConnection shop;

    @BeforeEach
    void aTenantWithAnOrder() {
        simulator = platform.simulator();
        shop = HttpConnection.of(simulator);
        acme = simulator.tenant("acme");
        acme.put("order", "{\"note\":\"0123456789\"}");
    }

    @Test
    void answersSoManyTimesWithAStatusAndCounts() throws Exception {
        ArmedFault fault = simulator.on("GET", "/order").times(2).answer(Fault.status(503));

        assertThat(shop.get("/order").statusCode()).isEqualTo(503);
        assertThat(shop.get("/product").statusCode()).isEqualTo(200);
        assertThat(fault.isSpent()).isFalse();
        assertThat(shop.get("/order?modifiedAtOrAfter=2026-01-02T12:00:00Z").statusCode()).isEqualTo(503);
        assertThat(shop.get("/order").statusCode()).isEqualTo(200);
        assertThat(fault.hits()).isEqualTo(2);
        assertThat(fault.isSpent()).isTrue();
        assertThat(simulator.faults()).containsExactly(fault);
    }

    @Test
    void meetsRequestsByMethodPathPlaceAndCondition() throws Exception {
        simulator.on("*", "/order/*").answer(Fault.status(502));
        simulator.on("GET", "/product/**").after(1).answer(Fault.status(504));
        simulator.on("POST", "/customer").when(request -> request.bodyText().contains("poison")).answer(Fault.status(400));

        assertThat(shop.get("/order").statusCode()).isEqualTo(200);
        assertThat(shop.put("/order/by-remote-id?remoteId=1", "{}").statusCode()).isEqualTo(502);
        assertThat(shop.get("/product/by-remote-id?remoteId=1").statusCode()).isEqualTo(404);
        assertThat(shop.get("/product/by-remote-id?remoteId=1").statusCode()).isEqualTo(504);
        assertThat(shop.post("/customer", "{\"note\":\"good\"}").statusCode()).isEqualTo(200);
        assertThat(shop.post("/customer", "{\"note\":\"poison\"}").statusCode()).isEqualTo(400);
        assertThatIllegalArgumentException().isThrownBy(() -> simulator.on("GET", "order")).withMessageContaining("slash");
    }

    @Test
    void goesOnUntilItIsDisarmed() throws Exception {
        ArmedFault fault = simulator.on("GET", "/").always().answer(Fault.status(500, "text/plain", "down"));

        assertThat(shop.get("/").body()).isEqualTo("down");
        assertThat(shop.get("/").body()).isEqualTo("down");
        fault.disarm();
        assertThat(shop.get("/").statusCode()).isEqualTo(200);

        simulator.on("GET", "/").always().answer(Fault.status(500));
        simulator.clearFaults();
        assertThat(shop.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void leavesNoTraceOfARequestItAnswersItself() throws Exception {
        simulator.on("POST", "/order").answer(Fault.status(503));
        shop.post("/order", "{}");
        assertThat(acme.records("order")).hasSize(1);

        simulator.on("POST", "/order").answer(Fault.status(503).afterApplying());
        assertThat(shop.post("/order", "{}").statusCode()).isEqualTo(503);
        assertThat(acme.records("order")).hasSize(2);
    }

    @Test
    void tellsWhenToComeBack() throws Exception {
        simulator.on("GET", "/order").answer(Fault.status(429).retryAfter(5));
        simulator.on("GET", "/order").answer(Fault.status(503).retryAfter(Instant.parse("2026-03-04T05:06:07Z")));

        HttpResponse<String> inSeconds = shop.get("/order");
        HttpResponse<String> atDate = shop.get("/order");

        assertThat(inSeconds.statusCode()).isEqualTo(429);
        assertThat(inSeconds.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(inSeconds.headers().firstValue("Date")).isPresent();
        assertThat(atDate.headers().firstValue("Retry-After")).hasValue("Wed, 04 Mar 2026 05:06:07 GMT");
    }

    @Test
    void resetsTheConnection() throws Exception {
        simulator.on("GET", "/order").answer(Fault.reset());

        try (RawConnection connection = RawConnection.to(simulator)) {
            connection.send("GET /api/order HTTP/1.1", shop.headers());

            assertThatThrownBy(connection::readAll).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void losesTheAnswerAfterTheWriteWasApplied() throws Exception {
        ArmedFault lost = simulator.on("POST", "/order").answer(Fault.answerLost());

        assertThatThrownBy(() -> shop.post("/order", "{\"remoteId\":\"1\"}")).isInstanceOf(IOException.class);

        assertThat(lost.hits()).isEqualTo(1);
        assertThat(json(shop.get("/order/by-remote-id?remoteId=1")).path("remoteId").asText()).isEqualTo("1");
    }

    @Test
    void truncatesAChunkedAnswer() throws Exception {
        simulator.on("GET", "/order").answer(Fault.truncatedAt(10));

        String answer = raw("/api/order");

        assertThat(answer).containsIgnoringCase("transfer-encoding: chunked").endsWith("\r\na\r\n[{\"href\":\"\r\n");
        assertThat(answer).doesNotContain("\r\n0\r\n");
    }

    @Test
    void truncatesAnAnswerThatAnnouncedItsLength() throws Exception {
        String whole = shop.get("/order").body();
        simulator.on("GET", "/order").answer(Fault.truncatedAt(10).withContentLength());
        simulator.on("GET", "/order").answer(Fault.truncatedAt(0).withContentLength());

        assertThat(raw("/api/order")).containsIgnoringCase("content-length: " + whole.length() + "\r\n")
                .endsWith("\r\n\r\n[{\"href\":\"");
        assertThat(raw("/api/order")).containsIgnoringCase("content-length: " + whole.length() + "\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void stallsInTheMiddleOfAnAnswer() throws Exception {
        simulator.on("GET", "/order").answer(Fault.stalledAt(10).withContentLength());

        try (RawConnection connection = RawConnection.to(simulator)) {
            connection.send("GET /api/order HTTP/1.1", shop.headers());
            StringBuilder read = new StringBuilder();
            while (!read.toString().endsWith("[{\"href\":\"")) {
                read.append(connection.read(1));
            }
            // another exchange on the same thread of the simulator has come and gone: the rest would be there by now
            shop.get("/");
            assertThat(connection.available()).isZero();
        }
    }

    @Test
    void answersInAnotherShape() throws Exception {
        simulator.on("GET", "/order").answer(Fault.errorObject());
        simulator.on("GET", "/order").answer(Fault.html());
        simulator.on("GET", "/order").answer(Fault.emptyBody());
        simulator.on("GET", "/order").answer(Fault.body("application/json", "[{\"localId\":"));
        simulator.on("GET", "/order").answer(Fault.contentType("text/plain"));

        assertThat(json(shop.get("/order")).isObject()).isTrue();
        assertThat(shop.get("/order").body()).startsWith("<!DOCTYPE html>");
        assertThat(shop.get("/order").body()).isEmpty();
        assertThat(shop.get("/order").body()).isEqualTo("[{\"localId\":");
        HttpResponse<String> text = shop.get("/order");
        assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(json(text)).hasSize(1);
    }

    @Test
    void changesHeaders() throws Exception {
        simulator.on("GET", "/order").answer(Fault.withoutDate());
        simulator.on("GET", "/order").answer(Fault.header("Date", "yesterday").chunked());

        assertThat(shop.get("/order").headers().firstValue("Date")).isEmpty();
        assertThat(shop.get("/order").headers().firstValue("Date")).hasValue("yesterday");
    }

    @Test
    void holdsARequestUntilItIsReleased() throws Exception {
        Hold hold = simulator.on("GET", "/order").times(2).hold();
        CompletableFuture<HttpResponse<String>> first = shop.getLater("/order");
        CompletableFuture<HttpResponse<String>> second = shop.getLater("/order");
        hold.awaitRequest(LONG_ENOUGH).awaitRequest(LONG_ENOUGH);

        acme.put("order", "{}");
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        hold.release();

        assertThat(json(first.get(30, TimeUnit.SECONDS))).hasSize(2);
        assertThat(json(second.get(30, TimeUnit.SECONDS))).hasSize(2);
        assertThatThrownBy(() -> hold.awaitRequest(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closesWhileARequestIsHeld() throws Exception {
        TenantApiSimulator closed = TenantApiSimulator.start();
        Hold hold = closed.on("GET", "/order").hold();
        CompletableFuture<HttpResponse<String>> answer = HttpConnection.of(closed).getLater("/order");
        hold.awaitRequest(LONG_ENOUGH);

        closed.close();

        assertThat(answer).failsWithin(LONG_ENOUGH).withThrowableThat().withCauseInstanceOf(IOException.class);
    }

    @Test
    void delaysAnAnswer() throws Exception {
        simulator.on("GET", "/order").answer(Fault.delay(Duration.ofMillis(1)));
        simulator.on("GET", "/order").answer(Fault.status(503).delayed(Duration.ofMillis(1)));

        assertThat(json(shop.get("/order"))).hasSize(1);
        assertThat(shop.get("/order").statusCode()).isEqualTo(503);
    }

    @Test
    void saysWhatItIs() {
        ArmedFault fault = simulator.on("GET", "/order").answer(Fault.status(503).retryAfter(5));

        assertThat(fault).hasToString("GET /order -> status 503, Retry-After 5, met 0, to come 1");
    }

    private String raw(String path) throws IOException {
        try (RawConnection connection = RawConnection.to(simulator)) {
            connection.send("GET " + path + " HTTP/1.1", shop.headers());
            return connection.readAll();
        }
    }
}
