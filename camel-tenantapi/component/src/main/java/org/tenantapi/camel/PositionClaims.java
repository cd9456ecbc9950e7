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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which consumer of this CamelContext uses which position. Two with one position would each miss what the other
 * exports.
 */
final class PositionClaims {

    private final Map<String, TenantApiConsumer> owners = new ConcurrentHashMap<>();

    /**
     * Notes that this consumer uses the position of this key.
     *
     * @throws IllegalStateException if another consumer does
     */
    void claim(String key, TenantApiConsumer consumer) {
        TenantApiConsumer owner = owners.putIfAbsent(key, consumer);
        if (owner != null && owner != consumer) {
            throw new IllegalStateException(
                    "Two consumers would share the position " + key + ": " + name(consumer) + " and " + name(owner)
                                            + ". Each would miss what the other exports: set positionKey on one of them.");
        }
    }

    private static String name(TenantApiConsumer consumer) {
        return consumer.getRouteId() == null
                ? "a pollEnrich or ConsumerTemplate of " + consumer.plug() : "the route " + consumer.getRouteId();
    }

    /** Whether a consumer uses the position of this key. */
    boolean isClaimed(String key) {
        return owners.containsKey(key);
    }

    /** Only its own claim: another consumer's stays. */
    void release(String key, TenantApiConsumer consumer) {
        owners.remove(key, consumer);
    }
}
