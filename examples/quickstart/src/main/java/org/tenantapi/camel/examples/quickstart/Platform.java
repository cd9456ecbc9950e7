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
package org.tenantapi.camel.examples.quickstart;

import java.util.Properties;

import org.tenantapi.camel.TenantRecord;

/**
 * The platform's side of the quickstart: the simulated one, or a real one.
 */
interface Platform extends AutoCloseable {

    /** The properties of the application that say which Tenant this is and how it is reached. */
    Properties properties();

    /** Whether products are imported into it. */
    boolean takesProducts();

    /** Told of each product that was imported, before its file counts as imported. */
    void imported(TenantRecord product);

    /** For people: one line. */
    String describe();

    @Override
    void close();
}
