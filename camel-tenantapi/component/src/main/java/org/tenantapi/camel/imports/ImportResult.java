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

import org.tenantapi.camel.client.Answer;
import org.tenantapi.camel.client.Envelope;
import org.tenantapi.camel.client.MalformedRecordsException;

/**
 * What the server answered.
 *
 * @param status   the HTTP status of the answer, 2xx
 * @param localId  the platform's id of the record: from the answer, else from the request; {@code null} if neither has
 *                 it
 * @param remoteId the Connection's id of the record: from the answer, else from the request; {@code null} if neither
 *                 has it
 * @param body     the answer's body as it came; {@code null} if it was empty
 * @param effect   what became of the record: {@code CREATED}, {@code UPDATED} or {@code UNCHANGED}; {@code null} if no
 *                 record was written
 */
public record ImportResult(int status, String localId, String remoteId, byte[] body, ImportOutcome.Status effect) {

    /** Of an operation that writes no record. */
    ImportResult(int status, String localId, String remoteId, byte[] body) {
        this(status, localId, remoteId, body, null);
    }

    ImportResult with(ImportOutcome.Status itsEffect) {
        return new ImportResult(status, localId, remoteId, body, itsEffect);
    }

    /** Of an answer that holds a record, or nothing. */
    static ImportResult ofRecord(Answer answer, String localId, String remoteId) {
        ImportResult result = of(answer, localId, remoteId);
        if (result.body == null) {
            return result;
        }
        Envelope envelope = envelope(answer, result.body);
        return new ImportResult(
                result.status, envelope.localId() != null ? envelope.localId() : localId,
                envelope.remoteId() != null ? envelope.remoteId() : remoteId, result.body);
    }

    /** Of an answer that must hold an object. */
    static ImportResult ofObject(Answer answer, String localId, String remoteId) {
        ImportResult result = ofRecord(answer, localId, remoteId);
        if (result.body == null) {
            throw answer.malformed("The answer is empty where a JSON object was due: check baseUrl.", null);
        }
        return result;
    }

    /** Of an answer of which nothing is known. */
    static ImportResult of(Answer answer, String localId, String remoteId) {
        byte[] body = answer.bytes();
        return new ImportResult(answer.status(), localId, remoteId, body.length == 0 ? null : body);
    }

    private static Envelope envelope(Answer answer, byte[] body) {
        try {
            return Envelope.of(body);
        } catch (MalformedRecordsException e) {
            throw answer.malformed("The answer is not the record that was due: " + e.getMessage() + ". Check baseUrl.", e);
        }
    }
}
