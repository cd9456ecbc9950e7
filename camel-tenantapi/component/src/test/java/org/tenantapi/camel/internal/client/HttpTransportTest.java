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
import java.time.Duration;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;

class HttpTransportTest {

    @Test
    void givesTheUsersConfigurerTheLastWord() throws IOException {
        TransportSettings settings = new TransportSettings(
                null,
                builder -> builder.addRequestInterceptorLast((request, entity, context) -> request.addHeader("X-Mine", "1")),
                null, null, null, 1);
        try (ClientFixture fixture = new ClientFixture(settings)) {
            fixture.server.plays(answer(200, "{}"));

            fixture.client().execute(Request.get()).close();

            assertThat(fixture.server.lastRequest().headers()).containsEntry("X-Mine", "1");
        }
    }

    @Test
    void registersNothingWithTheContext() throws IOException {
        try (ClientFixture fixture = new ClientFixture()) {
            assertThat(fixture.camelContext.getEndpoints()).isEmpty();
            assertThat(fixture.camelContext.getComponentNames()).isEmpty();
        }
    }

    @Test
    void closesTwice() {
        HttpTransport transport = new HttpTransport(new DefaultCamelContext(), TransportSettings.defaults());
        transport.close();

        assertThatCode(transport::close).doesNotThrowAnyException();
    }

    @Test
    void saysWhatIsWrongWithTheTlsParameters() {
        SSLContextParameters tls = new SSLContextParameters();
        tls.setSecureSocketProtocol("SSLv0");

        assertThatThrownBy(
                () -> new HttpTransport(new DefaultCamelContext(), new TransportSettings(tls, null, null, null, null, 1)))
                .isInstanceOf(RuntimeCamelException.class)
                .hasMessageContainingAll("Cannot build the HTTP client", "SSLv0");
    }

    @Test
    void hasSensibleDefaults() {
        TransportSettings settings = TransportSettings.defaults();

        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.responseTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.maxConnections()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = { "PT0S", "PT-1S", "PT0.000999S" })
    void refusesTimeoutsThatWouldMeanForEver(String text) {
        Duration timeout = Duration.parse(text);

        assertThatIllegalArgumentException().isThrownBy(() -> new TransportSettings(null, null, timeout, null, null, 1))
                .withMessageStartingWith("connectTimeout is " + timeout);
        assertThatIllegalArgumentException().isThrownBy(() -> new TransportSettings(null, null, null, timeout, null, 1))
                .withMessageStartingWith("responseTimeout is " + timeout);
    }

    @Test
    void refusesAPoolWithoutConnections() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TransportSettings(null, null, null, null, null, 0))
                .withMessageContaining("maxConnections is 0");
    }
}
