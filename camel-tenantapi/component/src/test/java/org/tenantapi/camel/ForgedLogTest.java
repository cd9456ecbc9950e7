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

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.internal.client.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;

/** That an id of the server forges no line of the log, and steers no terminal. */
class ForgedLogTest extends RouteTest {

    private static final Path LOG = Path.of(System.getProperty("test.log", "target/test.log"));
    private static final String HOSTILE = "x\\r\\nERROR forged\\u2028\\u001b[2J\\u202e";

    @Test
    void aLocalIdStaysInItsLine() throws Exception {
        long before = Files.size(LOG);
        try (ScriptedServer server = new ScriptedServer()) {
            context.getComponent("tenantapi", TenantApiComponent.class).setBaseUrl(server.baseUrl().toString());
            server.plays(answer(200, "[{\"localId\":\"" + HOSTILE + "\",\"lastModified\":\"" + NOON + "\"}]"));
            addRoute(new RouteBuilder() {
                @Override
                public void configure() {
                    from("tenantapi:webshop/order?initialDelay=0&delay=60000&maxAttempts=1").routeId("export")
                            .process(exchange -> {
                                throw new IllegalStateException("not this one");
                            });
                }
            });

            await().until(() -> log(before).contains("is in quarantine"));
        }

        assertThat(log(before)).contains("Record x\\r\\nERROR forged\\u2028\\u001b[2J\\u202e of").doesNotContain("\u001b",
                "\u2028",
                "\u202e", "\nERROR forged");
    }

    private static String log(long before) throws Exception {
        byte[] log = Files.readAllBytes(LOG);
        return new String(log, (int) before, log.length - (int) before, StandardCharsets.UTF_8);
    }
}
