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
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
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

    private void poll(String uri) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId("export").process(exchange -> {
                    if (exchange.getMessage().getHeader(TenantApiConstants.LOCAL_ID, String.class).startsWith("fails")) {
                        throw new IllegalStateException(HOSTILE);
                    }
                });
            }
        });
    }

    private void send(String uri, Object body) {
        Exchange sent = template.request("tenantapi:webshop/" + uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(TenantApiConstants.LOCAL_ID, "1");
        });
        if (sent.getException() != null) {
            thrown.add(sent.getException());
        }
        shown.put("body of " + uri, String.valueOf(sent.getMessage().getBody(List.class)));
    }

    @Test
    void eachOutletIs() throws Exception {
        long before = Files.size(LOG);
        TenantApiComponent component = context.getComponent("tenantapi", TenantApiComponent.class);
        component.setBaseUrl(server.baseUrl().toString());
        component.setMaxRetries(0);
        server.plays(
                answer(200, list(order("delivered" + ESCAPED, modified("2026-11-01T11:00:00Z")),
                        order("fails" + ESCAPED, modified("2026-11-01T11:00:01Z")),
                        order("malformed" + ESCAPED, ""), order("when" + ESCAPED, modified(ESCAPED)))),
                refusal(500));
        poll("tenantapi:webshop/order?initialDelay=0&delay=20&repeatCount=2&maxAttempts=1&linkRemoteId=true");
        await().until(() -> server.requests().size() == 2);
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
        readMBeans();
        readConsole();
        readHealth();
        meters.getMeters().forEach(meter -> shown.put("meter " + meter.getId(), meter.getId().toString()));
        for (Throwable failure : thrown) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            shown.put("exception " + shown.size(), trace.toString());
        }
        byte[] log = Files.readAllBytes(LOG);
        shown.put("log", new String(log, (int) before, log.length - (int) before, StandardCharsets.UTF_8));

        assertThat(thrown).hasSizeGreaterThan(10);
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

    private void readMBeans() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName bean : beans.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"),
                null)) {
            if (!bean.toString().contains("enant")) {
                continue;
            }
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(bean).getAttributes()) {
                if (attribute.isReadable()) {
                    shown.put(bean + " " + attribute.getName(), text(beans.getAttribute(bean, attribute.getName())));
                }
            }
            for (MBeanOperationInfo operation : beans.getMBeanInfo(bean).getOperations()) {
                if (operation.getName().matches("explain|failedRecords|replay|discard|listFailed.*|quarantine.*")) {
                    Object[] ids = operation.getSignature().length == 0 ? new Object[0] : new Object[] { "fails" + HOSTILE };
                    String[] types = Stream.of(operation.getSignature()).map(parameter -> parameter.getType())
                            .toArray(String[]::new);
                    shown.put(bean + " " + operation.getName(), result(beans, bean, operation.getName(), ids, types));
                }
            }
        }
        assertThat(shown.keySet()).anyMatch(outlet -> outlet.contains("explain"));
    }

    private static String result(MBeanServer beans, ObjectName bean, String operation, Object[] arguments, String[] types) {
        try {
            return text(beans.invoke(bean, operation, arguments, types));
        } catch (Exception e) {
            return String.valueOf(e.getCause());
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] several
                ? Stream.of(several).map(Objects::toString).toList().toString()
                : String.valueOf(value);
    }

    private void readConsole() {
        DevConsole console = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("tenantapi");
        List<Map<String, Object>> options = new ArrayList<>(List.of(Map.of()));
        Stream.of("fails", "delivered", "malformed").forEach(id -> options.add(Map.of("explain", id + HOSTILE)));
        for (Map<String, Object> asked : options) {
            shown.put("console text " + asked.size() + shown.size(), (String) console.call(DevConsole.MediaType.TEXT, asked));
            // JSON has its own escapes; what a page shows of it are its texts
            flatten("console JSON " + shown.size(), console.call(DevConsole.MediaType.JSON, asked));
        }
    }

    private void flatten(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((field, inner) -> flatten(name + "/" + field, inner));
        } else if (value instanceof List<?> several) {
            several.forEach(inner -> flatten(name + "/" + shown.size(), inner));
        } else {
            shown.put(name, String.valueOf(value));
        }
    }

    private void readHealth() {
        for (HealthCheck.Result result : HealthCheckHelper.invoke(context)) {
            result.getDetails().forEach((name, detail) -> shown.put("health " + name + shown.size(), text(detail)));
            shown.put("health " + shown.size(), String.valueOf(result.getMessage()));
        }
    }
}
