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

/** What requests and answers are held against. */
interface Contract {

    void checkRequest(ApiRequest request);

    void checkAnswer(ApiRequest request, Answer answer);

    List<ContractViolation> violations();

    void clear();

    static Contract unchecked() {
        return new Contract() {
            @Override
            public void checkRequest(ApiRequest request) {
                // everything is welcome
            }

            @Override
            public void checkAnswer(ApiRequest request, Answer answer) {
                // everything is welcome
            }

            @Override
            public List<ContractViolation> violations() {
                return List.of();
            }

            @Override
            public void clear() {
                // nothing is kept
            }
        };
    }
}
