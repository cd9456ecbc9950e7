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

import org.apache.camel.CamelContext;

/**
 * The meters of a Plug, until they are closed. This type knows nothing of Micrometer, so that it can be named where
 * that is missing.
 */
@FunctionalInterface
interface Meters {

    void close();

    /** Registers the meters of a Plug; none without Micrometer, or where Camel's registry has no MeterRegistry. */
    static Meters of(CamelContext context, Plug plug) {
        boolean possible = context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
        return possible ? PlugMeters.register(context, plug) : () -> {
        };
    }
}
