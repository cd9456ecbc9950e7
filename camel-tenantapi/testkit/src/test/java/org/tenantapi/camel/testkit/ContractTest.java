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
package org.tenantapi.camel.testkit;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContractTest {

    private final TenantApiSimulator simulator = TenantApiSimulator.builder().checkContract(true).start();
    private HttpConnection shop;

    @BeforeEach
    void aTenant() {
        shop = HttpConnection.of(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void isAnOpenApiDocumentWithoutFlaws() {
        ParseOptions strict = new ParseOptions();
        strict.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(OpenApiContract.document(), null, strict);

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getPaths()).hasSize(9);
    }

    @Test
    void hasNothingAgainstWhatItAllows() throws Exception {
        shop.post("/product", "{\"remoteId\":\"1\",\"vatRatePercent\":\"25\",\"weight\":null,\"totalVat\":{\"amount\":\"1\"}}");
        shop.get("/product");
        shop.get("/product/by-remote-id?remoteId=1");
        shop.get("/order/0123456789abcdef0123456789abcdef");

        assertThat(simulator.contractViolations()).isEmpty();
    }

    @Test
    void reportsARequestWithoutItsHeaders() throws Exception {
        shop.without("X-Tenant").get("/order");

        assertThat(simulator.contractViolations()).singleElement().satisfies(violation -> {
            assertThat(violation.side()).isEqualTo("request");
            assertThat(violation.request()).isEqualTo("GET /api/order");
            assertThat(violation.message()).contains("X-Tenant");
        });
    }

    @Test
    void reportsARequestWithoutCredentials() throws Exception {
        shop.without("Authorization").get("/");

        assertThat(simulator.contractViolations()).singleElement().asString().contains("Authorization");
    }

    @Test
    void reportsARequestThatDoesNotAcceptJson() throws Exception {
        shop.with("Accept", "text/html").get("/");
        shop.without("Accept").get("/");
        shop.with("Accept", "text/html, */*;q=0.1").get("/");

        assertThat(simulator.contractViolations()).hasSize(2)
                .allSatisfy(violation -> assertThat(violation.message()).contains("Accept"));
    }

    @Test
    void reportsAnUnknownPath() throws Exception {
        shop.get("/order/1/2/3");

        assertThat(simulator.contractViolations()).isNotEmpty();
    }

    @Test
    void reportsANumberThatIsWrittenAsANumber() throws Exception {
        simulator.strictNumbers(false);
        shop.put("/order/by-remote-id?remoteId=1", "{\"totalVat\":{\"amount\":1}}");

        assertThat(simulator.contractViolations()).isNotEmpty().first().asString().contains("amount");
    }

    @Test
    void acceptsANumberThatIsReadAsANumber() throws Exception {
        simulator.tenant("acme").put("product", "{\"stock\":7,\"totalVat\":{\"amount\":1.5}}");
        shop.get("/product");

        assertThat(simulator.contractViolations()).isEmpty();
    }

    @Test
    void reportsARecordWithoutAProperEnvelope() throws Exception {
        String fractions = simulator.tenant("acme").putAsIs("order", "{\"lastModified\":\"2026-01-02T12:00:00.123Z\"}");

        shop.get("/order");
        shop.get("/order/" + fractions);

        assertThat(simulator.contractViolations()).extracting(ContractViolation::side).containsExactly("answer", "answer");
    }

    @Test
    void sparesAnswersThatAFaultChanged() throws Exception {
        simulator.on("GET", "/order").answer(Fault.html());
        shop.get("/order");

        assertThat(simulator.contractViolations()).isEmpty();
    }

    @Test
    void isNotCheckedUnlessAskedFor() throws Exception {
        try (TenantApiSimulator unchecked = TenantApiSimulator.start()) {
            HttpConnection.of(unchecked).without("X-Tenant").get("/nothing");

            assertThat(unchecked.contractViolations()).isEmpty();
        }
    }
}
