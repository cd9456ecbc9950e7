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
package org.tenantapi.camel.examples.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The example as the README starts it, in a folder with copies of its files.
 */
class CamelCliExampleIT {

    private static final Path EXAMPLE = Path.of("").toAbsolutePath();
    private static final Path BUILD = EXAMPLE.resolve("target");
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private Process example;

    @BeforeEach
    void copyTheFiles() throws Exception {
        Files.createDirectories(folder.resolve("products"));
        for (String file : List.of("orders.camel.yaml", "products.camel.yaml", "application.properties",
                "products/lantern.json")) {
            Files.copy(EXAMPLE.resolve(file), folder.resolve(file));
        }
    }

    @AfterEach
    void stop() throws Exception {
        example.descendants().forEach(ProcessHandle::destroy);
        example.destroy();
        example.waitFor();
    }

    @Test
    void exportsOrdersByAKameletAndImportsAProductByTheComponent() throws Exception {
        Path log = start();
        await().atMost(LONG).until(() -> !example.isAlive() || orders() == 2025 && imported(log));
        assertThat(example.isAlive()).as("it goes on until Ctrl-C; its log is %s", log).isTrue();
        assertThat(log).content().doesNotContain("secret");
        assertThat(BUILD.resolve("cli-home/.m2/repository/org/tenantapi/camel-tenantapi-kamelets"))
                .as("what the CLI has fetched").isNotEmptyDirectory();
    }

    @Test
    void needsNoOtherRouteToExportByAKamelet() throws Exception {
        Files.delete(folder.resolve("products.camel.yaml"));
        Path log = start();
        await().atMost(LONG).until(() -> !example.isAlive() || orders() == 2025);
        assertThat(example.isAlive()).as("it goes on until Ctrl-C; its log is %s", log).isTrue();
    }

    /** Returns its log. */
    private Path start() throws Exception {
        Path log = BUILD.resolve("example.log");
        example = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                String.join(File.pathSeparator, Files.readString(BUILD.resolve("cli.classpath")).strip(),
                        BUILD.resolve("classes").toString()),
                CamelCliExample.class.getName(),
                EXAMPLE.resolve("../quickstart/src/main/resources/data/webshop-2010-12-orders.json.gz").toString(),
                BUILD.toString(), "0")
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return log;
    }

    private long orders() throws IOException {
        Path orders = folder.resolve("orders");
        if (!Files.exists(orders)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(orders)) {
            return files.count();
        }
    }

    private static boolean imported(Path log) throws IOException {
        return Files.readString(log).contains("Imported lantern.json as ");
    }
}
