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

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import org.apache.camel.api.management.ManagedAttribute;
import org.tenantapi.camel.imports.ImportCounts;
import org.tenantapi.camel.imports.ImportStatus;
import org.tenantapi.camel.imports.ImportTransfer;

/**
 * What JMX shows of an import Plug. Each attribute is a part of its {@link #status()}, and the same for all producers
 * of the Plug; times are texts such as {@code 2026-11-01T12:00:00Z}, and null where there is none yet.
 */
public interface ManagedImport {

    /**
     * What the import is doing and has done. Never waits for a message in progress.
     */
    ImportStatus status();

    @ManagedAttribute(description = "IDLE, DELIVERING or THROTTLED")
    default String getImportState() {
        return status().state().name();
    }

    @ManagedAttribute(description = "When a throttled import goes on")
    default String getThrottledUntil() {
        return text(status().throttledUntil());
    }

    @ManagedAttribute(description = "When the oldest message that is being imported began")
    default String getTransferInProgressStartTime() {
        return part(status().transfer(), transfer -> text(transfer.startTime()), null);
    }

    @ManagedAttribute(description = "Records of the messages in progress that have an outcome")
    default long getTransferInProgressNumConsidered() {
        return part(status().transfer(), ImportTransfer::considered, 0L);
    }

    @ManagedAttribute(description = "Records of the messages in progress that failed")
    default long getTransferInProgressNumFailed() {
        return part(status().transfer(), ImportTransfer::failed, 0L);
    }

    @ManagedAttribute(description = "When the last message began to be imported")
    default String getLastTransferStartTime() {
        return last(transfer -> text(transfer.startTime()), null);
    }

    @ManagedAttribute(description = "When the last message had been imported")
    default String getLastTransferEndTime() {
        return last(transfer -> text(transfer.endTime()), null);
    }

    @ManagedAttribute(description = "Records that the last message considered: delivered, failed and ignored")
    default long getLastTransferNumConsidered() {
        return last(ImportTransfer::considered, 0L);
    }

    @ManagedAttribute(description = "Records of the last message that were created or updated")
    default long getLastTransferNumDelivered() {
        return last(ImportTransfer::delivered, 0L);
    }

    @ManagedAttribute(description = "Records of the last message that are not known to be in the Tenant")
    default long getLastTransferNumFailed() {
        return last(ImportTransfer::failed, 0L);
    }

    @ManagedAttribute(description = "Records of the last message that were in the Tenant just as they were to be sent")
    default long getLastTransferNumIgnored() {
        return last(ImportTransfer::ignored, 0L);
    }

    @ManagedAttribute(description = "What ended the last message before its time")
    default String getLastTransferSessionErrors() {
        return String.join("\n", last(ImportTransfer::sessionErrors, List.of()));
    }

    @ManagedAttribute(description = "When the last message that nothing ended before its time had been imported")
    default String getLastSuccessfulTransferEndTime() {
        return part(status().lastSuccessfulTransfer(), transfer -> text(transfer.endTime()), null);
    }

    @ManagedAttribute(description = "Records that are being sent, or wait for that")
    default int getInFlight() {
        return status().inFlight();
    }

    @ManagedAttribute(description = "Since when the totals are counted: when the first producer of the Plug was started")
    default String getTotalStartTime() {
        return text(status().total().startTime());
    }

    @ManagedAttribute(description = "Records considered since then: delivered, failed and ignored")
    default long getTotalNumConsidered() {
        return status().total().considered();
    }

    @ManagedAttribute(description = "Records delivered since then: created and updated")
    default long getTotalNumDelivered() {
        return status().total().delivered();
    }

    @ManagedAttribute(description = "Records that failed since then: rejected and unknown")
    default long getTotalNumFailed() {
        return status().total().failed();
    }

    @ManagedAttribute(description = "Records ignored since then, as they were unchanged")
    default long getTotalNumIgnored() {
        return status().total().ignored();
    }

    @ManagedAttribute(description = "Of the delivered: records that were not in the Tenant before")
    default long getCreated() {
        return total(ImportCounts::created);
    }

    @ManagedAttribute(description = "Of the delivered: records that were, or may have been, in the Tenant before")
    default long getUpdated() {
        return total(ImportCounts::updated);
    }

    @ManagedAttribute(description = "Of the failed: records that the server refused, or that were not sent")
    default long getRejected() {
        return total(ImportCounts::rejected);
    }

    @ManagedAttribute(description = "Of the failed: records that nobody knows the outcome of")
    default long getUnknown() {
        return total(ImportCounts::unknown);
    }

    @ManagedAttribute(description = "Why a record or a message failed last")
    default String getLastError() {
        return status().lastError();
    }

    @ManagedAttribute(description = "When that was")
    default String getLastErrorTime() {
        return text(status().lastErrorTime());
    }

    private long total(Function<ImportCounts, Long> count) {
        return count.apply(status().total().counts());
    }

    private <T> T last(Function<ImportTransfer, T> part, T otherwise) {
        return part(status().lastTransfer(), part, otherwise);
    }

    private static <T> T part(ImportTransfer transfer, Function<ImportTransfer, T> part, T otherwise) {
        return transfer == null ? otherwise : part.apply(transfer);
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
