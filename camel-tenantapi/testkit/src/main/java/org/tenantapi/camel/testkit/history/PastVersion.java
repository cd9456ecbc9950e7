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
package org.tenantapi.camel.testkit.history;

import java.time.Instant;
import java.util.Objects;

/**
 * One version of a record that a tenant had.
 *
 * @param json      the record, with its {@code localId} and {@code lastModified}
 * @param visibleAt the time from which on a list showed it, on the tenant's clock; it ends when the next version of the
 *                  record becomes visible
 */
public record PastVersion(String json, Instant visibleAt) {

    public PastVersion {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(visibleAt, "visibleAt");
    }
}
