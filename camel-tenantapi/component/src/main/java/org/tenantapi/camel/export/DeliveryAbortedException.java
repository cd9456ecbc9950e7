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
package org.tenantapi.camel.export;

/**
 * A delivery ended without success because its route is being stopped, or never entered a route whose consumer was
 * suspended. Nothing is wrong with its records: they count as neither delivered nor failed, and are exported again when
 * the route runs again.
 */
public class DeliveryAbortedException extends RuntimeException {

    public DeliveryAbortedException(String reason) {
        super(reason);
    }

    public DeliveryAbortedException(Throwable cause) {
        super("The route is being stopped: " + cause, cause);
    }
}
