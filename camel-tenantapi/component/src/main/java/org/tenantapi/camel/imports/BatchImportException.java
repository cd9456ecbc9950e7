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
package org.tenantapi.camel.imports;

import java.util.List;

import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.status.Counts;

/**
 * Not every record of a batch is in. All were tried, unless an outcome says otherwise; those that are in stay in.
 */
public class BatchImportException extends RuntimeCamelException {

    private final transient List<ImportOutcome> outcomes;
    private final transient Counts counts;

    /**
     * @param plug     whose batch it was
     * @param counts   of all records
     * @param outcomes those that were not sent elsewhere, in the order of the batch
     * @param example  one that failed, if one did
     * @param cause    what ended the batch before its time, if anything did
     */
    public BatchImportException(String plug, Counts counts, List<ImportOutcome> outcomes, @Nullable ImportOutcome example,
                                @Nullable Throwable cause) {
        super(message(plug, counts, example, cause), cause);
        this.counts = counts;
        this.outcomes = List.copyOf(outcomes);
    }

    private static String message(String plug, Counts counts, @Nullable ImportOutcome example, @Nullable Throwable cause) {
        String message = plug + ": " + counts.failed() + " of " + counts.considered() + " records of the batch failed ("
                         + counts + ").";
        if (example != null) {
            message += " The first is record " + example.index() + " (remoteId " + example.remoteId() + "), "
                       + example.status() + ": " + example.message();
        }
        return cause == null ? message : message + " The outcomes could not be delivered: " + cause.getMessage();
    }

    /**
     * The outcome of every record, in the order of the batch. Where outcomes are sent to an endpoint as they come: only
     * those that could not be sent to it.
     */
    public List<ImportOutcome> getOutcomes() {
        return outcomes;
    }

    /** How many records have which outcome. */
    public Counts getCounts() {
        return counts;
    }
}
