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
package org.tenantapi.camel.position;

import java.util.Objects;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps positions in a map of texts, which data grids offer as they are: a {@code Cache} of Infinispan, an {@code IMap}
 * of Hazelcast. Any number of nodes can share the map: the one that opened a position last is its owner.
 *
 * <p>
 * What is committed is as durable as the map: it should have backups or a store, and must neither expire nor evict
 * entries. Its {@code replace} and {@code putIfAbsent} must be atomic across all nodes; where a grid may split into two
 * that both go on, it must be told to refuse writes in the smaller part.
 */
public final class ConcurrentMapPositionStore implements PositionStore {

    private static final int OPEN_ATTEMPTS = 100;

    private final ConcurrentMap<String, String> map;

    /**
     * @param map for positions only
     */
    public ConcurrentMapPositionStore(ConcurrentMap<String, String> map) {
        this.map = Objects.requireNonNull(map, "map");
    }

    @Override
    public OwnedPosition open(String key) {
        try {
            PositionMap entries = new PositionMap(map, key);
            return new OwnedPositionInMap(key, entries, takeOver(key, entries));
        } catch (PositionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PositionException("Cannot open the position of " + key + " in its map: " + e, e);
        }
    }

    @Override
    public PositionOwner owner(String key) {
        try {
            PositionHead head = new PositionMap(map, key).head();
            return head == null
                    ? new PositionOwner(0, 0, false) : new PositionOwner(head.epoch(), head.commits(), head.released());
        } catch (PositionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PositionException("Cannot read the owner of the position of " + key + " in its map: " + e, e);
        }
    }

    @Override
    public Position read(String key) {
        PositionMap entries = new PositionMap(map, key);
        while (true) {
            PositionHead head = entries.headOrNothing();
            if (head == null) {
                return new Position();
            }
            try {
                return entries.content(head);
            } catch (PositionException e) {
                if (head.equals(entries.head())) {
                    throw e;
                }
                // the owner has committed meanwhile, and removed what this head names
            }
        }
    }

    private static PositionHead takeOver(String key, PositionMap entries) {
        for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
            PositionHead current = entries.headOrNothing();
            PositionHead next = current == null ? PositionHead.first() : current.ofNextOwner();
            if (entries.replaceHead(current, next)) {
                return next;
            }
        }
        throw new PositionException(
                "Cannot open the position of " + key + " in its map: it has changed at each of " + OPEN_ATTEMPTS
                                    + " attempts. Too many consumers start with this position at once.");
    }
}
