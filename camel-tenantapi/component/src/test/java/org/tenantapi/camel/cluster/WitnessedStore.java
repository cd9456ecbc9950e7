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

import org.tenantapi.camel.cluster.Event.Kind;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.position.PositionOwner;
import org.tenantapi.camel.position.PositionStore;

/**
 * Tells the witness when a position is opened and committed.
 */
record WitnessedStore(PositionStore store, Testimony testimony) implements PositionStore {

    @Override
    public OwnedPosition open(String key) {
        OwnedPosition owned = store.open(key);
        testimony.opened(owned.epoch());
        return new Witnessed(owned, testimony);
    }

    @Override
    public PositionOwner owner(String key) {
        return store.owner(key);
    }

    private record Witnessed(OwnedPosition owned, Testimony testimony) implements OwnedPosition {

        @Override
        public Position position() {
            return owned.position();
        }

        @Override
        public long epoch() {
            return owned.epoch();
        }

        @Override
        public void commit(PositionChange change) {
            testimony.tell(Kind.COMMITTING, "");
            try {
                owned.commit(change);
            } catch (PositionFencedException e) {
                testimony.tell(Kind.FENCED, "");
                throw e;
            }
            testimony.tell(Kind.COMMITTED, "");
        }

        @Override
        public void close() {
            owned.close();
        }
    }
}
