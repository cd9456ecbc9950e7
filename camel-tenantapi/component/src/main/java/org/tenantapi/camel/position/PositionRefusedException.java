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

/**
 * A position is there and must not be used: it is damaged, was made with another filter or at another server, or takes
 * no part in the transactions that it is to be used in. Trying again does not help; an operator has to decide.
 */
public class PositionRefusedException extends PositionException {

    public PositionRefusedException(String message) {
        super(message);
    }

    public PositionRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
