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
package org.tenantapi.camel.internal.imports;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.Envelope;
import org.tenantapi.camel.internal.client.MalformedRecordsException;

/**
 * The answer of the server to an operation.
 *
 * @param status   the HTTP status of the answer, 2xx
 * @param localId  the platform's id of the record: from the answer, else from the request, if either has it
 * @param remoteId the Connection's id of the record: from the answer, else from the request, if either has it
 * @param body     the answer's body as it came, unless it was empty
 * @param effect   what became of the record: {@code CREATED}, {@code UPDATED} or {@code UNCHANGED}, if a record was
 *                 written
 * @param base     what the write started from, if something was written and that is known
 */
public record ImportResult(int status, @Nullable String localId, @Nullable String remoteId, byte @Nullable [] body,
        ImportOutcome.@Nullable Status effect,
        @Nullable WriteBase base) {

    ImportResult(int status, @Nullable String localId, @Nullable String remoteId, byte @Nullable [] body,
                 ImportOutcome.@Nullable Status effect) {
        this(status, localId, remoteId, body, effect, null);
    }

    /** Of an operation that writes no record. */
    ImportResult(int status, @Nullable String localId, @Nullable String remoteId, byte @Nullable [] body) {
        this(status, localId, remoteId, body, null, null);
    }

    /** The body of an answer that holds a record or an object. */
    byte[] requireBody() {
        return Objects.requireNonNull(body);
    }

    ImportResult with(ImportOutcome.Status itsEffect) {
        return new ImportResult(status, localId, remoteId, body, itsEffect, base);
    }

    /** The same, as the answer to a write that started from this. */
    ImportResult startedFrom(@Nullable WriteBase itsBase) {
        return new ImportResult(status, localId, remoteId, body, effect, itsBase);
    }

    /**
     * Of an answer to a write, which holds the record that was written, or nothing. An object without a localId is
     * neither: an error that goes by the status of a success.
     */
    static ImportResult ofWritten(Answer answer, @Nullable String localId, @Nullable String remoteId) {
        ImportResult result = of(answer, localId, remoteId);
        return result.body == null ? result : ofThe(answer, result, localId, remoteId);
    }

    /**
     * Of an answer that must hold the record that was asked for.
     *
     * @param localId  by which it was asked for, if it was
     * @param remoteId by which it was asked for, if it was
     */
    static ImportResult ofRecord(Answer answer, @Nullable String localId, @Nullable String remoteId) {
        return ofThe(answer, ofObject(answer), localId, remoteId);
    }

    private static ImportResult ofThe(Answer answer, ImportResult result, @Nullable String localId, @Nullable String remoteId) {
        Envelope envelope = envelope(answer, result.requireBody());
        if (envelope.localId() == null || envelope.localId().isBlank()) {
            throw answer.malformed("The answer is not a record: it has no localId. Check what it says, and baseUrl.", null);
        }
        requireSame(answer, "localId", localId, envelope.localId());
        if (localId == null) {
            // otherwise it may be what the write changes
            requireSame(answer, "remoteId", remoteId, envelope.remoteId());
        }
        return new ImportResult(
                result.status, envelope.localId(), envelope.remoteId() != null ? envelope.remoteId() : remoteId, result.body);
    }

    // Nothing can be deleted: better no import than one into a record that was not meant.
    private static void requireSame(Answer answer, String field, @Nullable String asked, @Nullable String answered) {
        if (asked != null && answered != null && !asked.equals(answered)) {
            throw answer.malformed("The server was asked for the " + field + " '" + asked + "' and answered with '" + answered
                                   + "': it may have merged the records. Look at both in the Tenant.",
                    null);
        }
    }

    /**
     * Of an answer of which nothing is known, except that it is not a web page: those come from what stands between.
     */
    static ImportResult ofWhatever(Answer answer, @Nullable String localId, @Nullable String remoteId) {
        ImportResult result = of(answer, localId, remoteId);
        if (result.body != null && new String(result.body, StandardCharsets.UTF_8).stripLeading().startsWith("<")) {
            throw answer.malformed("The answer is a web page. Check baseUrl.", null);
        }
        return result;
    }

    /** Of an answer that must hold an object. */
    static ImportResult ofObject(Answer answer) {
        ImportResult result = of(answer, null, null);
        if (result.body == null) {
            throw answer.malformed("The answer is empty where a JSON object was expected: check baseUrl.", null);
        }
        envelope(answer, result.body);
        return result;
    }

    private static ImportResult of(Answer answer, @Nullable String localId, @Nullable String remoteId) {
        byte[] body = answer.bytes();
        return new ImportResult(answer.status(), localId, remoteId, body.length == 0 ? null : body);
    }

    private static Envelope envelope(Answer answer, byte[] body) {
        try {
            return Envelope.of(body);
        } catch (MalformedRecordsException e) {
            throw answer.malformed("The answer is not the record that was expected: " + e.getMessage() + ". Check baseUrl.", e);
        }
    }
}
