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
package org.tenantapi.camel.examples.springboot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.example.MyConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application that the guide builds from an empty folder, with the properties that it shows.
 */
class FirstApplicationTest {

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    @TempDir
    private Path folder;

    private static String resource(String name) throws IOException {
        return new String(
                FirstApplicationTest.class.getResourceAsStream("/first-app/" + name).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void writesAnOrderToAFile() throws Exception {
        String localId = platform.simulator().tenant("acme").user("connector", "secret").connection("1001")
                .put("order", "{\"remoteOrderNo\":\"536365\"}");
        Path file = Path.of("orders", localId + ".json");
        Files.deleteIfExists(file);
        try (ConfigurableApplicationContext application = SpringApplication.run(MyConnector.class,
                "--spring.config.location=classpath:first-app/src/main/resources/application.properties", "--server.port=0",
                "--TENANT_USER=connector", "--TENANT_PASSWORD=secret",
                "--camel.component.tenantapi.base-url=" + platform.simulator().baseUrl(),
                "--camel.component.tenantapi.state-directory=" + folder)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file) && Files.size(file) > 0);
            assertThat(application.isRunning()).isTrue();
        }
        assertThat(Files.readString(file)).contains("536365");
    }

    @Test
    void isBuiltWithTheVersionsThatAreTested() throws Exception {
        assertThat(resource("pom.xml")).contains("<version>" + SpringBootVersion.getVersion() + "</version>",
                "<version>" + System.getProperty("camel.version") + "</version>",
                "<version>" + System.getProperty("project.version") + "</version>");
    }
}
