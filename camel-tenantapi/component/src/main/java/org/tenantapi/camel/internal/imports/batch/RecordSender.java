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
package org.tenantapi.camel.internal.imports.batch;

import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.internal.client.TraceContext;
import org.tenantapi.camel.internal.imports.ImportOperation;
import org.tenantapi.camel.internal.imports.ImportRequest;
import org.tenantapi.camel.internal.imports.ImportResult;

/**
 * The sender of single records of a batch. Whatever happens to a record becomes its outcome. Safe for use by many
 * threads.
 */
public final class RecordSender {

    private static final Logger LOG = LoggerFactory.getLogger(RecordSender.class);

    private final ImportOperation operation;
    private final String recordType;
    private final TraceContext trace;
    private final Consumer<ImportResult> answers;

    /**
     * @param operation upsert, create or update
     * @param trace     the trace that all its requests belong to
     * @param answers   is given what the server answered, where that is a record
     */
    public RecordSender(ImportOperation operation, String recordType, TraceContext trace, Consumer<ImportResult> answers) {
        this.operation = operation;
        this.recordType = recordType;
        this.trace = trace;
        this.answers = answers;
    }

    ImportOutcome send(BatchRecord sent) {
        try {
            ImportRequest request = new ImportRequest(recordType, null, null, sent.json(), trace);
            ImportResult result = sent.uncertain ? operation.executeAgain(request) : operation.execute(request);
            if (result.body() != null) {
                answers.accept(result);
            }
            return new ImportOutcome(
                    sent.index, Objects.requireNonNull(result.effect()), result.remoteId(), result.localId(), result.status(),
                    null);
        } catch (Throwable e) {
            int httpStatus = e instanceof TenantApiException answered ? answered.getHttpResponseCode() : 0;
            return new ImportOutcome(
                    sent.index, ImportOutcome.Status.of(e), sent.remoteId, sent.localId, httpStatus, message(sent, e));
        }
    }

    private static @Nullable String message(BatchRecord sent, Throwable e) {
        if (e instanceof TenantApiException || e instanceof OutcomeUnknownException) {
            return e.getMessage();
        }
        if (e instanceof IllegalArgumentException) {
            return "Not sent: " + Printable.of(e.getMessage());
        }
        LOG.warn("Record {} of a batch (remoteId {}) may have been sent or not: look it up in the Tenant", sent.index,
                Printable.of(sent.remoteId), e);
        return "It may have been sent or not: " + Printable.of(e);
    }
}
