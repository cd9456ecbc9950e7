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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.security.auth.Subject;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** That the log tells what an operator did and who it was: through a JMX connection as Hawtio and JConsole open one. */
class OperatorLogTest extends RouteTest {

    private static final Path LOG = Path.of(System.getProperty("test.log", "target/test.log"));
    private static final String BY_ANNA = ", by anna from ";

    private JMXConnectorServer server;
    private JMXConnector connector;
    private long logged;

    @Override
    public void configureTest(TestExecutionConfiguration testConfiguration) {
        super.configureTest(testConfiguration);
        testConfiguration.withJMX(true);
    }

    @BeforeEach
    void connectAsAnna() throws Exception {
        JMXAuthenticator authenticator
                = credentials -> new Subject(true, Set.of(new JMXPrincipal(((String[]) credentials)[0])), Set.of(), Set.of());
        server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://127.0.0.1"), Map.of(JMXConnectorServer.AUTHENTICATOR, authenticator),
                ManagementFactory.getPlatformMBeanServer());
        server.start();
        connector = JMXConnectorFactory.connect(
                server.getAddress(), Map.of(JMXConnector.CREDENTIALS, new String[] { "anna", "whatever" }));
        logged = Files.size(LOG);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:webshop/order?delay=20&initialDelay=0&retryDelay=1h").routeId("export").process(exchange -> {
                    throw new IllegalStateException("no such customer");
                });
            }
        });
    }

    @AfterEach
    void disconnect() throws IOException {
        connector.close();
        server.stop();
    }

    private Object invoke(String type, String name, String operation, String... arguments) throws Exception {
        MBeanServerConnection connection = connector.getMBeanServerConnection();
        ObjectName bean = connection.queryNames(new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=" + type + ",name=" + name), null)
                .iterator().next();
        String[] signature = new String[arguments.length];
        java.util.Arrays.fill(signature, String.class.getName());
        return connection.invoke(bean, operation, arguments, signature);
    }

    private void awaitLine(String line) {
        await().until(() -> {
            byte[] log = Files.readAllBytes(LOG);
            return new String(log, (int) logged, log.length - (int) logged, java.nio.charset.StandardCharsets.UTF_8)
                    .contains(line);
        });
    }

    private String failedOrder() {
        // a slow answer holds the mark back by as long as it took
        platform().clock().advance(Duration.ofMinutes(1));
        String localId = orderAt(NOON);
        TenantApiConsumer export = (TenantApiConsumer) context.getRoute("export").getConsumer();
        await().until(() -> export.failedRecords().stream().anyMatch(failed -> failed.localId().equals(localId)));
        return localId;
    }

    @Test
    void replayAndDiscardAreLogged() throws Exception {
        String localId = failedOrder();
        assertThat(invoke("consumers", "TenantApiConsumer*", "replay", localId)).asString().contains(localId);
        awaitLine("OrderExport of acme/1001/order: replay of " + localId + BY_ANNA);
        invoke("consumers", "TenantApiConsumer*", "discard", localId);
        awaitLine("OrderExport of acme/1001/order: discard of " + localId + BY_ANNA);
    }

    @Test
    void aPauseAndItsEndAreLogged() throws Exception {
        invoke("consumers", "TenantApiConsumer*", "suspend");
        awaitLine("OrderExport of acme/1001/order is suspended" + BY_ANNA);
        invoke("consumers", "TenantApiConsumer*", "resume");
        awaitLine("OrderExport of acme/1001/order is resumed" + BY_ANNA);
    }

    @Test
    void aResetOfTheMarkIsLoggedWithWhatItWasAndIs() throws Exception {
        failedOrder();
        context.getRouteController().stopRoute("export");
        invoke("endpoints", "*order*", "resetMark", "2026-11-01T11:00:00Z");
        awaitLine("OrderExport of acme/1001/order" + BY_ANNA);
        awaitLine("The mark was 2026-11-01T12:00:00Z and is 2026-11-01T11:00:00Z now. At the next start 1 record comes");
    }
}
