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
package org.tenantapi.camel.internal.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests of one client that are under way, so that a stop can end them. Safe for use by many threads.
 */
final class UnderWay {

    /** time for an answer that is on its way: without it a write has to be looked up */
    private static final Duration GRACE_OF_A_WRITE = Duration.ofSeconds(3);
    private static final String STOPPED = "the route is being stopped";

    private final Set<RequestWatch> reads = ConcurrentHashMap.newKeySet();
    private final Set<RequestWatch> writes = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean stopped;

    /** Watches a request that begins now. */
    RequestWatch watch(HttpTransport transport, Request request, Runnable cancelRequest) {
        Set<RequestWatch> all = request.isRead() ? reads : writes;
        RequestWatch watch = transport.watch(cancelRequest, all::remove);
        all.add(watch);
        if (stopped) {
            abort(watch, request.isRead());
        }
        return watch;
    }

    void stopWaiting() {
        stopping = true;
    }

    void stop() {
        stopped = true;
        reads.forEach(watch -> abort(watch, true));
        writes.forEach(watch -> abort(watch, false));
    }

    private static void abort(RequestWatch watch, boolean read) {
        watch.abortIn(read ? Duration.ZERO : GRACE_OF_A_WRITE, STOPPED);
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isStopped() {
        return stopped;
    }
}
