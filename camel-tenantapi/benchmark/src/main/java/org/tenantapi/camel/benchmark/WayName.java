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
package org.tenantapi.camel.benchmark;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The ways by their names.
 */
enum WayName {

    EXPORT("component, TenantRecord", work -> new ComponentExport(work, "", null)),
    EXPORT_BATCH("component, batches of 100", work -> new ComponentExport(work, "&batchSize=100", null)),
    EXPORT_JSON_NODE("component, JsonNode", work -> new ComponentExport(work, "", JsonNode.class)),
    EXPORT_MAP("component, Map", work -> new ComponentExport(work, "", Map.class)),
    EXPORT_BARE("component without position, de-duplication, headers, status", BareComponentExport::new),
    EXPORT_USUAL("to(http), unmarshal, split", UsualExport::new),
    EXPORT_STREAMING("expert's streaming route, JsonNode", work -> new StreamingExport(work, JsonNode.class)),
    EXPORT_STREAMING_MAP("expert's streaming route, Map", work -> new StreamingExport(work, Map.class)),
    EXPORT_PLAIN("HttpClient 5 + Jackson, no Camel", PlainExport::loop),
    EXPORT_FLOOR("HttpClient 5, answer drained", PlainExport::drain),

    IMPORT_JSON_NODE("component, JsonNode", work -> new ComponentImport(work, ImportBodies.jsonNodes())),
    IMPORT_BYTES("component, bytes", work -> new ComponentImport(work, ImportBodies.bytes())),
    IMPORT_MARSHAL("marshal, to(http)", work -> new MarshalImport(work, 1)),
    IMPORT_PLAIN("HttpClient 5 + Jackson, no Camel", work -> new PlainImport(work, ImportBodies.jsonNodes(), 1)),
    IMPORT_FLOOR("HttpClient 5, bytes as they are", work -> new PlainImport(work, ImportBodies.bytes(), 1)),
    IMPORT_8("component, 8 in flight", work -> new ComponentBatch(work, ImportBodies.jsonNodes(), 8, 0)),
    IMPORT_8_MARSHAL("split parallel, marshal, to(http), 8 in flight", work -> new MarshalImport(work, 8)),
    IMPORT_8_PLAIN("HttpClient 5 + Jackson, 8 threads", work -> new PlainImport(work, ImportBodies.jsonNodes(), 8)),
    IMPORT_8_FLOOR("HttpClient 5, bytes as they are, 8 threads", work -> new PlainImport(work, ImportBodies.bytes(), 8)),
    IMPORT_LATENCY_8("component, 5 ms latency, 8 in flight", work -> new ComponentBatch(work, ImportBodies.jsonNodes(), 8, 5)),
    IMPORT_LATENCY_32("component, 5 ms latency, 32 in flight",
                      work -> new ComponentBatch(work, ImportBodies.jsonNodes(), 32, 5)),

    IDLE("component", IdleComponent::new),
    IDLE_ROUTE("to(http), unmarshal, split", IdleRoute::new),
    IDLE_FLOOR("HttpClient 5, bare GET", IdleGet::new),
    IDLE_CONSUMERS("idle consumers, polling each second", work -> new IdleConsumers(work, "")),
    IDLE_CONSUMERS_SHARED("the same on four threads",
                          work -> new IdleConsumers(work, "&scheduledExecutorService=#fourThreads")),

    START("component", FirstRecord::component),
    START_ROUTE("to(http), unmarshal, split", FirstRecord::route);

    private final String title;
    private final Way.Factory factory;

    WayName(String title, Way.Factory factory) {
        this.title = title;
        this.factory = factory;
    }

    String title() {
        return title;
    }

    /** Whether it is the start of a process that counts. */
    boolean isStart() {
        return this == START || this == START_ROUTE;
    }

    Way open(Work work) throws Exception {
        return factory.open(work);
    }
}
