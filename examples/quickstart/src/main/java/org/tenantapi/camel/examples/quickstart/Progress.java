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

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.tenantapi.camel.TenantApiEndpoint;
import org.tenantapi.camel.TenantRecord;

/**
 * Counts what the routes move, and prints a line now and then.
 */
final class Progress extends EventNotifierSupport {

    private static final int LINE_EVERY = 500;

    private final PrintStream out;
    private final Consumer<TenantRecord> imported;
    private final AtomicInteger exportedOrders = new AtomicInteger();
    private final AtomicInteger importedProducts = new AtomicInteger();
    private final AtomicInteger refusedProducts = new AtomicInteger();
    private final AtomicInteger failedFiles = new AtomicInteger();

    /**
     * @param imported told of each product that was imported, before its file counts as imported
     */
    Progress(PrintStream out, Consumer<TenantRecord> imported) {
        this.out = out;
        this.imported = imported;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent && sent.getEndpoint() instanceof TenantApiEndpoint) {
            countProduct(sent.getExchange());
        } else if (event instanceof ExchangeCompletedEvent completed && isExport(completed.getExchange())) {
            print("OrderExport", exportedOrders.incrementAndGet());
        } else if (event instanceof ExchangeFailedEvent failed && !isExport(failed.getExchange())) {
            failedFiles.incrementAndGet();
        }
    }

    private void countProduct(Exchange exchange) {
        if (exchange.getException() != null) {
            refusedProducts.incrementAndGet();
            return;
        }
        imported.accept(exchange.getMessage().getBody(TenantRecord.class));
        print("ProductImport", importedProducts.incrementAndGet());
    }

    private static boolean isExport(Exchange exchange) {
        return exchange.getFromEndpoint() instanceof TenantApiEndpoint;
    }

    private void print(String plug, int delivered) {
        if (delivered % LINE_EVERY == 0) {
            out.printf(Locale.ENGLISH, "%-14s %,6d delivered%n", plug, delivered);
        }
    }

    int exportedOrders() {
        return exportedOrders.get();
    }

    int importedProducts() {
        return importedProducts.get();
    }

    int refusedProducts() {
        return refusedProducts.get();
    }

    int failedFiles() {
        return failedFiles.get();
    }
}
