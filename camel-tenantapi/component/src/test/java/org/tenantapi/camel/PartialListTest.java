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

import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("lesson 37: a part of a list is not taken for the whole (BRGM/hubeau#261, airbyte#2573)")
class PartialListTest extends RouteTest {

    static Stream<Fault> parts() {
        return Stream.of(Fault.status(206, "application/json", "[]").withHeader("Content-Range", "items 0-4/10"),
                Fault.status(202, "application/json", "[]"), Fault.status(204), Fault.status(207, "application/json", "[]"),
                Fault.body("application/json", "[]").withHeader("Link", "<https://localhost/api/order?page=2>; rel=\"next\""),
                Fault.body("application/json", "[]").withHeader("X-Total-Count", "10"),
                Fault.body("application/json", "[]").withHeader("Content-Range", "items 0-4/10"));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void anExportLosesNothingByIt(Fault part) throws Exception {
        String order = order("new");
        platform().clock().set(NOON.plusSeconds(3600));
        platform().on("GET", "/order").times(2).answer(part);

        export("tenantapi:webshop/order?delay=20&initialDelay=0&overlap=0");
        awaitDelivered(1);

        assertThat(delivered).containsExactly(order + ":new");
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aListOfAProducerFails(Fault part) throws Exception {
        platform().on("GET", "/order").answer(part);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").to("tenantapi:webshop/order?operation=list").split(body()).streaming().to("mock:listed");
            }
        });

        assertThatThrownBy(() -> template.requestBody("direct:list", (Object) null))
                .hasRootCauseInstanceOf(TenantApiMalformedAnswerException.class);
    }

    @Test
    void aLookUpThatIsNotAnsweredWith200CreatesNothing() {
        platform().on("GET", "/product/by-remote-id").answer(Fault.status(202, "application/json", "{}"));

        assertThatThrownBy(() -> template.requestBody("tenantapi:webshop/product", product("p-1")))
                .hasRootCauseInstanceOf(TenantApiMalformedAnswerException.class);
        assertThat(tenant().records("product")).isEmpty();
    }

    private static String product(String remoteId) {
        return "{\"remoteId\":\"" + remoteId + "\",\"vatRatePercent\":\"25\"}";
    }
}
