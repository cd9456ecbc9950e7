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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;

/**
 * The OpenAPI document. Bodies above {@value #BODY_LIMIT} bytes are not looked into, and of a list the first 100
 * records are.
 */
final class OpenApiContract implements Contract {

    private static final int BODY_LIMIT = 1024 * 1024;
    private static final String RESOURCE = "tenant-api.yaml";

    // one for all simulators: it is made in a tenth of a second, holds no state, and is only made when it is needed
    private static final OpenApiInteractionValidator VALIDATOR
            = OpenApiInteractionValidator.createForInlineApiSpecification(document()).withBasePathOverride("/api").build();

    private final List<ContractViolation> violations = new CopyOnWriteArrayList<>();

    static String document() {
        try (InputStream document = OpenApiContract.class.getResourceAsStream(RESOURCE)) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void checkRequest(ApiRequest request) {
        SimpleRequest.Builder checked = new SimpleRequest.Builder(request.method(), request.seen().path());
        request.seen().headers().forEach(checked::withHeader);
        request.seen().query().forEach(checked::withQueryParam);
        if (request.body().length > 0 && request.body().length <= BODY_LIMIT) {
            checked.withBody(request.body());
        }
        // Required, but out of the validator's sight: it knows security requirements of single operations only, where the
        // document states one for all; and a document cannot require Accept (OpenAPI 3.0.3, Parameter Object).
        for (String name : List.of("Authorization", "Accept")) {
            if (request.header(name).isEmpty()) {
                violations.add(new ContractViolation(
                        request.toString(), "request", "Header '" + name + "' is required but is missing."));
            }
        }
        check(request, "request", () -> VALIDATOR.validateRequest(checked.build()));
    }

    @Override
    public void checkAnswer(ApiRequest request, Answer answer) {
        SimpleResponse.Builder checked = SimpleResponse.Builder.status(answer.status());
        answer.headers().forEach(checked::withHeader);
        byte[] sample = answer.body().sample();
        if (sample.length > 0 && sample.length <= BODY_LIMIT) {
            checked.withBody(sample);
        }
        check(request, "answer", () -> VALIDATOR.validateResponse(
                request.seen().path(), Request.Method.valueOf(request.method()), checked.build()));
    }

    @Override
    public List<ContractViolation> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void clear() {
        violations.clear();
    }

    private void check(ApiRequest request, String side, Supplier<ValidationReport> check) {
        try {
            check.get().getMessages().stream().filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                    .forEach(message -> violations.add(new ContractViolation(request.toString(), side, message.getMessage())));
        } catch (RuntimeException e) {
            // a path or a method that the validator cannot even read
            violations.add(new ContractViolation(request.toString(), side, "Cannot be checked: " + e.getMessage()));
        }
    }
}
