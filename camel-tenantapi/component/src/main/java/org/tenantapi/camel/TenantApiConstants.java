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

import org.apache.camel.spi.Metadata;

/**
 * The message headers that the component reads and sets.
 */
public final class TenantApiConstants {

    @Metadata(label = "producer", description = "The operation to perform instead of the endpoint's.",
              javaType = "org.tenantapi.camel.TenantApiOperation")
    public static final String OPERATION = "CamelTenantApiOperation";

    @Metadata(description = "The record type, such as order. Consumer: of the exported record. Producer: used instead of the"
                            + " endpoint's record type, if the route set it.",
              javaType = "String")
    public static final String RECORD_TYPE = "CamelTenantApiRecordType";

    @Metadata(description = "The id that the platform gave the record. Consumer: of the exported record. Producer: which record to"
                            + " read or update, if the route set it; set to the answered record's after the operation.",
              javaType = "String", important = true)
    public static final String LOCAL_ID = "CamelTenantApiLocalId";

    @Metadata(label = "consumer",
              description = "A file name made of the localId, without an extension: safe in every file system, and another one for"
                            + " each id. An id as the platform makes them is its own name.",
              javaType = "String")
    public static final String FILE_NAME = "CamelTenantApiFileName";

    @Metadata(description = "The id of the record in your system, unique for a Connection and a record type. Consumer: of the"
                            + " exported record, if it has one. Producer: which record to write or read when the body does not say, if"
                            + " the route set it; set to the answered record's after the operation.",
              javaType = "String", important = true)
    public static final String REMOTE_ID = "CamelTenantApiRemoteId";

    @Metadata(label = "consumer",
              description = "When the record changed last, by the server's clock. Camel's date language does not take an"
                            + " Instant: for it the same time is in CamelMessageTimestamp.",
              javaType = "java.time.Instant")
    public static final String LAST_MODIFIED = "CamelTenantApiLastModified";

    @Metadata(label = "consumer", description = "When the record was created, by the server's clock.",
              javaType = "java.time.Instant")
    public static final String CREATED = "CamelTenantApiCreated";

    @Metadata(description = "The Tenant that the record belongs to. For information: it redirects nothing.",
              javaType = "String")
    public static final String TENANT = "CamelTenantApiTenant";

    @Metadata(description = "The id of the Connection that was used. For information: it redirects nothing.",
              javaType = "String")
    public static final String CONNECTION_ID = "CamelTenantApiConnectionId";

    @Metadata(description = "The Plug that moved the record, such as OrderExport or ProductImport.", javaType = "String")
    public static final String PLUG = "CamelTenantApiPlug";

    @Metadata(label = "consumer",
              description = "How often this record has been delivered, this time included: 1 for the first.",
              javaType = "int")
    public static final String ATTEMPT = "CamelTenantApiAttempt";

    @Metadata(label = "consumer",
              description = "localId, lastModified and a digest of the content in one text, the same each time this version of the"
                            + " record is delivered: the key for an idempotent receiver. Ask for it as a String.",
              javaType = "String")
    public static final String VERSION_ID = "CamelTenantApiVersionId";

    @Metadata(label = "producer",
              description = "For the operation list: only records modified at this time or after it. An Instant, or text such as"
                            + " 2026-11-01T00:00:00Z.",
              javaType = "java.time.Instant")
    public static final String MODIFIED_AT_OR_AFTER = "CamelTenantApiModifiedAtOrAfter";

    @Metadata(label = "producer",
              description = "For the operation uploadFile: whether the file may be read without credentials. Default: false.",
              javaType = "boolean")
    public static final String PUBLIC_ACCESS = "CamelTenantApiPublicAccess";

    @Metadata(label = "producer", description = "The status of the server's answer. Not set by a batch.", javaType = "int")
    public static final String HTTP_STATUS = "CamelTenantApiHttpStatus";

    @Metadata(label = "producer",
              description = "What became of each record of a batch, in the order of the batch; also where the batch failed."
                            + " Not set where the outcomes are sent to an endpoint.",
              javaType = "java.util.List<org.tenantapi.camel.imports.ImportOutcome>")
    public static final String OUTCOMES = "CamelTenantApiOutcomes";

    @Metadata(label = "producer",
              description = "How many records the batch had. It is the sum of those created, updated, unchanged, rejected and unknown.",
              javaType = "long")
    public static final String NUM_CONSIDERED = "CamelTenantApiNumConsidered";

    @Metadata(label = "producer",
              description = "How many records of the batch were created.",
              javaType = "long")
    public static final String NUM_CREATED = "CamelTenantApiNumCreated";

    @Metadata(label = "producer",
              description = "How many records of the batch were updated.",
              javaType = "long")
    public static final String NUM_UPDATED = "CamelTenantApiNumUpdated";

    @Metadata(label = "producer",
              description = "How many records of the batch were in the Tenant already as they were to be sent.",
              javaType = "long")
    public static final String NUM_UNCHANGED = "CamelTenantApiNumUnchanged";

    @Metadata(label = "producer",
              description = "How many records of the batch are not in: refused by the server, or not sent at all.",
              javaType = "long")
    public static final String NUM_REJECTED = "CamelTenantApiNumRejected";

    @Metadata(label = "producer",
              description = "How many records of the batch may be in or not: that is not known.",
              javaType = "long")
    public static final String NUM_UNKNOWN = "CamelTenantApiNumUnknown";

    private TenantApiConstants() {
    }
}
