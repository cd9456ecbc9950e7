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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the page says, and how a browser shows it: the tests that need Chromium are skipped where there is none.
 */
class SimulatorPageTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String MARKUP = "<img src=x onerror=document.title='pwned'><script>document.title='pwned'</script>";

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    @TempDir
    Path profile;

    private SimulatedTenant acme;
    private HttpConnection shop;

    @BeforeEach
    void aTenantAtNoon() {
        platform.simulator().clock().set(NOON).freeze();
        shop = HttpConnection.of(platform.simulator());
        acme = platform.simulator().tenant("acme").connection("2001");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(platform.simulator().pageUrl() + path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return BROWSER.send(request, BodyHandlers.ofString());
    }

    private JsonNode state(String query) throws Exception {
        return Json.MAPPER.readTree(get("page/state" + query).body());
    }

    @Test
    void tellsWhatThePlatformHolds() throws Exception {
        String localId = acme.put("order", "{\"remoteOrderNo\":\"536365\",\"remoteIdMap\":{\"1001\":\"17\"}}");
        acme.put("product", "{\"sku\":\"lamp\"}");
        shop.post("/log/event", "[{\"severity\":\"Error\",\"summary\":\"No stock\"}]");

        JsonNode state = state("?tenant=acme&type=order");

        assertThat(state.path("time").asText()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(state.path("tenants")).hasToString("[\"acme\"]");
        assertThat(state.path("connections")).hasToString("[\"1001\",\"2001\"]");
        assertThat(state.path("types")).hasToString("[{\"type\":\"order\",\"count\":1},{\"type\":\"product\",\"count\":1}]");
        assertThat(state.path("found").asInt()).isEqualTo(1);
        assertThat(state.at("/records/0/localId").asText()).isEqualTo(localId);
        assertThat(state.at("/records/0/record/remoteIdMap/1001").asText()).isEqualTo("17");
        assertThat(state.at("/events/0/event/summary").asText()).isEqualTo("No stock");
        assertThat(state("?type=product&search=LAMP").at("/records/0/record/sku").asText()).isEqualTo("lamp");
        assertThat(state("?type=product&search=chair").path("found").asInt()).isZero();
    }

    @Test
    void tellsWhatThePlugsDo() throws Exception {
        platform.simulator().on("GET", "/order").after(1).times(1).answer(Fault.status(503));
        platform.simulator().on("POST", "/product").times(1).answer(Fault.answerLost());

        shop.get("/order");
        shop.get("/order?modifiedAtOrAfter=2026-01-01T00:00:00Z");
        shop.get("/order/0c2b17060ef5ab0b94e84ed54d0f280b");
        assertThat(shop.post("/customer", "{}").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> shop.post("/product", "{}")).isInstanceOf(IOException.class);

        assertThat(state("").path("plugs")).extracting(
                plug -> plug.path("plug").asText() + " " + plug.path("state").asText() + " " + plug.path("lastStatus").asText()
                        + " " + plug.path("refused") + "/" + plug.path("requests"))
                .containsExactly("CustomerImport ok 200 0/1", "OrderExport throttled 503 1/2",
                        "ProductImport unavailable 0 1/1");
    }

    @Test
    void aTenantThatIsNotThereLeavesThePageEmpty() throws Exception {
        platform.simulator().reset();
        assertThat(state("").path("tenants")).isEmpty();
        assertThat(state("?tenant=acme").path("records")).isEmpty();
        assertThat(platform.simulator().requests()).isEmpty();
    }

    @Test
    void servesThePageAndNothingElse() throws Exception {
        for (String path : List.of("", "page/page.js", "page/page.css", "page/state")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'self';");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            HttpRequest post = HttpRequest.newBuilder(URI.create(platform.simulator().pageUrl() + path))
                    .POST(BodyPublishers.noBody()).build();
            assertThat(send(post).statusCode()).isEqualTo(405);
        }
        assertThat(get("").body()).doesNotContain("http:", "https:", "style=", "onclick");
        assertThat(get("page/page.js").body()).doesNotContain("innerHTML", "http:", "https:");
        assertThat(platform.simulator().requests()).as("requests of the API").isEmpty();
        platform.allowContractViolations();
        for (String path : List.of("page/index.html", "page/", "page/../SimulatorPage.class", "page/%2e%2e/x")) {
            assertThat(get(path).statusCode()).as(path).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void aBrowserShowsItAndMarkupInARecordStaysText() throws Exception {
        String localId = acme.put("order", Json.newObject().put("remoteOrderNo", "536365").put("comment", MARKUP).toString());
        String other = acme.put("order", "{\"remoteOrderNo\":\"536366\"}");
        acme.put("z" + MARKUP, "{}");
        shop.post("/log/event", Json.MAPPER.createArrayNode().add(Json.newObject().put("summary", MARKUP)).toString());
        shop.get("/order?x=" + "%3Cimg%20src=x%20onerror=alert(1)%3E");

        String all = shownInChromium("");
        String found = shownInChromium("?type=order&search=536365");

        assertThat(all).contains(localId, other, "OrderExport", "ok (200)", "1 reported", "2001", "no request yet");
        assertThat(found).contains(localId, "1 found", "&lt;img src=x onerror=").doesNotContain(other);
        assertThat(Stream.of(all, found)).allSatisfy(shown -> assertThat(shown)
                .contains("<title>Tenant API simulator</title>").doesNotContain("<img", "<script>document"));
    }

    private String shownInChromium(String query) throws Exception {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").map(Path::of)
                .filter(Files::isExecutable).findFirst().orElse(null);
        assumeThat(chromium).as("Chromium, which shows the page").isNotNull();
        Path shown = profile.resolve("shown.html");
        Process browser = new ProcessBuilder(
                chromium.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--user-data-dir=" + profile.resolve("profile"), "--virtual-time-budget=3000", "--dump-dom",
                platform.simulator().pageUrl() + query).redirectOutput(shown.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(browser.waitFor(2, TimeUnit.MINUTES)).as("Chromium has ended").isTrue();
        return Files.readString(shown);
    }
}
