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
package org.tenantapi.camel;

import org.apache.camel.CamelContext;

/**
 * Meters that are registered somewhere until they are closed. Knows nothing of Micrometer, so that it can be named
 * where that is missing.
 */
interface Meters extends AutoCloseable {

    @Override
    void close();

    /** Whether Micrometer is present, so that the classes that know it can be loaded. */
    static boolean arePossible(CamelContext context) {
        return context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
    }
}
