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
package org.tenantapi.camel.internal.management;

import org.apache.camel.api.management.ManagedAttribute;
import org.jspecify.annotations.Nullable;

/**
 * What JMX shows of an import Plug beyond that of any Plug. It is the same for all producers of the Plug.
 */
public interface ManagedImport extends ManagedPlug {

    @ManagedAttribute(description = "IDLE, DELIVERING or THROTTLED")
    default String getImportState() {
        return status().state().name();
    }

    @ManagedAttribute(description = "Of the delivered: records that were not in the Tenant before")
    default long getCreated() {
        return StatusFields.count(plug(), "created");
    }

    @ManagedAttribute(description = "Of the delivered: records that were, or may have been, in the Tenant before")
    default long getUpdated() {
        return StatusFields.count(plug(), "updated");
    }

    @ManagedAttribute(description = "Of the ignored: records that were in the Tenant just as they were to be sent")
    default long getUnchanged() {
        return StatusFields.count(plug(), "unchanged");
    }

    @ManagedAttribute(description = "Of the failed: records that the server rejected, or that were not sent")
    default long getRejected() {
        return StatusFields.count(plug(), "rejected");
    }

    @ManagedAttribute(description = "Of the failed: records whose outcome is not known")
    default long getUnknown() {
        return StatusFields.count(plug(), "unknown");
    }

    @ManagedAttribute(description = "Why a record or a transfer failed last")
    default @Nullable String getLastError() {
        return StatusFields.text(plug(), "lastError");
    }
}
