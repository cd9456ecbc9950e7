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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.Request;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.export.FailureReporter;
import org.tenantapi.camel.internal.export.RecordVersion;

/**
 * Reports of failed records to the Tenant's event history, where the Tenant's users look for them: one event for each
 * record, all of one poll in as few requests as possible.
 */
public final class EventHistory implements FailureReporter {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MAX_EVENTS_PER_REQUEST = 100;

    private final TenantApiClient client;
    private final String recordType;

    public EventHistory(TenantApiClient client, String recordType) {
        this.client = client;
        this.recordType = recordType;
    }

    @Override
    public void report(List<Failure> failures) {
        for (int from = 0; from < failures.size(); from += MAX_EVENTS_PER_REQUEST) {
            List<Failure> some = failures.subList(from, Math.min(failures.size(), from + MAX_EVENTS_PER_REQUEST));
            try (Answer answer = client.execute(Request.post(Payload.json(events(some)), "log", "event"))) {
                // any 2xx will do
                answer.bytes();
            }
        }
    }

    private byte[] events(List<Failure> failures) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (Failure failure : failures) {
                write(json, failure);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator json, Failure failure) throws IOException {
        String displayId = displayId(failure.version());
        json.writeStartObject();
        json.writeStringField("severity", "Error");
        json.writeStringField("relatedRecordType", recordType);
        json.writeStringField("direction", "export");
        json.writeStringField("summary", summary(displayId));
        json.writeArrayFieldStart("body");
        json.writeString(failure.error());
        json.writeEndArray();
        json.writeArrayFieldStart("relatedIdMsgs");
        json.writeStartObject();
        json.writeStringField("id", failure.version().localId());
        json.writeStringField("displayId", displayId);
        json.writeStringField("message", failure.error());
        json.writeEndObject();
        json.writeEndArray();
        json.writeStringField("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeEndObject();
    }

    private String summary(String displayId) {
        String name = recordType.replace('-', ' ');
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " " + displayId + " could not be exported";
    }

    /** The id that the Tenant's users know the record by. */
    private static String displayId(RecordVersion version) throws IOException {
        String orderNo = MAPPER.readTree(version.bytes()).path("remoteOrderNo").asText();
        if (!orderNo.isEmpty()) {
            return orderNo;
        }
        return version.envelope().remoteId() != null ? version.envelope().remoteId() : version.localId();
    }
}
