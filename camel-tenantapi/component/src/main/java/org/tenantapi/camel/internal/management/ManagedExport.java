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

import java.util.List;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.export.Explanation;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.status.ExportProgress;

/**
 * What JMX shows of an export Plug beyond that of any Plug, and what an operator may do.
 */
public interface ManagedExport extends ManagedPlug {

    @Override
    ExportPlug plug();

    @ManagedAttribute(description = "STOPPED, IDLE, FETCHING, DELIVERING, THROTTLED or FENCED")
    default String getExportState() {
        return status().state().name();
    }

    @ManagedAttribute(description = "The key that the position is stored under")
    default String getPositionKey() {
        return plug().positionKey();
    }

    @ManagedAttribute(description = "lastModified up to which everything is finished")
    default @Nullable String getMark() {
        return StatusFields.text(plug(), "mark");
    }

    @ManagedAttribute(description = "The later of the mark and the server's time at the last complete poll")
    default @Nullable String getHorizon() {
        return StatusFields.text(plug(), "horizon");
    }

    @ManagedAttribute(description = "How many seconds ago the horizon was the present")
    default @Nullable Long getLagSeconds() {
        return StatusFields.number(plug(), "lagSeconds");
    }

    @ManagedAttribute(description = "Records that wait for their next attempt")
    default @Nullable Integer getFailed() {
        ExportProgress progress = status().progress();
        return progress == null ? null : progress.failed();
    }

    @ManagedAttribute(description = "Records that failed too often and wait for a replay or a discard")
    default @Nullable Integer getQuarantined() {
        ExportProgress progress = status().progress();
        return progress == null ? null : progress.quarantined();
    }

    @ManagedAttribute(description = "The localIds of these, at most ten")
    default @Nullable String getQuarantinedRecords() {
        return StatusFields.text(plug(), "quarantinedRecords");
    }

    @ManagedAttribute(description = "Since when another owner has the position")
    default @Nullable String getFencedSince() {
        return StatusFields.text(plug(), "fencedSince");
    }

    @ManagedAttribute(description = "Since when failed records hold up all others, as onFailure=stop has it")
    default @Nullable String getHeldUpSince() {
        return StatusFields.text(plug(), "heldUpSince");
    }

    @ManagedAttribute(description = "Of the ignored: versions delivered before, met again within the overlap")
    default long getDuplicatesDropped() {
        return StatusFields.count(plug(), "duplicatesDropped");
    }

    @ManagedAttribute(description = "Of the ignored: versions that a producer of the same Connection had written")
    default long getOwnWritesSkipped() {
        return StatusFields.count(plug(), "ownWritesSkipped");
    }

    @ManagedAttribute(description = "Of the ignored: versions that have failed and wait, or are in quarantine")
    default long getWaitingSkipped() {
        return StatusFields.count(plug(), "waitingSkipped");
    }

    @ManagedAttribute(description = "Of the ignored: records older than the server was asked for")
    default long getOlderThanAsked() {
        return StatusFields.count(plug(), "olderThanAsked");
    }

    @ManagedAttribute(description = "Of the delivered: versions that became visible only after a poll that could have shown them")
    default long getLateArrivals() {
        return StatusFields.count(plug(), "lateArrivals");
    }

    @ManagedAttribute(description = "How many seconds the server's clock was ahead of ours at the last answer")
    default @Nullable Long getServerClockAheadSeconds() {
        return StatusFields.number(plug(), "serverClockAheadSeconds");
    }

    /** Camel's consumers have a method getLastError already. */
    @ManagedAttribute(description = "Why a record or a transfer failed last")
    default @Nullable String getLastErrorMessage() {
        return StatusFields.text(plug(), "lastError");
    }

    /**
     * The records that wait for their next attempt, and those in quarantine; none while the consumer is stopped.
     */
    default List<FailedRecord> failedRecords() {
        return plug().failedRecords();
    }

    /**
     * Has a failed record delivered again at the next poll, in quarantine or not. Does not wait for a poll in progress.
     *
     * @return                          what will happen
     * @throws IllegalArgumentException if no such record has failed
     * @throws IllegalStateException    if the consumer is stopped
     */
    @ManagedOperation(description = "Has a failed record delivered again at the next poll, in quarantine or not")
    default String replay(String localId) {
        return plug().replay(localId);
    }

    /**
     * Gives a failed record up: this version of it is not delivered any more; a newer one is. Does not wait for a poll
     * in progress, at the end of which it takes effect.
     *
     * @return                          what will happen
     * @throws IllegalArgumentException if no such record has failed
     * @throws IllegalStateException    if the consumer is stopped
     */
    @ManagedOperation(description = "Gives a failed record up: this version of it is not delivered any more; a newer one is")
    default String discard(String localId) {
        return plug().discard(localId);
    }

    /**
     * What happened to a record, and why. It reads the record from the server, and moves nothing.
     *
     * @param  id a localId, a remoteId, or for orders a remoteOrderNo
     * @return    one explanation for each record of that name, never empty
     */
    default List<Explanation> explanations(String id) {
        return plug().explanations(id);
    }

    /**
     * The same as text.
     */
    @ManagedOperation(description = "What happened to a record, and why: by localId, remoteId or, for orders, remoteOrderNo")
    default String explain(String id) {
        return plug().explain(id);
    }
}
