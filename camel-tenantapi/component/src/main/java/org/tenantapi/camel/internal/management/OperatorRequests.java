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
package org.tenantapi.camel.internal.management;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.internal.export.Export;
import org.tenantapi.camel.internal.export.OperatorActions;

/**
 * The requests of operators to an export that may be polling. An operator does not wait for the poll: requests are
 * carried out between two polls.
 */
final class OperatorRequests {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorRequests.class);

    private final Queue<Consumer<OperatorActions>> waiting = new ConcurrentLinkedQueue<>();

    void add(Consumer<OperatorActions> request) {
        waiting.add(request);
    }

    /**
     * Carries the requests out. Without an export, which has been closed then, there is nothing left to do.
     */
    void fulfil(@Nullable Export export) {
        for (Consumer<OperatorActions> request = waiting.poll(); request != null; request = waiting.poll()) {
            try {
                if (export != null) {
                    request.accept(export.operatorActions());
                }
            } catch (IllegalArgumentException e) {
                // it has succeeded in the meantime
                LOG.info("{}", e.getMessage());
            }
        }
    }
}
