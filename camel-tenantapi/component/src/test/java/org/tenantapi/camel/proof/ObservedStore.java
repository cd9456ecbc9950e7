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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionStore;

/**
 * A store that fails, and under which a process crashes. What it has committed is durable.
 */
final class ObservedStore implements PositionStore {

    private static final long SLOW_COMMIT_NANOS = 50_000;

    private final PositionStore durable;
    private final Setup setup;
    private final Mishap mishap;
    private final ObservedRoute route;
    private final List<String> violations = new ArrayList<>();
    private OwnedPosition latest;

    ObservedStore(PositionStore durable, Setup setup, Mishap mishap, ObservedRoute route) {
        this.durable = durable;
        this.setup = setup;
        this.mishap = mishap;
        this.route = route;
    }

    @Override
    public OwnedPosition open(String key) {
        latest = durable.open(key);
        return new Observed(latest);
    }

    List<String> violations() {
        return violations;
    }

    /** The process has crashed: what it held, it holds no more. */
    void crash() {
        if (latest != null) {
            latest.close();
        }
    }

    private final class Observed implements OwnedPosition {

        private final OwnedPosition owned;
        /** what the process believes, which is less than what is durable when a commit fails but lands */
        private final Position believed = new Position();

        private Observed(OwnedPosition owned) {
            this.owned = owned;
            believed.apply(owned.position().asChange());
        }

        @Override
        public Position position() {
            return believed;
        }

        @Override
        public long epoch() {
            return owned.epoch();
        }

        @Override
        public void commit(PositionChange change) {
            mishap.crashAt(Trouble.CRASH_BEFORE_COMMIT);
            mishap.errorAt(Trouble.ERROR_BEFORE_COMMIT);
            if (mishap.strikes(Trouble.COMMIT_FAILS)) {
                throw new PositionException("disk full");
            }
            Instant keptFrom = owned.position().keepFrom();
            owned.commit(change);
            if (owned != latest) {
                violations.add("an owner of epoch " + owned.epoch() + " committed after epoch " + latest.epoch() + " began");
            }
            route.committed(change, owned.position());
            if (change.setBack() != null && keptFrom != null) {
                route.forgotten(change.setBack(), keptFrom);
            }
            mishap.crashAt(Trouble.CRASH_AFTER_COMMIT);
            mishap.errorAt(Trouble.ERROR_AFTER_COMMIT);
            if (mishap.strikes(Trouble.COMMIT_FAILS_BUT_LANDS)) {
                throw new PositionException("the connection to the database was lost");
            }
            believed.apply(change);
            if (setup.slowStore()) {
                long until = System.nanoTime() + SLOW_COMMIT_NANOS;
                while (System.nanoTime() - until < 0) {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void close() {
            owned.close();
        }
    }
}
