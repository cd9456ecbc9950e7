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
import java.util.LinkedHashMap;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.hc.core5.net.PercentCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RequestTest {

    private static final URI API = URI.create("https://api.example.com/api");

    @Test
    void addressesTheRootWithATrailingSlash() {
        assertThat(Request.get().resolve(API)).hasToString("https://api.example.com/api/");
    }

    @Test
    void encodesWhatWouldLeaveThePathSegment() {
        assertThat(Request.get("order", "a/../b?x=1#f%2F å").resolve(API))
                .hasToString("https://api.example.com/api/order/a%2F..%2Fb%3Fx%3D1%23f%252F%20%C3%A5");
    }

    @Test
    void encodesWhatWouldLeaveTheQueryParameter() {
        assertThat(Request.get("order", "by-remote-id").withQuery("remoteId", "1 +&remoteId=2%").resolve(API))
                .hasToString("https://api.example.com/api/order/by-remote-id?remoteId=1%20%2B%26remoteId%3D2%25");
    }

    @Test
    void keepsTheOrderOfQueryParameters() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("z", "1");
        query.put("a", "2");

        assertThat(Request.get("order").withQuery(query).withQuery("m", "3")).hasToString("GET /order?z=1&a=2&m=3");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ".", ".." })
    void refusesSegmentsThatMeanAnotherPath(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> Request.get("order", id)).withMessageContaining("'" + id + "'");
    }

    @Property(tries = 300)
    void anyTextStaysOneSegmentAndComesBackAsItWas(@ForAll("texts") String id) {
        URI uri = Request.get("order", "x" + id).resolve(API);

        assertThat(uri.getRawPath().split("/", -1)).hasSize(4);
        assertThat(uri.getRawQuery()).isNull();
        assertThat(uri.getRawFragment()).isNull();
        assertThat(PercentCodec.decode(uri.getRawPath().substring("/api/order/".length()), UTF_8)).isEqualTo("x" + id);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().excludeChars('\uFFFF').filter(text -> UTF_8.newEncoder().canEncode(text));
    }

    @Test
    void printsNoPayload() {
        Request request = Request.post(Payload.json("{\"email\":\"anna@example.com\"}".getBytes(UTF_8)), "order");

        assertThat(request.toString()).isEqualTo("POST /order");
        assertThat(request.payload().toString()).isEqualTo("Payload[28 bytes, application/json]");
    }
}
