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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import org.apache.camel.api.management.ManagedAttribute;
import org.tenantapi.camel.export.ExportStatus;
import org.tenantapi.camel.export.Transfer;

/**
 * What JMX shows of an export Plug. Each attribute is a part of its {@link #status()}; times are texts such as
 * {@code 2026-11-01T12:00:00Z}, and null where there is none yet.
 */
public interface ManagedExport {

    /**
     * What the export is doing and has done. Never waits for a poll in progress.
     */
    ExportStatus status();

    @ManagedAttribute(description = "STOPPED, IDLE, FETCHING, DELIVERING, THROTTLED or FENCED")
    default String getExportState() {
        return status().state().name();
    }

    @ManagedAttribute(description = "When a throttled export goes on")
    default String getThrottledUntil() {
        return text(status().throttledUntil());
    }

    @ManagedAttribute(description = "When the last transfer began")
    default String getLastTransferStartTime() {
        return last(transfer -> text(transfer.startTime()), null);
    }

    @ManagedAttribute(description = "When the last transfer ended")
    default String getLastTransferEndTime() {
        return last(transfer -> text(transfer.endTime()), null);
    }

    @ManagedAttribute(description = "Records that the last transfer considered: delivered, failed and ignored")
    default long getLastTransferNumConsidered() {
        return last(Transfer::considered, 0L);
    }

    @ManagedAttribute(description = "Records that the last transfer delivered to the route")
    default long getLastTransferNumDelivered() {
        return last(Transfer::delivered, 0L);
    }

    @ManagedAttribute(description = "Records that the route failed to process in the last transfer")
    default long getLastTransferNumFailed() {
        return last(Transfer::failed, 0L);
    }

    @ManagedAttribute(description = "Records that the last transfer had a good reason not to deliver")
    default long getLastTransferNumIgnored() {
        return last(Transfer::ignored, 0L);
    }

    @ManagedAttribute(description = "What ended the last transfer before its time")
    default String getLastTransferSessionErrors() {
        return String.join("\n", last(Transfer::sessionErrors, List.of()));
    }

    @ManagedAttribute(description = "When the last transfer that ran to its end began")
    default String getLastSuccessfulTransferStartTime() {
        return lastSuccessful(transfer -> text(transfer.startTime()), null);
    }

    @ManagedAttribute(description = "When the last transfer that ran to its end did so")
    default String getLastSuccessfulTransferEndTime() {
        return lastSuccessful(transfer -> text(transfer.endTime()), null);
    }

    @ManagedAttribute(description = "Records that the last transfer that ran to its end considered")
    default long getLastSuccessfulTransferNumConsidered() {
        return lastSuccessful(Transfer::considered, 0L);
    }

    @ManagedAttribute(description = "Records that the last transfer that ran to its end delivered")
    default long getLastSuccessfulTransferNumDelivered() {
        return lastSuccessful(Transfer::delivered, 0L);
    }

    @ManagedAttribute(description = "Records that failed in the last transfer that ran to its end")
    default long getLastSuccessfulTransferNumFailed() {
        return lastSuccessful(Transfer::failed, 0L);
    }

    @ManagedAttribute(description = "Records that the last transfer that ran to its end ignored")
    default long getLastSuccessfulTransferNumIgnored() {
        return lastSuccessful(Transfer::ignored, 0L);
    }

    @ManagedAttribute(description = "lastModified up to which everything is finished")
    default String getMark() {
        return text(status().mark());
    }

    @ManagedAttribute(description = "The later of the mark and the server's time at the last complete poll")
    default String getHorizon() {
        return text(status().horizon());
    }

    @ManagedAttribute(description = "How many seconds ago the horizon was the present; -1 before the first poll")
    default long getLagSeconds() {
        Duration lag = status().lag(Instant.now());
        return lag == null ? -1 : lag.toSeconds();
    }

    @ManagedAttribute(description = "Records in the route at the moment")
    default int getInFlight() {
        return status().inFlight();
    }

    @ManagedAttribute(description = "Records that wait for their next attempt")
    default int getFailed() {
        return status().failed();
    }

    @ManagedAttribute(description = "Records that failed too often and wait for a replay or a discard")
    default int getQuarantined() {
        return status().quarantined();
    }

    @ManagedAttribute(description = "Since when the totals are counted: when the consumer was made")
    default String getTotalStartTime() {
        return text(status().total().startTime());
    }

    @ManagedAttribute(description = "Records considered since the consumer was made: delivered, failed and ignored")
    default long getTotalNumConsidered() {
        return status().total().considered();
    }

    @ManagedAttribute(description = "Records delivered since the consumer was made")
    default long getTotalNumDelivered() {
        return status().total().delivered();
    }

    @ManagedAttribute(description = "Failed deliveries since the consumer was made")
    default long getTotalNumFailed() {
        return status().total().failed();
    }

    @ManagedAttribute(description = "Records ignored since the consumer was made")
    default long getTotalNumIgnored() {
        return status().total().ignored();
    }

    @ManagedAttribute(description = "Of the ignored: versions delivered before, met again within the overlap")
    default long getDuplicatesDropped() {
        return status().total().duplicates();
    }

    @ManagedAttribute(description = "Of the ignored: versions that a producer of the same Connection had written")
    default long getOwnWritesSkipped() {
        return status().total().ownWrites();
    }

    @ManagedAttribute(description = "Of the ignored: versions that have failed and wait, or are in quarantine")
    default long getWaitingSkipped() {
        return status().total().waiting();
    }

    @ManagedAttribute(description = "Of the ignored: records older than the server was asked for")
    default long getOlderThanAsked() {
        return status().total().older();
    }

    @ManagedAttribute(description = "Of the delivered: versions that became visible only after a poll that could have shown them")
    default long getLateArrivals() {
        return status().total().late();
    }

    @ManagedAttribute(description = "How many seconds the server's clock was ahead of ours at the last answer")
    default long getServerClockAheadSeconds() {
        Duration ahead = status().serverClockAhead();
        return ahead == null ? 0 : ahead.toSeconds();
    }

    private <T> T last(Function<Transfer, T> part, T otherwise) {
        Transfer transfer = status().lastTransfer();
        return transfer == null ? otherwise : part.apply(transfer);
    }

    private <T> T lastSuccessful(Function<Transfer, T> part, T otherwise) {
        Transfer transfer = status().lastSuccessfulTransfer();
        return transfer == null ? otherwise : part.apply(transfer);
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
