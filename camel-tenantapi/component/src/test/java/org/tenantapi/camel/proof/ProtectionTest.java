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
package org.tenantapi.camel.proof;

import java.util.List;

import net.bytebuddy.dynamic.DynamicType.Unloaded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ProtectionTest {

    @ParameterizedTest
    @EnumSource
    void eachProtectionFindsTheMethodThatItSwitchesOff(Protection protection) throws Exception {
        try (Unloaded<?> without = protection.protectingMethod().off()) {
            assertThat(without.getBytes()).isNotEqualTo(classFile(without.getTypeDescription().getInternalName()));
            assertThat(without.getAuxiliaryTypes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachProtectionFindsTheTestsThatAreToMissIt(Protection protection) {
        List<String> tests = protection.tests();
        assertThat(tests).isNotEmpty();
        assertThatCode(() -> {
            for (String test : tests) {
                Class.forName(Switch.BASE + test, false, ProtectionTest.class.getClassLoader());
            }
        }).doesNotThrowAnyException();
    }

    @Test
    void aMethodThatIsNotThereAnyMoreIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Switch("internal.export.Fetching", "renamed", 1, Without.doesNothing()).off())
                .withMessageContainingAll("org.tenantapi.camel.internal.export.Fetching", "renamed", "1");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Switch("internal.export.Fetching", "fetch", 1, Without.doesNothing()).off())
                .withMessageContainingAll("org.tenantapi.camel.internal.export.Fetching", "fetch", "1");
    }

    @Test
    void aMethodThatIsToBeCalledInsteadAndIsNotThereAnyMoreIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Switch("internal.export.Fetch", "asOf", 0, Without.calls("renamed")).off())
                .withMessageContainingAll("org.tenantapi.camel.internal.export.Fetch", "renamed", "0");
    }

    @Test
    void aClassThatIsNotThereAnyMoreIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Switch("internal.export.Renamed", "fetch", 1, Without.doesNothing()).off())
                .withMessageContainingAll("org.tenantapi.camel.internal.export.Renamed", "fetch");
    }

    private static byte[] classFile(String name) throws Exception {
        try (var in = ProtectionTest.class.getResourceAsStream("/" + name + ".class")) {
            return in.readAllBytes();
        }
    }
}
