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
package org.tenantapi.camel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceSupport;
import org.tenantapi.camel.internal.imports.batch.Batch;

/**
 * Whether a route is to be stopped, and the batches that end with it. As a service of the route it learns of the stop
 * when that begins, while Camel still waits for what is in flight; the producer of a dynamic endpoint does not, and a
 * consumer cannot tell it from a suspension. A suspension ends no batch.
 */
final class RouteStop extends ServiceSupport implements ShutdownPrepared {

    private final Set<Batch> batches = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    /**
     * For a route that starts. It becomes a service of the route, before its error handlers: these reject redeliveries
     * as soon as they have learnt of the stop.
     *
     * @param route null for a consumer without a route
     */
    void watch(Route route) {
        reset();
        if (route != null && !route.getServices().contains(this)) {
            route.getServices().add(0, this);
        }
    }

    /** The one that watches the route already, or else another: producers come and go while their route stays. */
    static RouteStop of(Route route) {
        synchronized (route) {
            for (Service service : route.getServices()) {
                if (service instanceof RouteStop stop) {
                    return stop;
                }
            }
            RouteStop stop = new RouteStop();
            route.addService(stop);
            return stop;
        }
    }

    boolean hasBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    /** The route runs, or runs again. */
    void reset() {
        begun = false;
    }

    void add(Batch batch) {
        batches.add(batch);
    }

    void remove(Batch batch) {
        batches.remove(batch);
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            begin();
            batches.forEach(batch -> batch.stop(ImportBatches.ROUTE_STOPPED));
        }
    }
}
