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

import java.lang.reflect.Method;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.TransactedPolicy;

/**
 * Finds the policy of transactions as Camel's {@code transacted()} does: the only one in the registry, the one with the
 * name {@value #PROPAGATION_REQUIRED}, or Spring's for the only transaction manager.
 */
final class TransactedPolicies {

    private static final String PROPAGATION_REQUIRED = "PROPAGATION_REQUIRED";
    private static final String TRANSACTION_MANAGER = "org.springframework.transaction.PlatformTransactionManager";
    private static final String SPRING_POLICY = "org.apache.camel.spring.spi.SpringTransactionPolicy";

    private TransactedPolicies() {
    }

    /**
     * @throws IllegalArgumentException if there is none, or more than one to choose from
     */
    static TransactedPolicy find(CamelContext camel) {
        Registry registry = camel.getRegistry();
        Map<String, TransactedPolicy> policies = registry.findByTypeWithName(TransactedPolicy.class);
        if (policies.size() == 1) {
            return policies.values().iterator().next();
        }
        TransactedPolicy required = policies.get(PROPAGATION_REQUIRED);
        if (required != null) {
            return required;
        }
        if (!policies.isEmpty()) {
            throw new IllegalArgumentException(
                    "transacted=true finds several TransactedPolicies in the registry, " + policies.keySet()
                                               + ", and none of them has the name " + PROPAGATION_REQUIRED);
        }
        return ofSpring(camel);
    }

    /** By reflection, as Camel does it: an application without Spring has neither class. */
    private static TransactedPolicy ofSpring(CamelContext camel) {
        Class<?> managerType = camel.getClassResolver().resolveClass(TRANSACTION_MANAGER);
        Map<String, ?> managers = managerType == null ? Map.of() : camel.getRegistry().findByTypeWithName(managerType);
        if (managerType == null || managers.size() != 1) {
            throw new IllegalArgumentException(
                    "transacted=true needs a TransactedPolicy or one Spring PlatformTransactionManager in the registry, and finds "
                                               + (managers.isEmpty() ? "none" : "several managers, " + managers.keySet())
                                               + ": bind a TransactedPolicy with the name " + PROPAGATION_REQUIRED);
        }
        Class<?> policyType = camel.getClassResolver().resolveClass(SPRING_POLICY);
        if (policyType == null) {
            throw new IllegalArgumentException(
                    "transacted=true needs " + SPRING_POLICY + " for the transaction manager of Spring: add camel-spring to the"
                                               + " application");
        }
        try {
            Object policy = policyType.getConstructor().newInstance();
            Method setter = policyType.getMethod("setTransactionManager", managerType);
            setter.invoke(policy, managers.values().iterator().next());
            return (TransactedPolicy) policy;
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException("transacted=true cannot make a " + SPRING_POLICY + ": " + e, e);
        }
    }
}
