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
package org.tenantapi.camel.internal.export;

import java.util.function.Consumer;

import org.tenantapi.camel.position.FailedRecord;

/**
 * Methods of the export as they would be without what they protect: see {@code Protection}.
 */
final class Unprotected {

    private Unprotected() {
    }

    /** A retry that shows the record in another form is a case of its own. */
    static boolean isCase(FailedRecord failed, RecordVersion version) {
        return failed.version().equals(version.identity());
    }

    /** An Error breaks the poll off, and is not the failure of the record. */
    static void deliver(ExportDelivery target, Delivery delivery, Consumer<DeliveryResult> completion) {
        try {
            target.deliver(delivery.versions(), delivery.attempt(), completion);
        } catch (RuntimeException e) {
            completion.accept(DeliveryResult.Failed.with(e));
        }
    }
}
