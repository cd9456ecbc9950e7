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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.client.TenantApiNotFoundException;
import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.MalformedRecordsException;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.RecordReader;
import org.tenantapi.camel.internal.client.Request;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.export.ContentDigest;
import org.tenantapi.camel.internal.export.ExportSource;
import org.tenantapi.camel.internal.export.Fetch;
import org.tenantapi.camel.internal.export.RecordVersion;

/**
 * Reads the records of one record type from the Tenant API.
 */
final class ClientSource implements ExportSource {

    private static final JsonMapper JSON = new JsonMapper();

    static final String MODIFIED_AT_OR_AFTER = "modifiedAtOrAfter";

    private final TenantApiClient client;
    private final String recordType;
    private final Map<String, String> filter;
    private final Server server;
    private final ContentDigest digest;
    private final MalformedRecordPolicy onMalformedRecord;

    ClientSource(TenantApiClient client, String recordType, Map<String, String> filter, Server server,
                 ContentDigest digest, MalformedRecordPolicy onMalformedRecord) {
        this.client = client;
        this.recordType = recordType;
        this.filter = filter;
        this.server = server;
        this.digest = digest;
        this.onMalformedRecord = onMalformedRecord;
    }

    @Override
    public Server server() {
        return server;
    }

    /**
     * The platform documents whole seconds only. Rounded down: what is read once more does no harm, what is not read is
     * lost.
     */
    static String wholeSeconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public Fetch fetch(@Nullable Instant modifiedAtOrAfter) {
        Request request = Request.get(recordType).withQuery(filter);
        if (modifiedAtOrAfter != null) {
            request = request.withQuery(MODIFIED_AT_OR_AFTER, wholeSeconds(modifiedAtOrAfter));
        }
        Instant localTime = Instant.now();
        long asked = System.nanoTime();
        Answer answer = client.execute(request);
        RecordReader records = RecordReader.of(answer).setAsideTooLarge();
        return new Fetch(
                onMalformedRecord == MalformedRecordPolicy.skip ? records.setAsideMalformed() : records,
                answer.serverTime().orElse(null), localTime, asked,
                Duration.ofNanos(System.nanoTime() - asked));
    }

    @Override
    public Optional<byte[]> read(String localId) {
        try (Answer answer = client.execute(Request.get(recordType, localId))) {
            return Optional.of(answer.bytes());
        } catch (TenantApiNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<RecordVersion> link(String localId, String remoteId) {
        byte[] change = JSON.createObjectNode().put("remoteId", remoteId).toString().getBytes(StandardCharsets.UTF_8);
        byte[] answered;
        try (Answer answer = client.execute(Request.put(Payload.json(change), recordType, localId))) {
            answered = answer.bytes();
        }
        Predicate<RecordVersion> isLinked
                = shown -> localId.equals(shown.localId()) && remoteId.equals(shown.envelope().remoteId());
        return version(answered).filter(isLinked)
                .or(() -> read(localId).flatMap(this::version).filter(isLinked));
    }

    private Optional<RecordVersion> version(byte[] answer) {
        try {
            return Optional.of(RecordVersion.of(answer, digest));
        } catch (MalformedRecordsException e) {
            return Optional.empty();
        }
    }

    @Override
    public ContentDigest digest() {
        return digest;
    }

    @Override
    public Optional<Instant> serverTime() throws IOException {
        try (Answer answer = client.execute(Request.get())) {
            return answer.serverTime();
        }
    }
}
