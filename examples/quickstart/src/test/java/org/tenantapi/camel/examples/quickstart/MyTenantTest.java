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
package org.tenantapi.camel.examples.quickstart;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.testkit.ReceivedRequest;
import org.tenantapi.camel.testkit.TenantApiSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The switch to a real Tenant, whose part a simulator plays here: one that was not started by the quickstart.
 */
class MyTenantTest {

    private static final String PASSWORD = "s3cr3t-pässword";

    private final TenantApiSimulator simulator = TenantApiSimulator.start();

    @TempDir
    private Path folder;

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("my-tenant.properties"), List.of(lines));
    }

    private Path completeFile() throws IOException {
        simulator.tenant("shop").user("connector", PASSWORD).connection("4711");
        return file("tenant.base-url=" + simulator.baseUrl(), "tenant.code=shop", "tenant.connection-id=4711",
                "tenant.username=connector", "tenant.password=" + PASSWORD);
    }

    private Summary run(MyTenant tenant) throws Exception {
        return new Quickstart(folder.resolve(tenant.folderName()), tenant, new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    private Set<String> methods() {
        return simulator.requests().stream().map(ReceivedRequest::method).collect(Collectors.toSet());
    }

    @Test
    void isOnlyReadUnlessImportIsAllowed() throws Exception {
        MyTenant tenant = new MyTenant(completeFile(), false);
        simulator.tenant("shop").put("order", "{\"remoteOrderNo\":\"7\"}");
        Summary summary = run(tenant);
        assertThat(summary.orders().delivered()).isEqualTo(1);
        assertThat(summary.isGood()).isTrue();
        assertThat(methods()).containsExactly("GET");
        assertThat(tenant.describe()).contains("shop", "4711", "nothing is written", "-Dimport=true");
    }

    @Test
    void takesTheProductsWhenImportIsAllowed() throws Exception {
        MyTenant tenant = new MyTenant(completeFile(), true);
        Summary summary = run(tenant);
        assertThat(summary.products().delivered()).isEqualTo(2799);
        assertThat(simulator.tenant("shop").records("product")).hasSize(2799);
        assertThat(tenant.describe()).contains("2,799 products", "can never be deleted");
    }

    @Test
    void keepsTwoOrdersOfOneNumberApart() throws Exception {
        MyTenant tenant = new MyTenant(completeFile(), false);
        simulator.tenant("shop").put("order", "{\"remoteOrderNo\":\"7\"}");
        simulator.tenant("shop").put("order", "{\"remoteOrderNo\":\"7\"}");
        simulator.tenant("shop").put("order", "{}");
        run(tenant);
        try (Stream<Path> files = Files.list(folder.resolve("erp-shop-4711/orders"))) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void endsWhenTheServerRefuses() throws Exception {
        Path file = completeFile();
        simulator.tenant("shop").user("connector", "another");
        Summary summary = run(new MyTenant(file, false));
        assertThat(summary.isGood()).isFalse();
        assertThat(summary.ended()).isFalse();
    }

    @Test
    void saysWhichFileItMisses() {
        Path missing = folder.resolve("nowhere.properties");
        assertThatIllegalArgumentException().isThrownBy(() -> new MyTenant(missing, false))
                .withMessageContaining(missing.toString()).withMessageContaining("my-tenant.properties.example");
    }

    @ParameterizedTest
    @ValueSource(strings = { "tenant.base-url", "tenant.code", "tenant.connection-id", "tenant.username", "tenant.password" })
    void saysWhichKeyItMisses(String key) throws Exception {
        Path complete = completeFile();
        Path file = file(Files.readAllLines(complete).stream().filter(line -> !line.startsWith(key)).toArray(String[]::new));
        assertThatIllegalArgumentException().isThrownBy(() -> new MyTenant(file, false))
                .withMessageContaining(file.toString()).withMessageContaining("does not say " + key)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PASSWORD));
    }

    @Test
    void theExampleFileNamesEveryKeyAndFillsInNone() {
        Path example = Path.of(System.getProperty("quickstart.home"), "my-tenant.properties.example");
        assertThatIllegalArgumentException().isThrownBy(() -> new MyTenant(example, false))
                .withMessageContaining("tenant.base-url, tenant.code, tenant.connection-id, tenant.username, tenant.password");
    }
}
