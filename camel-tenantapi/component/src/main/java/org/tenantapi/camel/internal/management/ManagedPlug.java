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
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;

/**
 * What JMX shows of a Plug of either direction: the fields of its {@link #status()}, by the names that the developer
 * console and the health details have for them. Times are texts such as {@code 2026-11-01T12:00:00Z}; what is not known
 * is null, never 0.
 */
public interface ManagedPlug {

    /** The Plug that is shown. */
    Plug plug();

    /**
     * What the Plug is doing and has done. Never waits for a transfer in progress.
     */
    default PlugStatus status() {
        return plug().status();
    }

    @ManagedAttribute(description = "The name of the Plug")
    default String getPlug() {
        return plug().name();
    }

    @ManagedAttribute(description = "The Connection's Tenant")
    default String getTenant() {
        return plug().tenant();
    }

    @ManagedAttribute(description = "The Connection's id")
    default String getConnectionId() {
        return plug().connectionId();
    }

    @ManagedAttribute(description = "When a throttled Plug goes on")
    default @Nullable String getThrottledUntil() {
        return StatusFields.text(plug(), "throttledUntil");
    }

    @ManagedAttribute(description = "When the transfer in progress began: of several messages the oldest one")
    default @Nullable String getTransferInProgressStartTime() {
        return StatusFields.text(plug(), "transferInProgress.startTime");
    }

    @ManagedAttribute(description = "When these counts were taken")
    default @Nullable String getTransferInProgressEndTime() {
        return StatusFields.text(plug(), "transferInProgress.endTime");
    }

    @ManagedAttribute(description = "Records that the transfer in progress considered: delivered, failed and ignored")
    default @Nullable Long getTransferInProgressNumConsidered() {
        return StatusFields.number(plug(), "transferInProgress.numConsidered");
    }

    @ManagedAttribute(description = "Records that the transfer in progress delivered")
    default @Nullable Long getTransferInProgressNumDelivered() {
        return StatusFields.number(plug(), "transferInProgress.numDelivered");
    }

    @ManagedAttribute(description = "Records that failed in the transfer in progress")
    default @Nullable Long getTransferInProgressNumFailed() {
        return StatusFields.number(plug(), "transferInProgress.numFailed");
    }

    @ManagedAttribute(description = "Records that there was a good reason not to deliver in the transfer in progress")
    default @Nullable Long getTransferInProgressNumIgnored() {
        return StatusFields.number(plug(), "transferInProgress.numIgnored");
    }

    @ManagedAttribute(description = "When the last transfer began")
    default @Nullable String getLastTransferStartTime() {
        return StatusFields.text(plug(), "lastTransfer.startTime");
    }

    @ManagedAttribute(description = "When the last transfer ended")
    default @Nullable String getLastTransferEndTime() {
        return StatusFields.text(plug(), "lastTransfer.endTime");
    }

    @ManagedAttribute(description = "Records that the last transfer considered: delivered, failed and ignored")
    default @Nullable Long getLastTransferNumConsidered() {
        return StatusFields.number(plug(), "lastTransfer.numConsidered");
    }

    @ManagedAttribute(description = "Records that the last transfer delivered")
    default @Nullable Long getLastTransferNumDelivered() {
        return StatusFields.number(plug(), "lastTransfer.numDelivered");
    }

    @ManagedAttribute(description = "Records that failed in the last transfer")
    default @Nullable Long getLastTransferNumFailed() {
        return StatusFields.number(plug(), "lastTransfer.numFailed");
    }

    @ManagedAttribute(description = "Records that there was a good reason not to deliver in the last transfer")
    default @Nullable Long getLastTransferNumIgnored() {
        return StatusFields.number(plug(), "lastTransfer.numIgnored");
    }

    @ManagedAttribute(description = "What ended the last transfer before its time")
    default @Nullable String getLastTransferSessionErrors() {
        Transfer last = status().lastTransfer();
        return last == null ? null : String.join("\n", last.sessionErrors());
    }

    @ManagedAttribute(description = "When the last transfer that ran to its end began")
    default @Nullable String getLastSuccessfulTransferStartTime() {
        return StatusFields.text(plug(), "lastSuccessfulTransfer.startTime");
    }

    @ManagedAttribute(description = "When the last transfer that ran to its end did so")
    default @Nullable String getLastSuccessfulTransferEndTime() {
        return StatusFields.text(plug(), "lastSuccessfulTransfer.endTime");
    }

    @ManagedAttribute(description = "Records that the last transfer that ran to its end considered: delivered, failed and ignored")
    default @Nullable Long getLastSuccessfulTransferNumConsidered() {
        return StatusFields.number(plug(), "lastSuccessfulTransfer.numConsidered");
    }

    @ManagedAttribute(description = "Records that the last transfer that ran to its end delivered")
    default @Nullable Long getLastSuccessfulTransferNumDelivered() {
        return StatusFields.number(plug(), "lastSuccessfulTransfer.numDelivered");
    }

    @ManagedAttribute(description = "Records that failed in the last transfer that ran to its end")
    default @Nullable Long getLastSuccessfulTransferNumFailed() {
        return StatusFields.number(plug(), "lastSuccessfulTransfer.numFailed");
    }

    @ManagedAttribute(description = "Records that there was a good reason not to deliver in the last transfer that ran to its end")
    default @Nullable Long getLastSuccessfulTransferNumIgnored() {
        return StatusFields.number(plug(), "lastSuccessfulTransfer.numIgnored");
    }

    @ManagedAttribute(description = "Since when the totals are counted")
    default String getTotalStartTime() {
        return status().total().startTime().toString();
    }

    @ManagedAttribute(description = "Up to when the totals are counted")
    default String getTotalEndTime() {
        return status().total().endTime().toString();
    }

    @ManagedAttribute(description = "Records considered in all transfers: delivered, failed and ignored")
    default long getTotalNumConsidered() {
        return StatusFields.count(plug(), "total.numConsidered");
    }

    @ManagedAttribute(description = "Records delivered in all transfers")
    default long getTotalNumDelivered() {
        return StatusFields.count(plug(), "total.numDelivered");
    }

    @ManagedAttribute(description = "Records that failed in all transfers")
    default long getTotalNumFailed() {
        return StatusFields.count(plug(), "total.numFailed");
    }

    @ManagedAttribute(description = "Records that there was a good reason not to deliver in all transfers")
    default long getTotalNumIgnored() {
        return StatusFields.count(plug(), "total.numIgnored");
    }

    @ManagedAttribute(description = "Records in the route of an export; records of an import that are being sent, or wait for that")
    default int getInFlight() {
        return status().inFlight();
    }

    @ManagedAttribute(description = "Since when the Plug has not worked; null while it works")
    default @Nullable String getFailingSince() {
        return StatusFields.text(plug(), "failingSince");
    }

    @ManagedAttribute(description = "When a record or a transfer failed last")
    default @Nullable String getLastErrorTime() {
        return StatusFields.text(plug(), "lastErrorTime");
    }
}
