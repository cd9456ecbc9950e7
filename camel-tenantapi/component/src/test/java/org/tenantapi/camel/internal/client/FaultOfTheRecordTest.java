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
package org.tenantapi.camel.internal.client;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FaultOfTheRecordTest {

    private static boolean isOfTheRecord(int status) {
        return new Failure("GET", "/order/r1", "acme", "1001", new AnswerHead(status, "", Map.of()), "", true, false)
                .isOfTheRecord();
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 400, 403, 404, 410, 422, 500, 501 })
    @DisplayName("lesson 38: what is answered to a read of one record is the fault of that record")
    void ofTheRecord(int status) {
        assertThat(isOfTheRecord(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 302, 401, 407, 408, 429, 502, 503, 504, 521 })
    @DisplayName("lesson 38: no connection, a login, a pause or a gateway is the fault of no record")
    void ofNoRecord(int status) {
        assertThat(isOfTheRecord(status)).isFalse();
    }
}
