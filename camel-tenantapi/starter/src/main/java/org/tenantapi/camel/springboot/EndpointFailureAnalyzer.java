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
package org.tenantapi.camel.springboot;

import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.URISupport;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in a few lines why an endpoint {@code tenantapi:} cannot be made, and where its options are set.
 */
final class EndpointFailureAnalyzer extends AbstractFailureAnalyzer<ResolveEndpointFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ResolveEndpointFailedException cause) {
        if (!cause.getUri().startsWith("tenantapi:")) {
            return null;
        }
        String uri = URISupport.sanitizeUri(cause.getUri());
        return new FailureAnalysis(
                cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage(),
                "Correct the option where it is set: one of the component is camel.component.tenantapi.<option>, one of a connection "
                                                                                               + "camel.component.tenantapi.connections.<name>.<option>, one of the endpoint is in "
                                                                                               + uri,
                cause);
    }
}
