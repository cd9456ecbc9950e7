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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

class TenantApiSimulatorExtensionTest {

    static class Violating {

        @RegisterExtension
        final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

        @Test
        void forgetsTheTenant() throws Exception {
            HttpConnection.of(platform.simulator()).without("X-Tenant").get("/order");
        }

        @Test
        void forgetsTheTenantOnPurpose() throws Exception {
            platform.allowContractViolations();
            HttpConnection.of(platform.simulator()).without("X-Tenant").get("/order");
        }
    }

    static class Fresh {

        static final List<String> URLS = new ArrayList<>();

        @RegisterExtension
        static final TenantApiSimulatorExtension PLATFORM = new TenantApiSimulatorExtension();

        @Test
        void first() throws Exception {
            findsNothingAndLeavesAnOrder();
        }

        @Test
        void second() throws Exception {
            findsNothingAndLeavesAnOrder();
        }

        private static void findsNothingAndLeavesAnOrder() throws Exception {
            TenantApiSimulator simulator = PLATFORM.simulator();
            assertThat(simulator.requests()).isEmpty();
            assertThat(simulator.faults()).isEmpty();
            assertThat(simulator.tenant("acme").records("order")).isEmpty();
            simulator.on("GET", "/order").always().answer(Fault.status(500));
            HttpConnection.of(simulator).post("/order", "{}");
            URLS.add(simulator.baseUrl());
        }
    }

    @ExtendWith(TenantApiSimulatorExtension.class)
    static class Injected {

        @Nested
        class Inner {

            @Test
            void sharesTheSimulatorOfItsOuterClass(TenantApiSimulator simulator) throws Exception {
                assertThat(HttpConnection.of(simulator).get("/").statusCode()).isEqualTo(200);
            }
        }

        @Nested
        class Other {

            @Test
            void sharesItToo(TenantApiSimulator simulator) throws Exception {
                assertThat(HttpConnection.of(simulator).get("/").statusCode()).isEqualTo(200);
            }
        }

        @Test
        void asParameters(TenantApiSimulator simulator, TenantApiSimulatorExtension platform) {
            assertThat(platform.simulator()).isSameAs(simulator);
        }
    }

    @Test
    void failsATestThatViolatesTheContract() {
        Events tests = run(Violating.class);

        tests.assertStatistics(statistics -> statistics.succeeded(1).failed(1));
        tests.failed().assertThatEvents().haveExactly(1, event(test("forgetsTheTenant"), finishedWithFailure(
                instanceOf(AssertionError.class),
                message(text -> text.contains("X-Tenant") && text.contains("GET /api/order")))));
    }

    @Test
    void givesEachTestAFreshSimulatorAtOneAddress() {
        run(Fresh.class).assertStatistics(statistics -> statistics.succeeded(2));

        assertThat(Fresh.URLS).hasSize(2).containsOnly(Fresh.URLS.get(0));
    }

    @Test
    void givesTheSimulatorAsAParameterToNestedClassesToo() {
        run(Injected.class).assertStatistics(statistics -> statistics.succeeded(3));
    }

    @Test
    void saysThatItHasToBeRegistered() {
        assertThatIllegalStateException().isThrownBy(() -> new TenantApiSimulatorExtension().simulator())
                .withMessageContaining("@RegisterExtension");
    }

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute().testEvents();
    }
}
