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
package org.tenantapi.camel.export;

/**
 * What an operator may have done to the failed records of a running export. To be called between two polls.
 */
public final class OperatorActions {

    private final Deliveries deliveries;
    private final Failures failures;

    OperatorActions(Deliveries deliveries, Failures failures) {
        this.deliveries = deliveries;
        this.failures = failures;
    }

    /**
     * Has a failed record tried again at the next poll, in quarantine or not.
     *
     * @throws IllegalArgumentException if no such record has failed
     */
    public void replay(String localId) {
        // a delivery may have succeeded whose commit failed: such a record has not failed any more
        deliveries.commit();
        failures.replay(localId);
        deliveries.commit();
    }

    /**
     * Gives a failed record up: this version of it is not delivered any more; a newer one is.
     *
     * @throws IllegalArgumentException if no such record has failed
     */
    public void discard(String localId) {
        deliveries.commit();
        failures.discard(localId);
        deliveries.commit();
    }
}
