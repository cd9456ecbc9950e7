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
package org.tenantapi.camel.benchmark;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;

/**
 * What routes to the platform by camel-http have in common, in either direction.
 */
abstract class HttpRoute extends RouteBuilder {

    /** Sets the headers that the platform asks for. */
    final ProcessorDefinition<?> withHeaders(ProcessorDefinition<?> route, String method) {
        return route.setHeader("CamelHttpMethod", constant(method))
                .setHeader("Accept", constant("application/json"))
                .setHeader("X-Tenant", constant(CamelWay.TENANT))
                .setHeader("X-ConnectionId", constant(CamelWay.CONNECTION_ID));
    }

    /** The endpoint of the orders. */
    static String orders(String baseUrl) {
        return baseUrl + "/order?authMethod=Basic&authUsername=" + CamelWay.USER + "&authPassword=RAW(" + CamelWay.PASSWORD
               + ")&authenticationPreemptive=true";
    }
}
