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

/**
 * What a producer does. The names are those of the option {@code operation}.
 */
public enum TenantApiOperation {
    /** Updates the record with this remoteId, or creates it. */
    upsert,
    /** Creates a record. */
    create,
    /** Changes a record that exists: only the fields that are sent. */
    update,
    /** Reads one record. */
    get,
    /** Reads records one after another. */
    list,
    /** Adds shipments to an order. */
    addShipments,
    /** Reports events to the Tenant's event history. */
    addLogEvents,
    /** Uploads a file. */
    uploadFile,
    /** Tests the connection. */
    ping
}
