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
import java.io.InputStream;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;

@DisplayName("lesson 28: closing an unfinished answer does not read the rest")
class EarlyCloseTest {

    private final ClientFixture fixture = new ClientFixture();
    private final ScriptedServer server = fixture.server;
    private final TenantApiClient client = fixture.client();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void dropsTheRestOfAnAnswerThatIsClosedEarly() throws IOException {
        Flood flood = new Flood(1L << 33);
        server.plays(flood, answer(200, "{}"));

        Answer answer = client.execute(Request.get("order"));
        assertThat(answer.body().readNBytes(10_000)).hasSize(10_000);
        answer.close();

        flood.awaitEnd();
        assertThat(flood.written).isLessThan(1L << 26);
        assertThat(client.execute(Request.get()).bytes()).hasSize(2);
        assertThatThrownBy(() -> answer.body().read()).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void dropsTheRestAlsoOfAClosedStreamOfATooLargeAnswerAndOfAnError() throws IOException {
        Flood plain = new Flood(1L << 33);
        Flood large = new Flood(1L << 33);
        Flood error = new Flood(1L << 33, 500);
        server.plays(plain, large, error, answer(200, "{}"));

        try (InputStream body = client.execute(Request.get("order")).body()) {
            assertThat(body.read()).isEqualTo('x');
        }
        assertThatThrownBy(() -> fixture.client(100_000).execute(Request.get("order")).bytes())
                .isInstanceOf(TenantApiMalformedAnswerException.class);
        assertThatThrownBy(() -> client.execute(Request.get("order"))).isInstanceOf(TenantApiUnavailableException.class);

        for (Flood flood : List.of(plain, large, error)) {
            flood.awaitEnd();
            assertThat(flood.written).isLessThan(1L << 26);
        }
        assertThat(client.execute(Request.get()).bytes()).hasSize(2);
    }
}
