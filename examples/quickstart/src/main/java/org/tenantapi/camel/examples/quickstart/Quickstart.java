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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.ScheduledPollConsumer;
import org.tenantapi.camel.TenantApiConsumer;
import org.tenantapi.camel.examples.quickstart.Summary.Counts;
import org.tenantapi.camel.status.Outcome;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;

/**
 * Sets the stage for the two routes in {@code routes/}: starts the platform's side, runs the routes until both have
 * come to their end, and says what they did. To learn how records are exported and imported, read the routes; nothing
 * of it is here.
 */
public final class Quickstart {

    private static final int CHECK_MILLIS = 100;

    private final Path erpFolder;
    private final Platform platform;
    private final PrintStream out;
    private final Progress progress;
    private final Main main = new Main();
    private volatile List<ScheduledPollConsumer> consumers = List.of();
    private volatile boolean ended;

    Quickstart(Path erpFolder, Platform platform, PrintStream out) {
        this.erpFolder = erpFolder;
        this.platform = platform;
        this.out = out;
        this.progress = new Progress(out, platform::imported);
    }

    /**
     * Runs against the simulator, or with {@code -Dtenant=<properties file>} against a real Tenant. Ends with 0 if all
     * went well, 1 if not, 2 if it could not start.
     */
    public static void main(String[] arguments) {
        CountDownLatch finished = new CountDownLatch(1);
        // Ctrl-C stops the routes through a hook of Camel's; the process must not end before the summary is out
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitSummary(finished)));
        int status = 2;
        try {
            status = run(Path.of(System.getProperty("quickstart.home", "examples/quickstart")));
        } catch (Exception e) {
            System.err.println(e.getMessage());
        } finally {
            finished.countDown();
        }
        System.exit(status);
    }

    private static int run(Path home) throws Exception {
        String tenantFile = System.getProperty("tenant", "");
        if (tenantFile.isEmpty()) {
            try (Platform simulated = new SimulatedPlatform(home.resolve("simulated-tenant"))) {
                return report(new Quickstart(home.resolve("erp"), simulated, System.out).run());
            }
        }
        MyTenant mine = new MyTenant(Path.of(tenantFile), Boolean.getBoolean("import"));
        return report(new Quickstart(home.resolve(mine.folderName()), mine, System.out).run());
    }

    private static int report(Summary summary) {
        System.out.println(summary.text());
        return summary.isGood() ? 0 : 1;
    }

    private static void awaitSummary(CountDownLatch finished) {
        if (finished.getCount() > 0) {
            System.out.println("Stopping, as soon as what is under way is finished");
        }
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs the routes to their end, or until {@link #stop}.
     */
    Summary run() throws Exception {
        out.println(platform.describe());
        out.println("The files of the ERP system are in " + erpFolder);
        if (platform.takesProducts()) {
            new Erp(erpFolder).offerProducts();
        }
        main.setOverrideProperties(properties());
        main.bind("progress", progress);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                watch(started.getCamelContext());
            }
        });
        Instant start = Instant.now();
        main.run();
        return summary(Duration.between(start, Instant.now()));
    }

    void stop() {
        main.completed();
    }

    Progress progress() {
        return progress;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(platform.properties());
        properties.setProperty("erp.folder", erpFolder.toString());
        if (!platform.takesProducts()) {
            properties.setProperty("camel.main.routes-exclude-pattern", "**/products-*");
        }
        return properties;
    }

    /** Each route has come to its end when its first poll has: by then all that there was has been moved. */
    private void watch(CamelContext context) {
        consumers = context.getRoutes().stream().map(Route::getConsumer).map(ScheduledPollConsumer.class::cast).toList();
        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "watch").scheduleWithFixedDelay(() -> {
            boolean polled = consumers.stream().allMatch(consumer -> consumer.getSuccessCounter() > 0);
            // a poll that a stop cut short succeeds too; the stop began before it
            ended = ended || polled && context.getStatus().isStarted();
            if (ended || consumers.stream().anyMatch(consumer -> consumer.getErrorCounter() > 0)) {
                stop();
            }
        }, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Summary summary(Duration took) {
        TenantApiConsumer export = consumers.stream().filter(TenantApiConsumer.class::isInstance)
                .map(TenantApiConsumer.class::cast).findFirst().orElseThrow();
        PlugStatus status = export.status();
        // on a slow machine the export polls again while products are still imported
        Transfer all = status.total();
        long waiting = Optional.ofNullable(status.lastTransfer()).map(last -> last.counts().of(Outcome.WAITING)).orElse(0L);
        int imported = progress.importedProducts();
        int refused = progress.refusedProducts();
        return new Summary(
                new Counts(all.considered(), all.delivered(), all.failed(), all.ignored()), waiting,
                status.progress().mark(), new Counts(imported + refused, imported, refused, 0),
                ended && progress.failedFiles() == 0, took);
    }
}
