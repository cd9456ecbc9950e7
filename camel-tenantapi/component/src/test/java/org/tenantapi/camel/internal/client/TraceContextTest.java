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
package org.tenantapi.camel.internal.client;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;

/** The examples are those of the standard, https://www.w3.org/TR/trace-context/. */
class TraceContextTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static TraceContext of(String... headers) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return TraceContext.of(all::get);
    }

    @Test
    void takesTheTwoHeadersAndNoOther() {
        assertThat(
                of("traceparent", PARENT, "tracestate", "rojo=00f067aa0ba902b7", "baggage", "userId=alice", "x", "y").headers())
                .containsOnly(Map.entry("traceparent", PARENT), Map.entry("tracestate", "rojo=00f067aa0ba902b7"));
        assertThat(of("traceparent", "cc" + PARENT.substring(2) + "-what-the-future-brings").headers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "nonsense", PARENT + "\r\nX-Tenant: other", PARENT + "\n", PARENT + " ",
            "00" + "-0af7651916cd43dd8448eb211c80319c",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", PARENT + "-more",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" })
    void withoutAValidParentThereIsNoTrace(String parent) {
        assertThat(of("traceparent", parent, "tracestate", "rojo=1")).isEqualTo(TraceContext.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "rojo=1\r\nX-Tenant: other", "rojo=1\u0000", "rojo=\u00e4" })
    void leavesAStateOutThatAHeaderCannotCarry(String state) {
        assertThat(of("traceparent", PARENT, "tracestate", state).headers()).containsOnlyKeys("traceparent");
        assertThat(of("traceparent", PARENT, "tracestate", "a=" + "b".repeat(511)).headers()).containsOnlyKeys("traceparent");
    }

    @Test
    void isThatOfItsRequestAndOfNoOther() throws IOException {
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.server.plays(answer(200, "{}"), answer(200, "{}"));
            TenantApiClient client = fixture.client();

            client.execute(Request.get("order", "1").in(of("traceparent", PARENT)).withQuery("a", "b")).bytes();
            assertThat(fixture.server.lastRequest().headers()).containsEntry("traceparent", PARENT);
            client.execute(Request.get("order", "1")).bytes();
            assertThat(fixture.server.lastRequest().headers()).doesNotContainKey("traceparent");
        }
    }
}
