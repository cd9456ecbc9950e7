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
package org.tenantapi.camel.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.tenantapi.camel.testkit.SimulatedTenant;

/**
 * Makes orders all the time, and now and then changes one that there is already.
 */
final class OrderTraffic implements AutoCloseable {

    private static final long MILLIS_BETWEEN = 8;
    private static final int CHANGE_ONE_OF = 4;

    private final SimulatedTenant tenant;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<String> localIds = new ArrayList<>();
    private final Map<Integer, Integer> revisions = new LinkedHashMap<>();
    private boolean ended;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();

    OrderTraffic(SimulatedTenant tenant) {
        this.tenant = tenant;
        schedule.scheduleAtFixedRate(this::change, 0, MILLIS_BETWEEN, TimeUnit.MILLISECONDS);
    }

    /** The name of one version of one order. */
    static String version(Object order, Object revision) {
        return order + "." + revision;
    }

    private synchronized void change() {
        if (ended) {
            return;
        }
        if (!localIds.isEmpty() && random.nextInt(CHANGE_ONE_OF) == 0) {
            int order = random.nextInt(localIds.size());
            int revision = revisions.merge(order, 1, Integer::sum);
            tenant.put("order", "{\"localId\":\"%s\",\"revision\":\"%d\"}".formatted(localIds.get(order), revision));
        } else {
            int order = localIds.size();
            localIds.add(tenant.put("order", "{\"remoteOrderNo\":\"%d\",\"revision\":\"0\"}".formatted(order)));
            revisions.put(order, 0);
        }
    }

    /** The version that each order has now. */
    synchronized List<String> currentVersions() {
        return revisions.entrySet().stream().map(order -> version(order.getKey(), order.getValue())).toList();
    }

    /** How many versions there have been. */
    synchronized int versions() {
        return revisions.values().stream().mapToInt(revision -> revision + 1).sum();
    }

    /** Makes no more. */
    @Override
    public synchronized void close() {
        ended = true;
        schedule.shutdown();
    }
}
