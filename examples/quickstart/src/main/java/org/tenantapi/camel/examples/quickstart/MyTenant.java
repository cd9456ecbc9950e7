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
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import org.tenantapi.camel.TenantRecord;

/**
 * A real Tenant, as a properties file describes it. What else the file sets, replaces what
 * {@code application.properties} says.
 */
final class MyTenant implements Platform {

    private static final String BASE_URL = "tenant.base-url";
    private static final String CODE = "tenant.code";
    private static final String CONNECTION_ID = "tenant.connection-id";
    private static final List<String> REQUIRED
            = List.of(BASE_URL, CODE, CONNECTION_ID, "tenant.username", "tenant.password");
    private static final String FILE_NAME = "orders.file-name";

    private final Properties properties = new Properties();
    private final boolean takesProducts;

    /**
     * @throws IllegalArgumentException if the file cannot be read, or says too little
     */
    MyTenant(Path file, boolean takesProducts) {
        this.takesProducts = takesProducts;
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Cannot read the properties of your Tenant from " + file.toAbsolutePath().normalize()
                                               + ". Copy examples/quickstart/my-tenant.properties.example there, and fill it in.",
                    e);
        }
        List<String> missing = REQUIRED.stream().filter(key -> properties.getProperty(key, "").isBlank()).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    file.toAbsolutePath().normalize() + " does not say " + String.join(", ", missing)
                                               + ". See examples/quickstart/my-tenant.properties.example.");
        }
        // on a real Tenant two orders may have the same number, and an order may have none
        properties.putIfAbsent(FILE_NAME, "${body.map[remoteOrderNo]}-${header.CamelTenantApiFileName}.json");
    }

    /** A name of its own for what is kept of this Tenant and Connection. */
    String folderName() {
        return "erp-" + (properties.getProperty(CODE) + "-" + properties.getProperty(CONNECTION_ID))
                .replaceAll("[^A-Za-z0-9.-]+", "_");
    }

    @Override
    public Properties properties() {
        return properties;
    }

    @Override
    public boolean takesProducts() {
        return takesProducts;
    }

    @Override
    public void imported(TenantRecord product) {
        // the platform keeps it
    }

    @Override
    public String describe() {
        String tenant = "Your Tenant " + properties.getProperty(CODE) + " at " + properties.getProperty(BASE_URL)
                        + ", Connection " + properties.getProperty(CONNECTION_ID);
        return tenant + (takesProducts
                ? ": the example's 2,799 products are imported, as you said -Dimport=true. They can never be deleted there."
                : ": only orders are read, nothing is written (-Dimport=true would import the example's 2,799 products)");
    }

    @Override
    public void close() {
        // nothing was started
    }
}
