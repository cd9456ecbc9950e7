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
package org.tenantapi.camel.examples.springboot;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.FluentProducerTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.tenantapi.camel.client.TenantApiRejectedException;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * Takes a product as JSON, and answers with the record that the platform has made of it.
 */
@RestController
class ProductController {

    private final FluentProducerTemplate camel;

    ProductController(FluentProducerTemplate camel) {
        this.camel = camel;
    }

    // tag::import[]
    @PostMapping(path = "/products", consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    String importProduct(@RequestBody String product) {
        return camel.to("direct:import-product").withBody(product).request(String.class);
    }
    // end::import[]

    /** What the platform refuses is the caller's to correct; anything else is between us and the platform. */
    @ExceptionHandler
    ProblemDetail explain(CamelExecutionException e) {
        boolean refused = e.getCause() instanceof TenantApiRejectedException || e.getCause() instanceof InvalidRecordException;
        HttpStatus status = refused ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_GATEWAY;
        return ProblemDetail.forStatusAndDetail(status, e.getCause().getMessage());
    }
}
