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

import java.util.Map;
import java.util.function.BiFunction;

import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.Envelope;
import org.tenantapi.camel.internal.client.Request;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.client.TraceContext;

/**
 * Reads records one after another: {@code GET /{type}} with a query, such as {@code modifiedAtOrAfter}.
 */
public final class ListRecords {

    private final TenantApiClient client;

    public ListRecords(TenantApiClient client) {
        this.client = client;
    }

    /**
     * @param  trace  the trace that its request belongs to
     * @param  record what to make of the bytes of a record and its envelope
     * @return        the records, still on their way; the caller closes them
     */
    public <T> ListedRecords<T> execute(
            String recordType, Map<String, String> query, TraceContext trace, BiFunction<byte[], Envelope, T> record) {
        Answer answer = client.execute(Request.get(recordType).withQuery(query).in(trace));
        return new ListedRecords<>(answer, record);
    }
}
