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

import java.util.concurrent.ConcurrentMap;

/**
 * A method of a position store as it would be without what it protects: see {@code Protection}.
 */
final class Unprotected {

    private Unprotected() {
    }

    /** An owner that is not the last one writes over what the last one has written. */
    static boolean replaceUnchanged(ConcurrentMap<String, String> map, String key, String expected, String next) {
        return map.put(key, next) != null;
    }
}
