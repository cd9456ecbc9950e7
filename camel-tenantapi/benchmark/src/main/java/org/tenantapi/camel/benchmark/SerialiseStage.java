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

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tenantapi.camel.internal.imports.json.OutgoingJson;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;

/**
 * From a message body to the bytes that are sent: records that come as bytes are looked through, for numbers and for
 * the remoteId; others are written first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SerialiseStage {

    private static final JsonMapper JACKSON = new JsonMapper();

    private final byte[] order = Orders.created(1);
    private JsonNode node;

    @Setup
    public void node() throws IOException {
        node = JACKSON.readTree(order);
    }

    @Benchmark
    public byte[] bytes() {
        return outgoing(order);
    }

    @Benchmark
    public byte[] jsonNode() throws IOException {
        return outgoing(JACKSON.writeValueAsBytes(node));
    }

    /** Jackson's share of the above. */
    @Benchmark
    public byte[] jacksonAlone() throws IOException {
        return JACKSON.writeValueAsBytes(node);
    }

    private static byte[] outgoing(byte[] json) {
        return new OutgoingRecord("order", null, null, OutgoingJson.of(json)).withRemoteId(true);
    }
}
