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

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.testkit.HttpConnection.json;

class TenantApiSimulatorTest {

    private final TenantApiSimulator simulator = TenantApiSimulator.start();
    private SimulatedTenant acme;
    private HttpConnection shop;

    @BeforeEach
    void aTenant() {
        shop = HttpConnection.of(simulator);
        acme = simulator.tenant("acme");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void listensOnTheLoopbackInterface() {
        assertThat(simulator.baseUrl()).matches("http://127\\.0\\.0\\.1:\\d+/api");
        assertThat(simulator).hasToString("Tenant API simulator at " + simulator.baseUrl());
    }

    @Test
    void saysWhichPortIsTaken() {
        int port = URI.create(simulator.baseUrl()).getPort();

        assertThatIllegalStateException().isThrownBy(() -> TenantApiSimulator.start(port))
                .withMessageContaining("port " + port);
    }

    @Test
    void freesItsPort() {
        simulator.close();

        assertThatThrownBy(() -> shop.get("/")).isInstanceOf(ConnectException.class);
    }

    @Test
    void remembersRequestsWithoutTheirSecret() throws Exception {
        shop.get("/order?modifiedAtOrAfter=2026-01-02T12:00:00Z");
        shop.post("/log/event", "[{\"summary\":\"hällo\"}]");

        assertThat(simulator.requestCount()).isEqualTo(2);
        assertThat(simulator.requests().get(0)).satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/api/order");
            assertThat(request.queryParameter("modifiedAtOrAfter")).hasValue("2026-01-02T12:00:00Z");
            assertThat(request.header("x-tenant")).hasValue("acme");
            assertThat(request.header("user-agent")).hasValue("testkit/1.0 (tests@example.com)");
            assertThat(request.header("Authorization")).hasValue("Basic (not shown)");
            assertThat(request).hasToString("GET /api/order {modifiedAtOrAfter=[2026-01-02T12:00:00Z]}");
        });
        assertThat(simulator.requests().get(1).bodyText()).isEqualTo("[{\"summary\":\"hällo\"}]");

        shop.with("Authorization", "aGVyZTppdC1pcw==").get("/");
        assertThat(simulator.requests().get(2).header("Authorization")).hasValue("(not shown)");

        simulator.clearRequests();
        assertThat(simulator.requests()).isEmpty();
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void keepsOnlyTheBeginningOfAHugeBody() throws Exception {
        String localId = acme.put("file", "{\"mimeType\":\"text/plain\"}");
        String data = "x".repeat(20_000_000);

        shop.with("Content-Type", "text/plain").send("PUT", "/file/" + localId + "/data", data);

        assertThat(simulator.requests().get(0).body()).hasSize(ReceivedRequest.BODY_LIMIT);
        assertThat(acme.files().get(0).data()).hasSize(data.length());
    }

