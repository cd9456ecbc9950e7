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
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/**
 * Says in a few lines why an endpoint {@code tenantapi:} cannot be made, and where its options are set.
 */
final class EndpointFailureAnalyzer extends AbstractFailureAnalyzer<ResolveEndpointFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ResolveEndpointFailedException cause) {
        if (!cause.getUri().startsWith("tenantapi:")) {
            return null;
        }
        return new FailureAnalysis(
                NestedExceptionUtils.getMostSpecificCause(cause).getMessage(),
                "An option of the component is set as camel.component.tenantapi.<option>, one of a connection as"
                                                                               + " camel.component.tenantapi.connections.<name>.<option>, one of the endpoint in its URI, "
                                                                               + cause.getUri() + ".",
                cause);
    }
}
