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
package org.tenantapi.camel.testkit;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Takes requests from the loopback interface and hands them, one at a time, to what answers them. */
final class SimulatorServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_LINE = 64 * 1024;

    private final Vertx vertx;
    private final HttpServer server;
    private final String scheme;

    /** Answers a request when it is whole, at once or later, but always on the thread that it came on. */
    @FunctionalInterface
    interface Exchange {

        void answer(Vertx vertx, HttpServerRequest request, byte[] body);
    }

    /** @throws IllegalStateException when it cannot start: the port is taken, for one */
    SimulatorServer(HttpServerOptions given, Exchange exchange) {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                // else it makes a folder for files that it never reads
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        HttpServerOptions options = new HttpServerOptions(given).setHost(LOOPBACK)
                .setHttp2ClearTextEnabled(false).setUseAlpn(false)
                .setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_LINE);
        scheme = options.isSsl() ? "https" : "http";
        server = vertx.createHttpServer(options)
                .requestHandler(request -> request.body()
                        .onSuccess(body -> exchange.answer(vertx, request, body.getBytes())));
        try {
            await(server.listen());
        } catch (CompletionException e) {
            await(vertx.close());
            throw new IllegalStateException(
                    "No simulator on port " + options.getPort() + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    String origin() {
        return scheme + "://" + LOOPBACK + ":" + server.actualPort();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().orTimeout(1, TimeUnit.MINUTES).join();
    }
}