    @Test
    void compressesForThoseWhoAcceptIt() throws Exception {
        try (TenantApiSimulator compressing = TenantApiSimulator.builder().compression(true).start()) {
            HttpConnection connection = HttpConnection.of(compressing);
            HttpResponse<String> asked = connection.with("Accept-Encoding", "gzip").get("/");

            assertThat(asked.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(connection.get("/").headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(shop.with("Accept-Encoding", "gzip").get("/").headers().firstValue("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void servesHttps(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("simulator.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keystore",
                store.toString(),
                "-storepass", "changeit", "-keyalg", "EC", "-alias", "simulator", "-dname", "CN=127.0.0.1", "-ext",
                "san=ip:127.0.0.1").redirectErrorStream(true).start();
        assertThat(keytool.waitFor()).as(() -> read(keytool)).isZero();
        KeyStore trusted = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);

        try (TenantApiSimulator secure = TenantApiSimulator.builder().keyStore(store, "changeit").start()) {
            HttpRequest request = HttpConnection.of(secure).request("GET", "/", null);

            assertThat(secure.baseUrl()).startsWith("https://127.0.0.1:");
            assertThat(HttpClient.newBuilder().sslContext(tls).build().send(request, BodyHandlers.ofString()).body())
                    .contains("defaultLanguage");
        }
    }

    @Test
    void loadsRecordsAsTheyAre(@TempDir Path folder) throws Exception {
        String records
                = "[{\"href\":\"/api/order/1\",\"localId\":\"1\",\"remoteIdMap\":{\"1001\":\"17\"},\"remoteRefMap\":{\"a\":\"b\"},"
                  + "\"created\":\"2010-12-01T08:26:00Z\",\"lastModified\":\"2010-12-02T08:26:00Z\",\"note\":null,\"n\":\"1\"},{}]";
        Path file = folder.resolve("orders.json.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(records.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(acme.load("order", file)).isEqualTo(2);

        assertThat("[" + acme.record("order", "1").json()).isEqualTo(records.substring(0, records.length() - 4));
        assertThat(json(shop.get("/order/by-remote-id?remoteId=17")).path("localId").asText()).isEqualTo("1");
        assertThat(acme.records("order").get(1).localId()).hasSize(32);
        assertThat(acme.load("order", array("[{\"localId\":\"1\",\"m\":\"2\"}]"))).isEqualTo(1);
        assertThat(acme.record("order", "1").field("n").isMissingNode()).isTrue();
    }

    @Test
    void givesARemoteIdToTheOnlyConnection() throws Exception {
        acme.load("product", array("[{\"remoteId\":\"A\"}]"));
        assertThat(acme.recordByRemoteId("product", "1001", "A")).isPresent();

        acme.connection("1002");
        assertThatIllegalArgumentException().isThrownBy(() -> acme.put("product", "{\"remoteId\":\"B\"}"))
                .withMessageContaining("remoteIdMap");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "{}", "{\"localId\":\"1\"}", "null", "[1]", "[{}", "[{\"lastModified\":\"yesterday\"}]", "<html>",
            "[null]", "[{\"localId\":1}]", "[{\"remoteIdMap\":{\"1001\":\"\"}}]" })
    void refusesWhatIsNoArrayOfRecords(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> acme.load("order", array(json)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "{", "null" })
    void refusesWhatIsNoRecord(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> acme.put("order", json));
    }

    @Test
    void refusesARemoteIdThatIsTaken() {
        acme.put("order", "{\"remoteId\":\"1\"}");

        assertThatIllegalArgumentException().isThrownBy(() -> acme.put("order", "{\"remoteId\":\"1\"}"))
                .withMessageContaining("belongs to order");
    }

    @Test
    void saysWhichLateWriteCannotBeShown() throws Exception {
        simulator.clock().freeze();
        acme.putLate("order", "{\"remoteId\":\"1\"}", simulator.clock().second(), simulator.clock().now().plusSeconds(1));
        acme.put("order", "{\"remoteId\":\"1\"}");
        simulator.clock().advance(Duration.ofSeconds(1));

        HttpResponse<String> answer = shop.get("/order");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("late write", "remoteId 1");
        assertThat(json(shop.get("/order"))).hasSize(1);
    }

    @Test
    void knowsNoTypeThatWasOnlyAskedFor() throws Exception {
        assertThat(acme.records("priceList")).isEmpty();

        assertThat(shop.get("/priceList").statusCode()).isEqualTo(404);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> acme.record("order", "1"))
                .withMessage("acme has no order with localId 1");
    }

    @Test
    void printsNoSecret() {
        assertThat(acme).hasToString("acme");
    }

    @Test
    void startsOverOnReset() throws Exception {
        simulator.strictNumbers(false).sendDateHeader(false).keepCreationOrder();
        simulator.clock().set(Instant.EPOCH);
        simulator.on("GET", "/").always().answer(Fault.status(500));
        shop.get("/");

        simulator.reset();

        assertThat(simulator.faults()).isEmpty();
        assertThat(simulator.requests()).isEmpty();
        assertThat(simulator.clock().now()).isAfter(Instant.EPOCH);
        assertThat(shop.get("/").statusCode()).isEqualTo(401);
        HttpConnection.of(simulator);
        assertThat(shop.post("/order", "{\"n\":1}").statusCode()).isEqualTo(400);
        assertThat(shop.get("/").headers().firstValue("Date")).isPresent();
    }

    private static String read(Process process) {
        return process.inputReader().lines().collect(Collectors.joining("\n"));
    }

    private static InputStream array(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
