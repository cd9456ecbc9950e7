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

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a fresh {@link TenantApiSimulator}, and fails the test when a request or an answer violated the
 * OpenAPI contract.
 *
 * <pre>
 * {@code
 * &#64;RegisterExtension
 * TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();
 *
 * @Test
 * void exportsAnOrder() {
 *     platform.simulator().tenant("acme").user("user", "secret").connection("1001");
 * }
 * }
 * </pre>
 *
 * In a static field, and with {@code @ExtendWith}, one simulator serves all tests of the class at one address and is
 * {@linkplain TenantApiSimulator#reset() reset} before each; a request that the test before has aborted may still come
 * after that. A test may also take the simulator as a parameter. Tests that share an extension cannot run in parallel.
 */
public final class TenantApiSimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private TenantApiSimulator simulator;
    /** How many classes, each nested in the one before, share the simulator; none when it is a single test's. */
    private int sharingClasses;
    private boolean violationsAllowed;

    /**
     * The simulator of the running test.
     *
     * @throws IllegalStateException when no test is running
     */
    public TenantApiSimulator simulator() {
        if (simulator == null) {
            throw new IllegalStateException(
                    "The simulator runs during a test only: register this extension with @RegisterExtension or @ExtendWith");
        }
        return simulator;
    }

    /** Called in a test: it violates the contract on purpose and does not fail for it. */
    public void allowContractViolations() {
        violationsAllowed = true;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (sharingClasses++ == 0) {
            simulator = started();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        violationsAllowed = false;
        if (sharingClasses > 0) {
            simulator.reset();
        } else {
            simulator = started();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<ContractViolation> violations = simulator.contractViolations();
        if (sharingClasses == 0) {
            stop();
        }
        if (!violations.isEmpty() && !violationsAllowed) {
            throw new AssertionError(
                    "The contract was violated:" + violations.stream().map(violation -> "\n  " + violation)
                            .collect(Collectors.joining()));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--sharingClasses == 0) {
            stop();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TenantApiSimulator.class || type == TenantApiSimulatorExtension.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TenantApiSimulator.class ? simulator() : this;
    }

    private void stop() {
        simulator.close();
        simulator = null;
    }

    private static TenantApiSimulator started() {
        return TenantApiSimulator.builder().checkContract(true).start();
    }
}
