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

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says how a build gets one version of Camel.
 */
final class MixedCamelVersionsFailureAnalyzer extends AbstractFailureAnalyzer<MixedCamelVersionsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MixedCamelVersionsException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "In the dependencyManagement of your build, import org.apache.camel.springboot:camel-spring-boot-dependencies:"
                                    + cause.camelVersion() + " in place of camel-spring-boot-bom, which manages starters only.",
                cause);
    }
}
