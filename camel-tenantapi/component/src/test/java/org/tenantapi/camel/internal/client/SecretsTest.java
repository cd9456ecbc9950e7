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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tenantapi.camel.client.TenantApiException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;
import static org.tenantapi.camel.internal.client.ScriptedServer.reset;
import static org.tenantapi.camel.internal.client.ScriptedServer.thenCloses;

class SecretsTest {

    private static final String TOKEN
            = Base64.getEncoder().encodeToString(("anna:" + ClientFixture.PASSWORD).getBytes(UTF_8));
    private static final String ECHO = "you sent " + TOKEN + ", that is " + ClientFixture.PASSWORD;

    static Stream<ScriptedServer.Script> everyWayToFail() {
        return Stream.concat(
                Stream.of(200, 302, 400, 401, 403, 404, 409, 429, 500, 600)
                        .map(status -> answer(status, ECHO, "Content-Type: text/html", "X-Echo: " + TOKEN,
                                "Location: /" + TOKEN)),
                Stream.of(reset(), thenCloses("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + TOKEN.charAt(0)),
                        thenCloses(ECHO)));
    }

    @ParameterizedTest
    @MethodSource("everyWayToFail")
    void noExceptionHoldsThePasswordEvenIfTheServerEchoesIt(ScriptedServer.Script script) throws IOException {
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.server.plays(script);

            TenantApiException e = catchThrowableOfType(
                    TenantApiException.class, () -> fixture.client().execute(Request.get("order")).bytes());

            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            assertThat(List.of(trace.toString(), e.getMessage(), e.getResponseBody(), e.getResponseHeaders().toString()))
                    .allSatisfy(text -> assertThat(text).doesNotContain(ClientFixture.PASSWORD, TOKEN));
        }
    }

    @Test
    void nothingPrintsThePassword() throws IOException {
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.server.plays(answer(200, "{}"));
            ClientSettings settings = ClientFixture.settings(fixture.server.baseUrl(), 1);
            Request request = Request.get("order");
            Call call = new Call(request, settings, false);

            try (Answer answer = fixture.client().execute(request)) {
                assertThat(
                        Stream.of(settings, request, call, fixture.client(), fixture.transport, answer).map(Object::toString))
                        .allSatisfy(text -> assertThat(text).doesNotContain(ClientFixture.PASSWORD, TOKEN));
            }
            assertThat(settings.toString()).contains("acme", "anna", "webshop", "***");
        }
    }
}
