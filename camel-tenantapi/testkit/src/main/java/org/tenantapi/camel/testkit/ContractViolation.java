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

/**
 * A request or an answer that the OpenAPI contract does not allow.
 *
 * @param request what was asked: method, path and query
 * @param side    whose fault it is: {@code request} or {@code answer}
 * @param message what is wrong
 */
public record ContractViolation(String request, String side, String message) {

    @Override
    public String toString() {
        return side + " of " + request + ": " + message;
    }
}
