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
package org.tenantapi.camel.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * An import without Camel: by a loop, or by several at once. The localId is taken from each answer.
 */
final class PlainImport implements Way {

    private static final JsonMapper JACKSON = new JsonMapper();

    private final Work work;
    private final ImportBodies bodies;
    private final int inFlight;
    private final PlainClient client;
    private final ExecutorService threads;

    PlainImport(Work work, ImportBodies bodies, int inFlight) {
        this.work = work;
        this.bodies = bodies;
        this.inFlight = inFlight;
        client = new PlainClient(inFlight);
        threads = Executors.newFixedThreadPool(inFlight);
    }

    @Override
    public void pass() throws Exception {
        Iterator<Object> orders = bodies.first(work.records());
        if (inFlight == 1) {
            work.checkDone(post(orders));
            return;
        }
        List<Callable<Integer>> posts = new ArrayList<>();
        for (int n = 0; n < inFlight; n++) {
            posts.add(() -> post(orders));
        }
        int done = 0;
        for (Future<Integer> posted : threads.invokeAll(posts)) {
            done += posted.get();
        }
        work.checkDone(done);
    }

    private int post(Iterator<Object> orders) throws IOException {
        int done = 0;
        for (Object order = next(orders); order != null; order = next(orders)) {
            byte[] json = order instanceof byte[] bytes ? bytes : JACKSON.writeValueAsBytes(order);
            JsonNode created = client.post(work.baseUrl(0), json, answer -> JACKSON.readTree(answer.getContent()));
            if (created.hasNonNull("localId")) {
                done++;
            }
        }
        return done;
    }

    private static Object next(Iterator<Object> orders) {
        synchronized (orders) {
            return orders.hasNext() ? orders.next() : null;
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        client.close();
    }
}
