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
package org.tenantapi.camel.position;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintTest {

    @Test
    void aLocalIdOfThePlatformIsItsOwnFingerprint() {
        String localId = "0c2b17060ef5ab0b94e84ed54d0f280b";
        assertThat(Fingerprint.ofLocalId(localId)).hasToString(localId);
    }

    @Test
    void idsThatDifferOnlyInCaseStayDifferent() {
        assertThat(Fingerprint.ofLocalId("0c2b17060ef5ab0b94e84ed54d0f280b"))
                .isNotEqualTo(Fingerprint.ofLocalId("0C2B17060EF5AB0B94E84ED54D0F280B"));
    }

    @Test
    void anyOtherTextIsHashed() {
        assertThat(Fingerprint.ofLocalId("order-1")).isEqualTo(Fingerprint.ofLocalId("order-1"))
                .isNotEqualTo(Fingerprint.ofLocalId("order-2"));
    }
}
