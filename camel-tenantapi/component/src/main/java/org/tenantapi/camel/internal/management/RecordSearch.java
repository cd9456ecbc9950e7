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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.tenantapi.camel.client.TenantApiNotFoundException;
import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.RecordReader;
import org.tenantapi.camel.internal.client.Request;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.export.ContentDigest;
import org.tenantapi.camel.internal.export.RecordVersion;

/**
 * The search for records by the ids that users know: localId, remoteId, order number. It only reads, and moves nothing.
 */
final class RecordSearch {

    private static final JsonMapper JSON = new JsonMapper();
    /** as the platform makes them */
    private static final Pattern LOCAL_ID = Pattern.compile("[0-9a-f]{32}");
    private static final String ORDER_NO = "remoteOrderNo";
    /** an order number is not unique, but hardly more often in use */
    private static final int MAX_FOUND = 10;
    /** a server that does not know the parameter lists everything */
    private static final int MAX_READ = 1000;

    private final TenantApiClient client;
    private final String recordType;
    private final ContentDigest digest;

    RecordSearch(TenantApiClient client, String recordType, ContentDigest digest) {
        this.client = client;
        this.recordType = recordType;
        this.digest = digest;
    }

    /**
     * By localId, else by the Connection's remoteId, else orders by remoteOrderNo.
     *
     * @return empty if there is none
     */
    List<RecordVersion> find(String id) throws IOException {
        List<RecordVersion> found = LOCAL_ID.matcher(id).matches() ? read(Request.get(recordType, id)) : List.of();
        if (found.isEmpty()) {
            found = read(Request.get(recordType, "by-remote-id").withQuery("remoteId", id));
        }
        return found.isEmpty() && recordType.equals("order") ? byOrderNo(id) : found;
    }

    private List<RecordVersion> read(Request request) throws IOException {
        try (Answer answer = client.execute(request)) {
            return List.of(RecordVersion.of(answer.bytes(), digest));
        } catch (TenantApiNotFoundException e) {
            return List.of();
        }
    }

    private List<RecordVersion> byOrderNo(String orderNo) throws IOException {
        List<RecordVersion> found = new ArrayList<>();
        try (RecordReader records = RecordReader.of(client.execute(Request.get(recordType).withQuery(ORDER_NO, orderNo)))) {
            for (int n = 0; n < MAX_READ && found.size() < MAX_FOUND && records.next(); n++) {
                byte[] bytes = records.bytes();
                if (orderNo.equals(JSON.readTree(bytes).path(ORDER_NO).asText())) {
                    found.add(RecordVersion.of(bytes, digest));
                }
            }
        }
        return found;
    }
}
