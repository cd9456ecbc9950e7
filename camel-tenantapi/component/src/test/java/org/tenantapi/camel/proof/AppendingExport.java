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
package org.tenantapi.camel.proof;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.tenantapi.camel.TenantApiComponent;

/**
 * The process that is killed: a route that appends each record it gets to a file, one line each. A line that is in the
 * file outlives the process, so a record counts as processed from then on.
 */
public final class AppendingExport implements AutoCloseable {

    private final RandomAccessFile file;

    private AppendingExport(Path path) throws Exception {
        file = new RandomAccessFile(path.toFile(), "rw");
        file.seek(file.length());
    }

    /** Arguments: the base URL, the folder of the state, the file, the endpoint URI. Runs until the process ends. */
    public static void main(String[] args) throws Exception {
        AppendingExport export = new AppendingExport(Path.of(args[2]));
        DefaultCamelContext context = new DefaultCamelContext();
        TenantApiComponent component = new TenantApiComponent();
        component.setBaseUrl(args[0]);
        component.setTenant("acme");
        component.setUsername("user");
        component.setPassword("secret");
        component.setStateDirectory(args[1]);
        context.addComponent("tenantapi", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(args[3]).process(exchange -> export.append(exchange.getMessage().getBody(String.class)));
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            context.stop();
            export.close();
        }));
        context.start();
        // Camel's threads are daemons
        new CountDownLatch(1).await();
    }

    private synchronized void append(String json) throws Exception {
        file.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
