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

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What happens between a request and the work on its answer. Never blocks a thread. */
@FunctionalInterface
interface Pause {

    Pause NONE = vertx -> Future.succeededFuture();

    Future<Void> pass(Vertx vertx);

    default Pause then(Pause next) {
        return vertx -> pass(vertx).compose(passed -> next.pass(vertx));
    }
}
