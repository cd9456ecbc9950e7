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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The folder through which the ERP system and the routes exchange files.
 */
record Erp(Path folder) {

    private static final String PRODUCTS = "/data/webshop-2010-12-products.json.gz";

    /**
     * Does once what the ERP system would do: puts a file of all its products where the route looks for it.
     */
    void offerProducts() throws IOException {
        Path products = folder.resolve("products");
        String name = "products.json";
        if (Stream.of("", "done", "failed").anyMatch(place -> Files.exists(products.resolve(place).resolve(name)))) {
            return;
        }
        Files.createDirectories(products);
        Path unfinished = products.resolve(name + ".unfinished");
        try (InputStream json = new GZIPInputStream(Erp.class.getResourceAsStream(PRODUCTS))) {
            Files.copy(json, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(unfinished, products.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
