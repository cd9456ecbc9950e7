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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Properties;
import java.util.zip.GZIPInputStream;

import org.tenantapi.camel.TenantRecord;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

/**
 * A simulator in this process. Its Tenant has the same orders in every run. What is imported into it, it remembers in a
 * file, as a simulator that forgets between two runs would not show much.
 */
final class SimulatedPlatform implements Platform {

    private static final String TENANT = "acme";
    private static final String CONNECTION_ID = "1001";
    private static final String USER = "user";
    private static final String PASSWORD = "secret";
    private static final String ORDERS = "/data/webshop-2010-12-orders.json.gz";

    private final Path memory;
    private final TenantApiSimulator simulator = TenantApiSimulator.start();
    private final SimulatedTenant tenant = simulator.tenant(TENANT).user(USER, PASSWORD).connection(CONNECTION_ID);

    /**
     * @param folder where it remembers; made when it is missing
     */
    SimulatedPlatform(Path folder) throws IOException {
        this.memory = folder.resolve("products.jsonl");
        Files.createDirectories(folder);
        try (InputStream orders = new GZIPInputStream(SimulatedPlatform.class.getResourceAsStream(ORDERS))) {
            tenant.load("order", orders);
        }
        recall();
    }

    private void recall() throws IOException {
        if (!Files.exists(memory)) {
            return;
        }
        String remembered = Files.readString(memory);
        // a line without its end was being written when the process was killed
        String complete = remembered.substring(0, remembered.lastIndexOf('\n') + 1);
        Files.writeString(memory, complete);
        complete.lines().forEach(product -> tenant.putAsIs("product", product));
    }

    @Override
    public synchronized void imported(TenantRecord product) {
        try {
            Files.writeString(memory, product.json() + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated Tenant cannot remember what was imported", e);
        }
    }

    @Override
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("tenant.base-url", simulator.baseUrl());
        properties.setProperty("tenant.code", TENANT);
        properties.setProperty("tenant.username", USER);
        properties.setProperty("tenant.password", PASSWORD);
        properties.setProperty("tenant.connection-id", CONNECTION_ID);
        properties.setProperty("tenant.moves", "true");
        return properties;
    }

    @Override
    public boolean takesProducts() {
        return true;
    }

    SimulatedTenant tenant() {
        return tenant;
    }

    @Override
    public String describe() {
        return String.format(Locale.ENGLISH, "The simulated Tenant acme at %s has %,d orders and %,d products",
                simulator.baseUrl(), tenant.records("order").size(), tenant.records("product").size());
    }

    @Override
    public void close() {
        simulator.close();
    }
}
