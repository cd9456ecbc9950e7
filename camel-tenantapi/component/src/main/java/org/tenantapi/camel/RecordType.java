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

import java.util.regex.Pattern;

/**
 * How the platform names its record types.
 */
final class RecordType {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private RecordType() {
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * @throws IllegalArgumentException if it is not such a name
     */
    static String require(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "A record type is lower-case letters, digits and hyphens, such as order or product, not '" + name + "'");
        }
        return name;
    }
}
