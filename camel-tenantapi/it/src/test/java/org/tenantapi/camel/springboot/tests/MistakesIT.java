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
package org.tenantapi.camel.springboot.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What the log says after one of the usual mistakes: one line that tells what to do.
 */
class MistakesIT {

    private static final String FAILED = "APPLICATION FAILED TO START";

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    @TempDir
    private Path folder;

    private Application.Builder application(String uri) {
        return Application.with()
                .tenant(platform.simulator(), platform.simulator().tenant("acme").user(Application.USER, Application.PASSWORD)
                        .connection("1001"))
                .option("connections.webshop.connection-id", "1001").property("logging.file.name", folder.resolve("log"))
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri).routeId("orders").to("log:orders");
                    }
                });
    }

    private List<String> log() throws Exception {
        return Files.readAllLines(folder.resolve("log"));
    }

    private String logOfAFailedStart(Application.Builder application) throws Exception {
        assertThatThrownBy(() -> application.start().close()).isNotNull();
        String log = String.join("\n", log());
        assertThat(log).contains(FAILED, "Description:", "Action:").doesNotContain(Application.PASSWORD);
        return log.substring(log.indexOf(FAILED));
    }

    @Test
    void aMisspeltProperty() throws Exception {
        String log = logOfAFailedStart(application("tenantapi:webshop/order").option("pasword", Application.PASSWORD));
        assertThat(log).contains("camel.component.tenantapi.pasword is not an option of the component tenantapi",
                "Did you mean password?");
    }

    @Test
    void aMisspeltPropertyOfAConnection() throws Exception {
        String log = logOfAFailedStart(
                application("tenantapi:webshop/order").option("connections.webshop.conection-id", "1001"));
        assertThat(log).contains("camel.component.tenantapi.connections.webshop.conection-id is not an option",
                "Did you mean connection-id?");
    }

    @Test
    void noBaseUrl() throws Exception {
        Application.Builder application = Application.with().option("tenant", "acme").option("username", Application.USER)
                .option("password", Application.PASSWORD).property("logging.file.name", folder.resolve("log"))
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("tenantapi:1001/order").to("log:orders");
                    }
                });
        assertThat(logOfAFailedStart(application)).contains(
                "The connection '1001' cannot be used: baseUrl is not set: set it to the API's root",
                "camel.component.tenantapi.<option>");
    }

    @Test
    void aMisspeltOptionOfTheEndpoint() throws Exception {
        assertThat(logOfAFailedStart(application("tenantapi:webshop/order?overlp=5m"))).contains("overlp",
                "one of the endpoint is in tenantapi://webshop/order");
    }

    @Test
    void aBeanThatIsNotThere() throws Exception {
        assertThat(logOfAFailedStart(application("tenantapi:webshop/order").option("position-store", "#bean:positions")))
                .contains("camel.component.tenantapi.position-store", "#bean:positions", "There is no bean 'positions'",
                        "[memory]");
    }

    /** The application goes on, as the user may be let in again at any time. */
    @Test
    void aWrongPassword() throws Exception {
        try (Application application = application("tenantapi:webshop/order?initialDelay=0&delay=100")
                .option("password", "wrong-password").start()) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(log()).anySatisfy(
                    line -> assertThat(line).contains("401", "Check username and password")));
            assertThat(application.camel().getStatus().isStarted()).isTrue();
        }
        assertThat(String.join("\n", log())).doesNotContain("wrong-password");
    }
}
