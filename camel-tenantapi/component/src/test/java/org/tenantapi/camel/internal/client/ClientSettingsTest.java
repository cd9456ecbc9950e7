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

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientSettingsTest {

    private static final String URL = "https://api.example.com/api";

    @ParameterizedTest
    @ValueSource(strings = {
            URL, URL + "/", URL + "//", "HTTPS://api.example.com:8443/api", "https://api.example.com",
            "http://localhost:8080/api", "http://127.0.0.1/api", "http://127.200.0.9/api", "http://[::1]:80/api",
            "http://[0:0:0:0:0:0:0:1]/api" })
    void acceptsHttpsAndPlainHttpToLoopback(String url) {
        assertThat(withUrl(url, false).baseUrl().toString()).isEqualTo(url.replaceAll("/+$", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "http://api.example.com/api", "http://127.0.0.1.example.com/api", "http://localhost.example.com/api",
            "http://10.0.0.1/api", "http://[::2]/api", "http://0.0.0.0/api" })
    void refusesPlainHttpToOtherHostsUnlessAllowed(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> withUrl(url, false))
                .withMessageContainingAll(url, "https", "allowPlainHttp=true");
        assertThat(withUrl(url, true).baseUrl()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = { "api.example.com/api", "/api", "https:///api", "https://my_host/api", "https://host:99999/api" })
    void refusesAnAddressThatIsNone(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> withUrl(url, false))
                .withMessageContainingAll(url, "https://api.example.com/api");
    }

    @Test
    void refusesAnotherScheme() {
        assertThatIllegalArgumentException().isThrownBy(() -> withUrl("ftp://localhost/api", true))
                .withMessageContaining("not an https address");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://anna:s3cret@api.example.com/api", "https://anna:s3cret@my_host/api", "http://anna:s3cret@example.com/",
            "https://api.example.com/api?password=s3cret", "https://api.example.com/api#s3cret" })
    void refusesSecretsInTheAddressWithoutPrintingThem(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> withUrl(url, false))
                .satisfies(e -> assertThat(e.getMessage()).contains("baseUrl").doesNotContain("s3cret"));
    }

    @Test
    void namesTheMissingBaseUrl() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientSettings(null, "acme", "anna", "pw", "webshop", null, false, 1))
                .withMessageContaining("baseUrl is not set");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = { "acme\r\nX-Evil: 1", "acme\n", "büro", "ac\tme", "\u0000", "acme\u007f" })
    void refusesTextsThatAHeaderCannotCarry(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(text, "anna", "pw", "webshop"))
                .withMessageStartingWith("tenant ");
        assertThatIllegalArgumentException().isThrownBy(() -> settings("acme", "anna", "pw", text))
                .withMessageStartingWith("connectionId ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientSettings(
                        URI.create(URL), "acme", "anna", "pw", "webshop", text == null ? "" : text, false, 1))
                .withMessageStartingWith("userAgent ");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = { "s3cret\n", "s3\rcret", "\u0000" })
    void refusesCredentialsThatBasicCannotCarryWithoutPrintingThem(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("acme", "anna", text, "webshop"))
                .satisfies(e -> assertThat(e.getMessage()).startsWith("password ").doesNotContain("s3"));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("acme", text, "pw", "webshop"))
                .withMessageStartingWith("username ");
    }

    @Test
    void refusesAColonInTheUserName() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("acme", "an:na", "pw", "webshop"))
                .withMessageContainingAll("username", "colon", "RFC 7617");
    }

    @Test
    void refusesAResponseSizeBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientSettings(URI.create(URL), "acme", "anna", "pw", "webshop", null, false, 0))
                .withMessageContaining("maxResponseSize is 0");
    }

    @Test
    void alwaysHasAUserAgent() {
        assertThat(settings("acme", "anna", "pw", "webshop").userAgent()).isEqualTo("camel-tenantapi");
    }

    private static ClientSettings withUrl(String url, boolean allowPlainHttp) {
        return new ClientSettings(URI.create(url), "acme", "anna", "pw", "webshop", null, allowPlainHttp, 1);
    }

    private static ClientSettings settings(String tenant, String username, String password, String connectionId) {
        return new ClientSettings(URI.create(URL), tenant, username, password, connectionId, null, false, 1);
    }
}
