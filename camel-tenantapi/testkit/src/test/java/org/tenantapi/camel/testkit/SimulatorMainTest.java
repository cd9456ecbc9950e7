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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tenantapi.camel.testkit.HttpConnection.json;

class SimulatorMainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine
            = SimulatorMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void explainsItself() {
        assertThat(commandLine.execute("--help")).isZero();
        assertThat(out.toString()).contains("--port", "--tenant", "--user", "--connection", "--load", "--fault", "Ctrl-C");
    }

    @Test
    void servesWhatItWasToldTo(@TempDir Path folder) throws Exception {
        Path orders = Files.writeString(folder.resolve("orders.json"), "[{\"remoteId\":\"17\"},{}]");
        AtomicInteger exit = new AtomicInteger(-1);
        Thread running = new Thread(
                () -> exit.set(commandLine.execute("--port", "0", "--tenant", "north", "--user", "u:p:w",
                        "--connection", "7", "--load", "order=" + orders, "--fault", "GET /product 503 1",
                        "--accept-numbers")));
        running.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> out.toString().contains("curl"));
            Matcher url = Pattern.compile("served at (\\S+/api)").matcher(out.toString());
            assertThat(url.find()).isTrue();
            HttpConnection shop = new HttpConnection(url.group(1), Map.of()).as("u", "p:w").tenant("north").connection("7");

            assertThat(json(shop.get("/order"))).hasSize(2);
            assertThat(shop.get("/order/by-remote-id?remoteId=17").statusCode()).isEqualTo(200);
            assertThat(shop.get("/product").statusCode()).isEqualTo(503);
            assertThat(shop.get("/product").statusCode()).isEqualTo(200);
            assertThat(shop.post("/order", "{\"n\":1}").statusCode()).isEqualTo(200);
            assertThat(out.toString()).contains("2 records of type order").doesNotContain("p:w");
        } finally {
            running.interrupt();
            running.join();
        }
        assertThat(exit).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
            "--user, nocolon, --user takes a name and a password", "--fault, GET /order, --fault takes",
            "--fault, GET order 503, --fault takes",
            "--load, order=/nowhere/orders.json, there is no file /nowhere/orders.json",
            "--port, x, --port" })
    void saysWhatIsWrongWithAnOption(String option, String value, String message) {
        assertThat(commandLine.execute("--port", "0", option, value)).isNotZero();
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void saysWhatIsWrongWithAPortOrAFile(@TempDir Path folder) throws Exception {
        Path html = Files.writeString(folder.resolve("orders.json"), "<html>");
        assertThat(commandLine.execute("--port", "0", "--load", "order=" + html)).isNotZero();
        assertThat(err.toString()).contains(html.toString(), "JSON array").doesNotContain("\tat ");

        try (TenantApiSimulator other = TenantApiSimulator.start()) {
            String port = Integer.toString(URI.create(other.baseUrl()).getPort());
            assertThat(commandLine.execute("--port", port)).isNotZero();
            assertThat(err.toString()).contains("No simulator on port " + port).doesNotContain("\tat ");
        }
    }
}
