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
package org.tenantapi.camel.benchmark;

import java.io.IOException;

/**
 * One way to do a piece of work.
 */
interface Way extends AutoCloseable {

    /** What is done before each pass, and not measured. */
    default void prepare() throws Exception {
    }

    /**
     * Does all of the work once.
     *
     * @throws IllegalStateException if not all of it was done: a way that loses records is not fast
     */
    void pass() throws Exception;

    @Override
    default void close() throws IOException {
    }

    /** How a way is made. */
    @FunctionalInterface
    interface Factory {
        Way open(Work work) throws Exception;
    }
}
