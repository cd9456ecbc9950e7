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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Date;
import java.util.Enumeration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Converter;
import org.tenantapi.camel.internal.imports.ListedRecords;

/**
 * What a record can be converted to, and what a record can be made of.
 */
@Converter(generateLoader = true)
public final class TenantRecordConverter {

    private static final ContractJson JSON = ContractJson.ofRecords();

    private TenantRecordConverter() {
    }

    @Converter
    public static String toString(TenantRecord tenantRecord) {
        return tenantRecord.json();
    }

    /** Of the headers of time: what Camel's date language takes. */
    @Converter
    public static Date toDate(Instant instant) {
        return Date.from(instant);
    }

    /** Of the headers of time: what every JDBC driver takes. */
    @Converter
    public static Timestamp toTimestamp(Instant instant) {
        return Timestamp.from(instant);
    }

    @Converter
    public static byte[] toBytes(TenantRecord tenantRecord) {
        return tenantRecord.bytes();
    }

    @Converter
    public static InputStream toInputStream(TenantRecord tenantRecord) {
        return new ByteArrayInputStream(tenantRecord.sharedBytes());
    }

    @Converter
    public static Reader toReader(TenantRecord tenantRecord) {
        return new StringReader(tenantRecord.json());
    }

    @Converter
    public static JsonNode toJsonNode(TenantRecord tenantRecord) {
        return tenantRecord.node();
    }

    @Converter
    public static Map<String, Object> toMap(TenantRecord tenantRecord) {
        return tenantRecord.map();
    }

    @Converter
    public static TenantRecord toTenantRecord(String json) {
        return TenantRecord.of(json);
    }

    @Converter
    public static TenantRecord toTenantRecord(byte[] json) {
        return TenantRecord.of(json);
    }

    @Converter
    public static TenantRecord toTenantRecord(InputStream json) throws IOException {
        try (json) {
            return TenantRecord.of(json.readAllBytes());
        }
    }

    @Converter
    public static TenantRecord toTenantRecord(JsonNode json) throws IOException {
        return TenantRecord.of(JSON.write(json));
    }

    @Converter
    public static TenantRecord toTenantRecord(Map<?, ?> json) throws IOException {
        return TenantRecord.of(JSON.write(json));
    }

    @Converter
    public static String toString(VersionId versionId) {
        return versionId.toString();
    }

    /** The records of a list that have not been read yet, as a JSON array, each of them read when its turn comes. */
    @Converter
    public static InputStream toInputStream(ListedRecords<?> records) {
        return new SequenceInputStream(new Enumeration<>() {

            private String before = "[";
            private boolean ended;

            @Override
            public boolean hasMoreElements() {
                return !ended;
            }

            @Override
            public InputStream nextElement() {
                ended = !records.hasNext();
                String text = ended ? (before.equals("[") ? "[]" : "]") : before + ((TenantRecord) records.next()).json();
                before = ",\n";
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /** The same, all of it in memory. */
    @Converter
    public static byte[] toBytes(ListedRecords<?> records) throws IOException {
        return toInputStream(records).readAllBytes();
    }

    /** The same, all of it in memory. */
    @Converter
    public static String toString(ListedRecords<?> records) throws IOException {
        return new String(toBytes(records), StandardCharsets.UTF_8);
    }
}
