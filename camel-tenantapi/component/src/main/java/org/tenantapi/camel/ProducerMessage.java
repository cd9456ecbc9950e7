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

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.ClientSettings;
import org.tenantapi.camel.internal.client.TraceContext;
import org.tenantapi.camel.internal.imports.ImportRequest;
import org.tenantapi.camel.internal.imports.ImportResult;
import org.tenantapi.camel.status.Direction;

/**
 * A message to a producer: what it asks for, and the answer to it.
 *
 * @param recordType   the record type that the operation is about
 * @param settings     those of the Connection
 * @param objectMapper reads the records that are answered
 */
record ProducerMessage(Exchange exchange, String recordType, ClientSettings settings, ObjectMapper objectMapper) {

    /** The same message about records of another type. */
    ProducerMessage about(String otherType) {
        return new ProducerMessage(exchange, otherType, settings, objectMapper);
    }

    /** The trace that the requests for this message belong to. */
    TraceContext trace() {
        return TraceContext.of(name -> exchange.getMessage().getHeader(name, String.class));
    }

    /** Ids that the route chose for an earlier request do not count. */
    ImportRequest request(byte @Nullable [] body) {
        return request(body, null);
    }

    /** About a record that is there: ids that the route chose for an earlier request about it are meant still. */
    ImportRequest addressed(byte @Nullable [] body) {
        return request(body, scope());
    }

    /** @param scope within which ids that were used before are still meant, if there is one */
    private ImportRequest request(byte @Nullable [] body, @Nullable String scope) {
        return ImportRequest.of(recordType, WrittenHeaders.chosenLocalId(exchange, scope),
                WrittenHeaders.chosenRemoteId(exchange, scope), body, trace());
    }

    private String scope() {
        return WrittenHeaders.scope(settings, recordType);
    }

    /** Tells which record was answered, and hands it on. */
    void answerRecord(ImportResult result) {
        tell(result);
        tellRecord(result);
        setRecord(result);
    }

    /** Hands on an object that is not a record. */
    void answerObject(ImportResult result) {
        tell(result);
        setRecord(result);
    }

    /** Nothing is known of such an answer, so it is handed on as it is. */
    void answerText(ImportResult result) {
        tell(result);
        exchange.getMessage()
                .setBody(result.body() == null ? null : new String(result.body(), StandardCharsets.UTF_8));
    }

    /** As {@link #answerText}, of an operation on a record. */
    void answerTextAboutRecord(ImportResult result) {
        answerText(result);
        tellRecord(result);
    }

    /** Tells which Plug has worked for it. */
    void tell() {
        WrittenHeaders.tell(exchange, settings, recordType, Direction.IMPORT.plug(recordType));
    }

    private void tell(ImportResult result) {
        tell();
        exchange.getMessage().setHeader(TenantApiConstants.HTTP_STATUS, result.status());
    }

    private void tellRecord(ImportResult result) {
        WrittenHeaders.tellRecord(exchange, scope(), result.localId(), result.remoteId());
    }

    private void setRecord(ImportResult result) {
        exchange.getMessage().setBody(result.body() == null ? null : TenantRecord.of(result.body(), objectMapper));
    }
}
