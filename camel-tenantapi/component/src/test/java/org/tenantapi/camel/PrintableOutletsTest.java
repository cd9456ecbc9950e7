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
package org.tenantapi.camel;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.FailureEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.internal.client.ScriptedServer;
import org.tenantapi.camel.internal.client.ScriptedServer.Script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;

/**
 * That no text of a server steers a terminal or forges a line, wherever a person sees it: each field of each answer has
 * characters that could, and each outlet is read.
 */
@DisplayName("what a server sends is printable wherever it is shown")
class PrintableOutletsTest extends RouteTest {

    private static final Path LOG = Path.of(System.getProperty("test.log", "target/test.log"));
    private static final String ESCAPED = "x\\u001b[2J\\r\\nFORGED\\u0000\\u0085\\u2028\\u2029\\u202e\\u009b";
    private static final String HOSTILE = "x\u001b[2J\r\nFORGED\0\u0085\u2028\u2029\u202e\u009b";

    private final ScriptedServer server = new ScriptedServer();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, String> shown = new TreeMap<>();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final Events events = new Events();

    /** What a listener of Camel's events may print. */
    private static final class Events extends EventNotifierSupport {

        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void notify(CamelEvent event) {
            // what the route itself throws is its own text
            if (!(event instanceof FailureEvent failure && failure.getCause() instanceof IllegalStateException)) {
                texts.add(event.toString());
            }
        }
    }

    @BindToRegistry("meters")
    public SimpleMeterRegistry meters() {
        return meters;
    }

    @Override
    public void configureTest(TestExecutionConfiguration testConfiguration) {
        super.configureTest(testConfiguration);
        testConfiguration.withJMX(true);
    }

    @AfterEach
    void closeServer() throws Exception {
        server.close();
    }

    private static String list(String... records) {
        return "[" + String.join(",", records) + "]";
    }

    private static String order(String localId, String others) {
        return "{\"localId\":\"" + localId + "\",\"remoteId\":\"" + ESCAPED + "\",\"remoteOrderNo\":\"" + ESCAPED + "\",\""
               + ESCAPED
               + "\":\"" + ESCAPED + "\"" + others + "}";
    }

    private static String modified(String value) {
        return ",\"lastModified\":\"" + value + "\"";
    }

