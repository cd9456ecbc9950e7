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

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tenantapi.camel.testkit.TenantApiSimulator;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;

/**
 * Gives each test a simulator at an address of its own, also from a static field, which is there before the test's
 * CamelContext is. A stop aborts the request of a poll, which may reach the server after it: with one address for all
 * tests it would be among the requests of the next test.
 */
final class FreshPlatform implements BeforeEachCallback, AfterEachCallback {

    private final TenantApiSimulatorExtension simulators = new TenantApiSimulatorExtension();

    TenantApiSimulator simulator() {
        return simulators.simulator();
    }

    void allowContractViolations() {
        simulators.allowContractViolations();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        simulators.beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        simulators.afterEach(context);
    }
}
