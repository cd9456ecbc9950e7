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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.Request;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TraceContext;

/**
 * Uploads a file: {@code POST /file} announces it, {@code PUT /file/{localId}/data} sends its bytes. If the second
 * fails, the announced file remains without bytes, for nothing can be deleted; the exception's path or message names
 * its localId. Where an answer is lost, the bytes are sent again, if they can be; the announcement, which could not be
 * found again, is not.
 */
public final class UploadFile {

    private static final JsonFactory JSON = new JsonFactory();

    private final TenantApiClient client;

    public UploadFile(TenantApiClient client) {
        this.client = client;
    }

    /**
     * @param  trace                                         the trace that all its requests belong to
     * @return                                               the file's ids, the status of the second answer and the
     *                                                       body of the first
     * @throws org.tenantapi.camel.client.TenantApiException if the server cannot be reached or does not agree
     * @throws UncheckedIOException                          if the content cannot be read
     */
    public ImportResult execute(FileUpload file, TraceContext trace) {
        ImportResult announced = announce(file, trace);
        Request data = Request.put(file.content(), "file", Objects.requireNonNull(announced.localId()), "data").in(trace);
        for (int retries = 0;; retries++) {
            try (Answer answer = client.execute(data)) {
                int status = ImportResult.ofWhatever(answer, null, null).status();
                return new ImportResult(status, announced.localId(), announced.remoteId(), announced.body());
            } catch (TenantApiException e) {
                if (!e.isAmbiguous()) {
                    throw e;
                }
                // the same bytes once more do no harm
                if (!file.content().repeatable() || !mayTryAgain(retries, e)) {
                    throw UncertainWrite.unknown("The data of the file " + announced.localId(), e,
                            "The file itself is there.");
                }
            }
        }
    }

    private boolean mayTryAgain(int retries, TenantApiException lost) {
        try {
            return client.awaitRetry(retries, lost);
        } catch (TenantApiException e) {
            // being stopped
            return false;
        }
    }

    private ImportResult announce(FileUpload file, TraceContext trace) {
        try (Answer answer = client.execute(Request.post(Payload.json(description(file)), "file").in(trace))) {
            return ImportResult.ofRecord(answer, null, null);
        } catch (TenantApiException e) {
            throw e.isAmbiguous()
                    ? UncertainWrite.unknown("The file " + file.name(), e, "It has no id to find it by.") : e;
        }
    }

    private static byte[] description(FileUpload file) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            generator.writeStartObject();
            generator.writeStringField("name", file.name());
            generator.writeStringField("mimeType", file.content().contentType());
            generator.writeBooleanField("publicAccess", file.publicAccess());
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toByteArray();
    }
}
