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
package org.tenantapi.camel.integration;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.testkit.TenantApiSimulator;

import static org.assertj.core.api.Assertions.assertThat;

class LargeAnswerIT {

    private static final int ORDERS = 100_000;
    private static final int BYTES_EACH = 2_000;

    @Test
    @DisplayName("lesson 29: an answer of 200 MB is exported with 64 MB of heap")
    void exports200MegabytesWith64MegabytesOfHeap(@TempDir Path folder) throws Exception {
        try (TenantApiSimulator simulator = TenantApiSimulator.start()) {
            simulator.tenant("acme").user("user", "secret").connection("1001");
            byte[] orders = orders();
            assertThat(orders.length).isGreaterThan(200_000_000);
            simulator.tenant("acme").load("order", new ByteArrayInputStream(orders));
            Path output = folder.resolve("output.txt");
            Process export = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    LargeAnswerExport.class.getName(), simulator.baseUrl(), folder.toString(), String.valueOf(ORDERS))
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            try {
                assertThat(export.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(export.exitValue()).as("%s", Files.readString(output)).isZero();
                assertThat(Files.readString(output)).contains("delivered " + ORDERS + " of " + ORDERS);
            } finally {
                export.destroyForcibly();
            }
        }
    }

    private static byte[] orders() {
        ByteArrayOutputStream array = new ByteArrayOutputStream(ORDERS * (BYTES_EACH + 200));
        String filler = "x".repeat(BYTES_EACH);
        for (int n = 0; n < ORDERS; n++) {
            String order
                    = "%s{\"localId\":\"%032x\",\"lastModified\":\"2026-11-01T%02d:%02d:%02dZ\",\"text\":\"%s\"}".formatted(
                            n == 0 ? "[" : ",", n, n / 3600 % 24, n / 60 % 60, n % 60, filler);
            array.writeBytes(order.getBytes(StandardCharsets.UTF_8));
        }
        array.write(']');
        return array.toByteArray();
    }
}
