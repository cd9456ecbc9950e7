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

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.Printable;

/**
 * The result of a delivery.
 */
public sealed interface DeliveryResult {

    /** The route processed all of its versions. */
    DeliveryResult DELIVERED = new Delivered();

    /** All of its versions had been finished before. */
    DeliveryResult DUPLICATE = new Duplicate();

    /**
     * What went wrong, if anything did.
     */
    @Nullable
    String error();

    /** The route processed all of its versions. */
    record Delivered() implements DeliveryResult {

        @Override
        public @Nullable String error() {
            return null;
        }
    }

    /** All of its versions had been finished before, which was found out only when they were delivered. */
    record Duplicate() implements DeliveryResult {

        @Override
        public @Nullable String error() {
            return null;
        }
    }

    /**
     * The record was delivered and linked, and what was written down in between is done with: that it is to be linked.
     */
    record Linked(String localId) implements DeliveryResult {

        @Override
        public @Nullable String error() {
            return null;
        }
    }

    /**
     * The delivery ended without success because its route is being stopped, or never entered a route whose consumer
     * was suspended. Nothing is wrong with its records: they count as neither delivered nor failed, and are exported
     * again when the route runs again.
     */
    record Aborted(String reason) implements DeliveryResult {

        /** A stop made the route fail with this. */
        public static Aborted byStop(Throwable cause) {
            return new Aborted("The route is being stopped: " + cause);
        }

        @Override
        public String error() {
            return reason;
        }
    }

    /** The route failed. */
    record Failed(Throwable cause) implements DeliveryResult {

        private static final Failed WITHOUT_MEMORY = new Failed(new OutOfMemoryError("There is no memory to tell why"));

        /** Even when that is because there is no memory. */
        public static Failed with(Throwable cause) {
            try {
                return new Failed(cause);
            } catch (OutOfMemoryError e) {
                return WITHOUT_MEMORY;
            }
        }

        @Override
        public String error() {
            return String.valueOf(cause);
        }
    }

    /**
     * The record was delivered, but the remoteId that the route gave it could not be written to the platform. Only that
     * is tried again: the record is not delivered a second time.
     */
    record NotLinked(String localId, String remoteId, Throwable cause) implements DeliveryResult {

        @Override
        public String error() {
            return "Record " + Printable.of(localId) + " was delivered, but could not be linked to the remoteId "
                   + Printable.of(remoteId) + ": " + cause.getMessage();
        }
    }
}