    /** A failure whose head and body are full of it; a line of a head ends at its line break. */
    private static Script refusal(int status) {
        String body = "{\"error\":\"" + ESCAPED + "\",\"" + ESCAPED + "\":1}";
        String raw = "x\u001b[2J\u009b\u0085";
        return (
                socket,
                out) -> out.write(("HTTP/1.1 " + status + " " + raw + "\r\nContent-Type: " + raw + "\r\nLocation: " + raw
                                   + "\r\nX-Error: " + raw + "\r\nWWW-Authenticate: " + raw + "\r\nContent-Length: "
                                   + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    private void poll(String routeId, String uri) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId(routeId).process(exchange -> {
                    if (exchange.getMessage().getHeader(TenantApiConstants.LOCAL_ID, String.class).startsWith("fails")) {
                        throw new IllegalStateException(HOSTILE);
                    }
                    exchange.getMessage().setHeader(TenantApiConstants.REMOTE_ID, "4711");
                });
            }
        });
    }

    private void readList() throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:list").to("tenantapi:webshop/order?operation=list").split(body()).stopOnException().log("${body}");
            }
        });
        request("direct:list", null);
    }

    private void send(String uri, Object body) {
        Exchange sent = request("tenantapi:webshop/" + uri, body);
        shown.put("body of " + uri, String.valueOf(sent.getMessage().getBody(List.class)));
    }

    private Exchange request(String uri, Object body) {
        Exchange sent = template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(TenantApiConstants.LOCAL_ID, "1");
        });
        if (sent.getException() != null) {
            thrown.add(sent.getException());
        }
        return sent;
    }

    @Test
    void eachOutletIs() throws Exception {
        long before = Files.size(LOG);
        TenantApiComponent component = context.getComponent("tenantapi", TenantApiComponent.class);
        component.setBaseUrl(server.baseUrl().toString());
        component.setMaxRetries(0);
        context.getManagementStrategy().addEventNotifier(events);
        server.plays(
                answer(200, list(order("delivered" + ESCAPED, modified("2026-11-01T11:00:00Z")),
                        order("fails" + ESCAPED, modified("2026-11-01T11:00:01Z")),
                        order("malformed" + ESCAPED, ""), order("when" + ESCAPED, modified(ESCAPED)))),
                // the link of the first one
                refusal(400), refusal(500));
        poll("export", "tenantapi:webshop/order?initialDelay=0&delay=20&repeatCount=2&maxAttempts=1&linkRemoteId=true");
        await().until(() -> server.requests().size() == 3);
        server.plays(answer(200, list(order("fails" + ESCAPED, modified("2026-11-01T11:00:01Z")))));
        for (Script readAgain : List.of(answer(200, order("another" + ESCAPED, modified("2026-11-01T11:00:01Z"))),
                refusal(404), answer(200, "<html>" + HOSTILE))) {
            server.plays(readAgain, refusal(500));
        }
        poll("retries", "tenantapi:webshop/invoice?initialDelay=0&delay=20&repeatCount=4&retryDelay=0&maxAttempts=4");
        await().until(() -> server.requests().size() == 10);
        for (int status : new int[] { 400, 401, 404, 409, 500 }) {
            server.plays(refusal(status), refusal(status), refusal(status));
            send("product?operation=create&throwOnFailure=false", List.of("{\"remoteId\":\"1\"}"));
            send("product?operation=update", "{\"stock\":\"1\"}");
            send("product?operation=get", null);
        }
        server.plays(answer(200, ESCAPED), answer(200, "{\"" + ESCAPED + "\":1}"), answer(200, "<html>" + HOSTILE));
        send("product?operation=get", null);
        send("product?operation=get", null);
        send("product?operation=get", null);
        server.plays(Stream.generate(() -> refusal(409)).limit(20).toArray(Script[]::new));
        send("product?operation=create", List.of("{\"remoteId\":\"1\"}", "{\"remoteId\":\"2\"}"));
        for (String operation : List.of("upsert", "addShipments", "ping", "uploadFile")) {
            send("order?operation=" + operation, "{\"remoteId\":\"1\"}");
        }
        readList();
        for (int answers = 0; answers < 50; answers++) {
            server.plays(answer(200, order("found" + ESCAPED, modified("2026-11-01T11:00:00Z"))), refusal(500));
        }
        new ManagementOutlets(context, shown, HOSTILE).read();
        assertThat(shown.keySet()).anyMatch(outlet -> outlet.contains("explain"));
        meters.getMeters().forEach(meter -> shown.put("meter " + meter.getId(), meter.getId().toString()));
        shown.put("events", String.join("\n", events.texts));
        for (Throwable failure : thrown) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            shown.put("exception " + shown.size(), trace.toString());
        }
        byte[] log = Files.readAllBytes(LOG);
        shown.put("log", new String(log, (int) before, log.length - (int) before, StandardCharsets.UTF_8));

        assertThat(thrown).hasSizeGreaterThan(10);
        assertThat(events.texts).anyMatch(text -> text.contains("failed"));
        assertThat(shown.toString()).contains("\\u001b[2J\\r\\nFORGED\\u0000\\u0085\\u2028\\u2029\\u202e\\u009b");
        assertThat(shown.entrySet().stream().flatMap(outlet -> steering(outlet.getKey(), outlet.getValue()))).isEmpty();
    }

    /** The lines of an outlet that a text of the server has got into as it is. */
    private static Stream<String> steering(String outlet, String text) {
        return text.lines()
                .filter(line -> line.startsWith("FORGED") || line.chars().anyMatch(c -> c != '\t' && (Character.isISOControl(c)
                        || c == 0x2028 || c == 0x2029 || c == 0x202e)))
                .map(line -> outlet + ": " + line);
    }
}
